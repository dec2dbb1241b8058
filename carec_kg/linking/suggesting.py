"""Suggest links: gather what may be meant, weigh it, let candidates compete, give each to one thing at the most."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.linking.identifiers import Identifier
from carec_kg.linking.name_index import NameIndex
from carec_kg.linking.scoring import Evidence, NameEvidence, add_up, weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from carec_kg.linking.candidates import Candidate, CandidateSource, Mention
    from carec_kg.linking.things import Thing

#: Confidence from which a suggestion is shown.
THRESHOLD = 0.8
#: Candidates that are kept for a thing while a table streams past; a name that more share says nothing by itself.
_KEPT = 200
#: Another candidate is worth a word where its odds are at least this share of the first one's.
_RIVAL = 0.1


class _Pair(NamedTuple):
    thing: int
    key: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that is proposed: with what confidence (0..1), and why; ``evidence`` adds up to it, rivals apart."""

    thing: Thing
    candidate: Candidate
    confidence: float
    evidence: tuple[Evidence, ...]
    name: NameEvidence | None
    remark: str = ""

    @property
    def reasons(self) -> str:
        """Return the evidence in one sentence."""
        words = "; ".join(piece.reason for piece in self.evidence)
        return f"{words[:1].upper()}{words[1:]}{'; ' + self.remark if self.remark else ''}."


def suggest(
    things: Sequence[Thing],
    source: CandidateSource,
    *,
    threshold: float = THRESHOLD,
    is_decided: Callable[[str, str], bool] = lambda _thing, _candidate: False,
) -> list[Suggestion]:
    """Return the links that are likely, best first; each thing and each candidate stands in one at the most.

    ``is_decided`` tells of a thing and a candidate (IRIs) whether their link was decided before: such a pair is not
    proposed. Raise ``DataProblem`` where the source is broken.
    """
    names = _gather(things, source.mentions())
    described = {candidate.iri: candidate for candidate in source.describe({pair.key for pair in names})}
    scored: dict[_Pair, list[Evidence]] = {}
    for pair, name in names.items():
        candidate = described.get(pair.key)
        if candidate and not is_decided(things[pair.thing].iri, candidate.iri):
            scored[pair] = weigh(things[pair.thing], candidate, name)
    contest = _Contest(scored)
    proposed = []
    for pair in _assign(contest.odds):
        thing, candidate = things[pair.thing], described[pair.key]
        confidence, rival = contest.judge(pair)
        if confidence >= threshold:
            remark = _name_rival(pair, rival, things, described) if rival else ""
            proposed.append(Suggestion(thing, candidate, confidence, tuple(scored[pair]), names[pair], remark))
    return sorted(proposed, key=lambda suggestion: (-suggestion.confidence, suggestion.thing.iri))


def _gather(things: Sequence[Thing], mentions: Iterable[Mention]) -> dict[_Pair, NameEvidence | None]:
    """Return every pair that shares an identifier or a name, or nearly a name."""
    index = NameIndex(things)
    owners: dict[Identifier, list[int]] = defaultdict(list)
    for place, thing in enumerate(things):
        for identifier in thing.identifiers:
            owners[identifier].append(place)
    found: list[dict[str, NameEvidence | None]] = [{} for _ in things]
    for key, text, scheme in mentions:
        if scheme:
            for place in owners.get(Identifier(scheme, text), ()):
                found[place].setdefault(key, None)
            continue
        for match in index.find(text):
            kept = found[match.thing]
            kept[key] = _merge(kept.get(key), match.name, text, match.similarity)
            if len(kept) > 2 * _KEPT:
                found[match.thing] = _keep_best(kept)
    return {_Pair(place, key): name for place, kept in enumerate(found) for key, name in _keep_best(kept).items()}


def _merge(before: NameEvidence | None, ours: str, theirs: str, similarity: float) -> NameEvidence:
    same = (before.same if before else 0) + (similarity == 1)
    if before and before.similarity >= similarity:
        return NameEvidence(before.ours, before.theirs, before.similarity, same)
    return NameEvidence(ours, theirs, similarity, same)


def _keep_best(kept: dict[str, NameEvidence | None]) -> dict[str, NameEvidence | None]:
    """Return the candidates that share an identifier, then those with the best names, as many as are kept."""
    if len(kept) <= _KEPT:
        return kept
    ordered = sorted(kept.items(), key=lambda item: (-2.0 if item[1] is None else -item[1].similarity, item[0]))
    return dict(ordered[:_KEPT])


def _assign(odds: dict[_Pair, float]) -> list[_Pair]:
    """Return the best pairs, each thing and each candidate in one; ties in the order of things and keys."""
    things: set[int] = set()
    keys: set[str] = set()
    chosen = []
    for pair in sorted(odds, key=lambda pair: (-odds[pair], pair)):
        if pair.thing not in things and pair.key not in keys:
            chosen.append(pair)
            things.add(pair.thing)
            keys.add(pair.key)
    return chosen


class _Contest:
    """Rivals lower a pair's confidence: other candidates of the same thing, other things of the same candidate."""

    def __init__(self, scored: dict[_Pair, list[Evidence]]) -> None:
        self.odds = {pair: exp(min(50.0, add_up(evidence))) for pair, evidence in scored.items()}
        self._of_thing: dict[int, list[_Pair]] = defaultdict(list)
        self._of_key: dict[str, list[_Pair]] = defaultdict(list)
        for pair in self.odds:
            self._of_thing[pair.thing].append(pair)
            self._of_key[pair.key].append(pair)

    def judge(self, pair: _Pair) -> tuple[float, _Pair | None]:
        """Return the confidence (0..1) of a pair, and the rival that comes near it."""
        sides = (self._of_thing[pair.thing], self._of_key[pair.key])
        confidence = min(self.odds[pair] / (1 + sum(self.odds[one] for one in side)) for side in sides)
        rivals = sorted({rival for side in sides for rival in side} - {pair}, key=lambda one: (-self.odds[one], one))
        near = [rival for rival in rivals[:1] if self.odds[rival] >= _RIVAL * self.odds[pair]]
        return confidence, near[0] if near else None


def _name_rival(pair: _Pair, rival: _Pair, things: Sequence[Thing], described: dict[str, Candidate]) -> str:
    if rival.thing == pair.thing:
        return f"{described[rival.key].label} ({rival.key}) is nearly as good"
    return f"{things[rival.thing].label} ({things[rival.thing].iri}) has nearly as good a claim"
