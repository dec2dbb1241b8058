"""How likely a candidate is the thing, and why, in words.

Each piece of evidence adds to the logarithm of the odds, as in the record linkage of Fellegi and Sunter (1969), with
weights set by hand and tried on one half of the benchmark's things. What is not known adds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log10
from typing import TYPE_CHECKING

from carec_kg.linking.geography import measure_distance
from carec_kg.linking.kinds import POPULATED, SPREAD
from carec_kg.linking.name_index import CLOSE_ENOUGH
from carec_kg.linking.names import normalise
from carec_kg.linking.things import OWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.linking.candidates import Candidate
    from carec_kg.linking.things import Thing

_PRIOR = -1.5
_IDENTIFIER, _OTHER_IDENTIFIER = 12.0, -4.0
_SAME_NAME, _NEAR_NAME = 3.0, 2.0
#: Short names are often acronyms or codes, which many things share.
_SAME_SHORT, _ACRONYM = 1.5, 4
_MORE_NAMES, _MOST_NAMES, _FIRST_NAME = 0.7, 3, 0.5
_SAME_KIND, _OTHER_KIND, _PORT_UNSAID = 1.0, -6.0, -2.0
_SAME_COUNTRY, _OTHER_COUNTRY = 1.5, -5.0
#: Kilometres up to which a weight holds, for points of one town; farther is the last weight.
_DISTANCES = ((2.0, 3.0), (25.0, 2.0), (50.0, 0.0), (100.0, -2.0))
_FAR = -6.0
_SMALL_TOWN, _MORE_PEOPLE, _MOST_PEOPLE = 10_000, 1.0, 3.0
#: Schemes in which one thing may have several identifiers, so that another one is no objection.
_SEVERAL = frozenset({"unlocode", "isbn", "doi"})


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """The best match of names between a thing and a candidate, and how many names of the candidate are the same."""

    ours: str
    theirs: str
    similarity: float
    same: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: what it adds to the log-odds, and what it is in words."""

    weight: float
    reason: str
    method: str


def weigh(thing: Thing, candidate: Candidate, name: NameEvidence | None) -> list[Evidence]:
    """Return the evidence for and against a candidate, identifiers first."""
    return [
        *_weigh_identifiers(thing, candidate),
        *(_weigh_name(name) if name else ()),
        *(_weigh_first_name(thing, candidate) if name and name.similarity == 1 else ()),
        *_weigh_kind(thing, candidate),
        *_weigh_country(thing, candidate),
        *_weigh_distance(thing, candidate),
        *_weigh_size(candidate),
    ]


def add_up(evidence: list[Evidence]) -> float:
    """Return the log-odds."""
    return _PRIOR + sum(piece.weight for piece in evidence)


def to_confidence(log_odds: float) -> float:
    """Return a probability between 0 and 1."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, log_odds))))


def _weigh_identifiers(thing: Thing, candidate: Candidate) -> Iterator[Evidence]:
    shared = sorted(thing.identifiers & candidate.identifiers)
    if shared:
        words = ", ".join(
            "is linked to ours" if scheme == OWN else f"has {scheme} {text} too" for scheme, text in shared
        )
        yield Evidence(_IDENTIFIER, f"it {words}", "identifier")
        return
    theirs = {scheme: text for scheme, text in candidate.identifiers if scheme not in _SEVERAL}
    for scheme, text in sorted(thing.identifiers):
        if scheme in theirs:
            yield Evidence(_OTHER_IDENTIFIER, f"{scheme} is {text} here and {theirs[scheme]} there", "identifier")
            return


def _weigh_name(name: NameEvidence) -> Iterator[Evidence]:
    if name.similarity == 1 and name.same == 1 and len(name.theirs) <= _ACRONYM and name.theirs.isupper():
        yield Evidence(_SAME_SHORT, f"the name {name.theirs!r} is the same, and short", "name")
    elif name.similarity == 1:
        yield Evidence(_SAME_NAME, f"the name {name.theirs!r} is the same", "name")
    else:
        share = max(0.0, (name.similarity - CLOSE_ENOUGH) / (1 - CLOSE_ENOUGH))
        percent = round(100 * name.similarity)
        yield Evidence(_NEAR_NAME * share, f"the name {name.theirs!r} is {percent}% like {name.ours!r}", "likeness")
    more = min(name.same, _MOST_NAMES) - 1
    if more > 0:
        yield Evidence(_MORE_NAMES * more, f"{name.same} names are the same", "name")


def _weigh_first_name(thing: Thing, candidate: Candidate) -> Iterator[Evidence]:
    """Prefer what is called so in the first place to what is called so among other names."""
    first = normalise(candidate.label)
    if any(normalise(name.text) == first for name in thing.names):
        yield Evidence(_FIRST_NAME, "it is its first name there", "name")


def _weigh_kind(thing: Thing, candidate: Candidate) -> Iterator[Evidence]:
    if not candidate.kind and candidate.population and thing.kind not in POPULATED:
        yield Evidence(_OTHER_KIND, f"people live there, and this is of the kind {thing.kind}", "kind")
    elif not candidate.kind:
        if thing.kind == "port":
            yield Evidence(_PORT_UNSAID, "nothing there says that it is a border port and not the town", "kind")
    elif candidate.kind == thing.kind:
        yield Evidence(_SAME_KIND, f"both are of the kind {thing.kind}", "kind")
    else:
        yield Evidence(_OTHER_KIND, f"this is of the kind {thing.kind}, that of the kind {candidate.kind}", "kind")


def _weigh_country(thing: Thing, candidate: Candidate) -> Iterator[Evidence]:
    agrees = None if thing.kind == "country" else thing.lies_in(candidate.country)
    if agrees:
        yield Evidence(_SAME_COUNTRY, f"in the same country ({candidate.country})", "country")
    elif agrees is False:
        yield Evidence(_OTHER_COUNTRY, f"in another country ({candidate.country})", "country")


def _weigh_distance(thing: Thing, candidate: Candidate) -> Iterator[Evidence]:
    if not (thing.position and candidate.position):
        return
    distance = measure_distance(thing.position, candidate.position)
    near = distance / SPREAD.get(thing.kind, 1.0)
    weight = next((weight for limit, weight in _DISTANCES if near <= limit), _FAR)
    # The centres of two large areas lie near each other by chance more often than two towns do.
    weight = min(weight, 1.0) if thing.kind in SPREAD else weight
    yield Evidence(weight, f"{distance:,.1f} km apart", "distance")


def _weigh_size(candidate: Candidate) -> Iterator[Evidence]:
    """Prefer the larger of several towns of one name."""
    if candidate.population > _SMALL_TOWN:
        weight = min(_MOST_PEOPLE, _MORE_PEOPLE * log10(candidate.population / _SMALL_TOWN))
        yield Evidence(weight, f"{candidate.population:,} people live there", "size")
