"""Reconcile the cells of a table with the things of a graph: exact identifiers first, then names, types, properties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from difflib import get_close_matches
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.errors import UnknownName
from carec_kg.linking.candidates import Candidate
from carec_kg.linking.names import normalise
from carec_kg.linking.reconciling_names import MOST_FOUND, PORT, NameFinder, has_parts, names_port
from carec_kg.linking.reconciling_query import Condition, Feature, Match, ReconciliationQuery
from carec_kg.linking.reconciling_values import COORDINATES, COUNTRY, Values, read_code, read_coordinates
from carec_kg.linking.scoring import Evidence, NameEvidence, add_up, to_confidence, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.linking.identifiers import Identifier
    from carec_kg.linking.reconciling_graph import Entry, KnownGraph

#: Who matches a table against this graph holds that its rows are in it: likelier than for a table of the whole world.
_CLOSED_WORLD = 1.0
_SAME_VALUE, _OTHER_VALUE = 1.5, -1.5
_OTHER_TYPE = -5.0
#: A candidate is the match from this confidence on, if no other has this share of its odds.
_CERTAIN, _RIVAL = 0.8, 0.1
#: More than a name that is found in parts: the whole text, brackets and all, is the thing's name.
_WHOLE = 2.5


class _Found(NamedTuple):
    """A candidate before it is judged: whether an identifier names it, and the name that fits."""

    exact: bool
    name: NameEvidence | None


class _Weighed(NamedTuple):
    place: int
    odds: float
    exact: bool
    evidence: list[Evidence]


class Reconciler:
    """Answers reconciliation queries over one graph; safe to use from many threads."""

    def __init__(self, graph: KnownGraph) -> None:
        self.graph = graph
        self.values = Values(graph)
        self._names = NameFinder(graph)
        self._owners: dict[Identifier, list[int]] = defaultdict(list)
        for place, thing in enumerate(graph.things):
            for identifier in thing.identifiers:
                self._owners[identifier].append(place)
        entries = sorted(graph.types.values(), key=lambda entry: -len(entry.id))
        self._types = {word.casefold(): entry for entry in entries for word in (entry.name, entry.iri, entry.id)}

    def find_type(self, name: str) -> Entry:
        """Return a type by identifier, IRI or name; raise ``UnknownName`` with the nearest."""
        entry = self._types.get(name.strip().removeprefix("carec:").casefold())
        if entry is None:
            near = get_close_matches(name[:80].casefold(), self._types, 3)
            raise UnknownName("type", name[:80], list(dict.fromkeys(self._types[word].id for word in near)))
        return entry

    def reconcile(self, query: ReconciliationQuery) -> list[Match]:
        """Return the candidates, best first; raise ``UnknownName`` for a type or property that is not known."""
        types = [self.find_type(name).iri for name in query.types]
        conditions = [(self.values.find(condition.property), condition) for condition in query.conditions]
        weighed = [
            self._weigh(place, found, query, types, conditions)
            for place, found in self._gather(query, types, conditions).items()
            if self._is_of(place, query, types) and self._meets(place, conditions)
        ]
        weighed.sort(key=lambda one: (not one.exact, -one.odds, self.graph.things[one.place].iri))
        certain = _find_certain(weighed)
        return [self._show(one, one is certain) for one in weighed[: query.limit]]

    def _gather(
        self, query: ReconciliationQuery, types: list[str], conditions: list[tuple[Entry, Condition]]
    ) -> dict[int, _Found]:
        """Return the things that may be meant, by what is exact, else by name, else by their values."""
        found: dict[int, _Found] = {}
        for text in (*query.ids, query.text):
            if text:
                found |= dict.fromkeys(self._identify(text), _Found(exact=True, name=None))
        for place, name in self._find_names(query.text, types).items():
            found[place] = _Found(exact=place in found, name=name)
        if not query.text and not query.ids:
            holders = [self._holders(entry, condition) for entry, condition in conditions]
            shared = sorted(set().union(*holders), key=lambda place: (-sum(place in held for held in holders), place))
            found = dict.fromkeys(shared[:MOST_FOUND], _Found(exact=False, name=None))
        return found

    def _identify(self, text: str) -> list[int]:
        place = self.graph.find_thing(text)
        if place is not None:
            return [place]
        return sorted({place for code in read_code(text) for place in self._owners.get(code, ())})

    def _find_names(self, text: str, types: list[str]) -> dict[int, NameEvidence]:
        return {
            match.thing: NameEvidence(match.name, text, match.similarity, int(match.similarity == 1))
            for match in self._names.find(text, types)
        }

    def _is_of(self, place: int, query: ReconciliationQuery, types: list[str]) -> bool:
        if not types or query.strictness == "should":
            return True
        return (all if query.strictness == "all" else any)(kind in self.graph.kinds[place] for kind in types)

    def _meets(self, place: int, conditions: list[tuple[Entry, Condition]]) -> bool:
        return all(self._agrees(place, entry, condition) for entry, condition in conditions if condition.required)

    def _agrees(self, place: int, entry: Entry, condition: Condition) -> bool:
        held = [place in self.values.holders(entry, value) for value in condition.values]
        if condition.quantifier == "none":
            return not any(held)
        return all(held) if condition.quantifier == "all" else any(held)

    def _holders(self, entry: Entry, condition: Condition) -> set[int]:
        return set().union(*(self.values.holders(entry, value) for value in condition.values))

    def _weigh(
        self,
        place: int,
        found: _Found,
        query: ReconciliationQuery,
        types: list[str],
        conditions: list[tuple[Entry, Condition]],
    ) -> _Weighed:
        thing = self.graph.things[place]
        fits = any(kind in self.graph.kinds[place] for kind in types)
        said = thing.kind if fits or (thing.kind == PORT and names_port(query.text)) else ""
        candidate = Candidate("", query.text, kind=said)
        compared: list[Evidence] = []
        for entry, condition in conditions:
            near = read_coordinates(condition.values[0]) if entry.iri == COORDINATES else None
            candidate = replace(candidate, position=near) if near else candidate
            if entry.iri != COORDINATES:
                compared += self._compare(place, entry, condition)
        if has_parts(query.text) and any(normalise(name.text) == normalise(query.text) for name in thing.names):
            compared.append(Evidence(_WHOLE, "the whole text is its name", "name"))
        if types and not fits:
            compared.append(Evidence(_OTHER_TYPE, "it is of another type", "kind"))
        evidence = [*weigh(thing, candidate, found.name), *compared]
        return _Weighed(place, exp(min(50.0, _CLOSED_WORLD + add_up(evidence))), found.exact, evidence)

    def _compare(self, place: int, entry: Entry, condition: Condition) -> Iterator[Evidence]:
        values = " or ".join(condition.values)[:80]
        weight = _COUNTRY_WEIGHTS if entry.iri == COUNTRY else (_SAME_VALUE, _OTHER_VALUE)
        if self._agrees(place, entry, condition):
            yield Evidence(weight[0], f"{entry.name} agrees ({values})", entry.id)
        elif self.values.has(place, entry):
            yield Evidence(weight[1], f"{entry.name} is not {values}", entry.id)

    def _show(self, one: _Weighed, is_match: bool) -> Match:  # noqa: FBT001 - the field of the answer
        sums: dict[str, list[Evidence]] = defaultdict(list)
        for piece in one.evidence:
            sums[piece.method].append(piece)
        features = [
            Feature(method, round(sum(piece.weight for piece in pieces), 2), "; ".join(p.reason for p in pieces))
            for method, pieces in sums.items()
        ]
        if one.exact:
            features.insert(0, Feature("identifier", 1, "the identifier is exactly this"))
        score = 100.0 if one.exact else round(100 * to_confidence(_CLOSED_WORLD + add_up(one.evidence)), 1)
        thing, types = self.graph.things[one.place], tuple(self.graph.types_of(one.place))
        words = self.graph.describe(one.place)
        return Match(self.graph.write_id(thing.iri), thing.label, words, types, score, is_match, tuple(features))


#: As strong as where links are suggested: towns on both sides of a border bear one name.
_COUNTRY_WEIGHTS = (1.5, -5.0)


def _find_certain(weighed: list[_Weighed]) -> _Weighed | None:
    """Return the candidate that must be meant: it alone has the identifier, or is far likelier than all others."""
    if not weighed:
        return None
    first, others = weighed[0], weighed[1:]
    if first.exact:
        others = [other for other in others if other.exact]
    likely = first.exact or first.odds / (1 + first.odds) >= _CERTAIN
    return first if likely and all(other.odds < _RIVAL * first.odds for other in others) else None
