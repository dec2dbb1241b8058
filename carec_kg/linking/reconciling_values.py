"""The values of properties of things: those that the graph states, and a few that are gathered for convenience."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.errors import UnknownName
from carec_kg.iris import CAREC
from carec_kg.linking.geography import Position, make_position
from carec_kg.linking.identifiers import SCHEMES, Identifier, read_iri
from carec_kg.linking.kinds import kind_of_thing
from carec_kg.linking.names import normalise
from carec_kg.linking.reconciling_graph import Entry
from carec_kg.linking.things import OWN
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carec_kg.linking.reconciling_graph import KnownGraph
    from carec_kg.rdf.terms import Term

COUNTRY, CODE, COORDINATES, IRI = "country", "code", "coordinates", "iri"
_LIES_IN = CAREC + "locatedIn"
_GATHERED = (
    Entry(COUNTRY, "country", "The country that it lies in; may be given by name or by any code.", COUNTRY, 0),
    Entry(CODE, "any code or identifier", "UN/LOCODE, ISO code, Wikidata item, GeoNames id or another.", CODE, 0),
    Entry(COORDINATES, "coordinates", "Latitude and longitude in degrees, as 45.25, 82.49.", COORDINATES, 0),
    Entry(IRI, "IRI", "Its full name on the web.", IRI, 0),
)
#: Text from which the nearest names are worth a look.
_LONGEST_NAME = 80


class EntityValue(NamedTuple):
    """A value that is a thing of the graph."""

    id: str
    name: str


class Values:
    """Properties by the names that clients use, and values in both directions."""

    def __init__(self, graph: KnownGraph) -> None:
        self._graph = graph
        used = {identifier.scheme for thing in graph.things for identifier in thing.identifiers}
        schemes = [
            Entry(scheme.name, scheme.label, f"Identifier, for example {scheme.example}.", scheme.name, 0)
            for scheme in SCHEMES.values()
            if scheme.name in used
        ]
        #: All that can be asked for, what is gathered first, then by how many things have it.
        self.entries: list[Entry] = [
            *(_GATHERED if graph.own else (*_GATHERED[1:2], _GATHERED[3])),
            *schemes,
            *sorted(
                (entry for entry in graph.properties.values() if entry.id.lower() not in used),
                key=lambda entry: (-entry.uses, entry.id),
            ),
        ]
        self._by_name = {word.casefold(): entry for entry in reversed(self.entries) for word in _names_of(entry)}
        self._holders = self._gather_holders()

    def find(self, name: str) -> Entry:
        """Return a property by identifier, IRI or name; raise ``UnknownName`` with the nearest."""
        entry = self._by_name.get(name.strip().casefold())
        if entry is None:
            near = get_close_matches(name.casefold(), self._by_name, 3) if len(name) <= _LONGEST_NAME else []
            raise UnknownName("property", name[:_LONGEST_NAME], [self._by_name[word].id for word in near])
        return entry

    def holders(self, property_: Entry, value: str) -> frozenset[int] | set[int]:
        """Return the places of the things that have a value; codes and names stand for what they name."""
        return self._holders.get((property_.iri, _comparable(value)), frozenset())

    def has(self, place: int, property_: Entry) -> bool:
        """Tell whether a thing has any value of a property."""
        return bool(self.read(place, property_))

    def read(self, place: int, property_: Entry) -> list[EntityValue | str | Literal]:
        """Return the values of a property of a thing, in order: things, texts, and literals of numbers and dates."""
        thing, name = self._graph.things[place], property_.iri
        if name == IRI:
            return [thing.iri]
        if name == COORDINATES:
            return [f"{thing.position.latitude}, {thing.position.longitude}"] if thing.position else []
        if name == COUNTRY:
            return [self._show(Iri(country)) for country in self._find_countries(place)]
        if name == CODE:
            return [text for scheme, text in sorted(thing.identifiers) if scheme != OWN]
        if name in SCHEMES:
            return [text for scheme, text in sorted(thing.identifiers) if scheme == name]
        shown = [self._show(term) for term in self._graph.facts[place].get(name, ())]
        return sorted(shown, key=str)

    def _show(self, term: Term) -> EntityValue | str | Literal:
        if isinstance(term, Literal):
            return term
        if term.value in self._graph.places:
            return EntityValue(self._graph.write_id(term.value), self._graph.labels[term.value])
        return self._graph.labels.get(term.value, term.value)

    def _find_countries(self, place: int) -> Sequence[str]:
        seen: set[str] = set()
        open_ = [place]
        while open_:
            for term in self._graph.facts[open_.pop()].get(_LIES_IN, ()):
                if term.value not in seen and (above := self._graph.places.get(term.value)) is not None:
                    seen.add(term.value)
                    open_.append(above)
        return sorted(iri for iri in seen if kind_of_thing(iri) == "country")

    def _gather_holders(self) -> Mapping[tuple[str, str], set[int]]:
        """Index every value by all that a table may write in its place."""
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        words: dict[str, set[str]] = {}
        for place, thing in enumerate(self._graph.things):
            for scheme, text in thing.identifiers:
                found[scheme, _comparable(text)].add(place)
                found[CODE, _comparable(text)].add(place)
            for country in self._find_countries(place):
                for word in self._words_of(country, words):
                    found[COUNTRY, word].add(place)
            for name, terms in self._graph.facts[place].items():
                for term in terms:
                    for word in self._words_of(term.value, words) if isinstance(term, Iri) else [term.value]:
                        found[name, _comparable(word)].add(place)
        return found

    def _words_of(self, iri: str, known: dict[str, set[str]]) -> set[str]:
        """Return all that an IRI is called: names and identifiers of a thing, its label, itself."""
        if iri not in known:
            place = self._graph.places.get(iri)
            thing = self._graph.things[place] if place is not None else None
            identifier = read_iri(iri)
            words = {iri, self._graph.write_id(iri), self._graph.labels.get(iri, iri)}
            words |= {identifier.text} if identifier else set()
            if thing:
                words |= {name.text for name in thing.names} | {text for _, text in thing.identifiers}
            known[iri] = {_comparable(word) for word in words}
        return known[iri]


def read_coordinates(text: str) -> Position | None:
    """Return the position that a text gives as ``latitude, longitude``; ``None`` for any other text."""
    latitude, _, longitude = text.replace(";", ",").partition(",")
    try:
        return make_position(latitude, longitude)
    except ValueError:
        return None


def read_code(text: str) -> tuple[Identifier, ...]:
    """Return the identifiers that a text may be: of every scheme in whose form it is written."""
    text = text.strip()
    if found := read_iri(text):
        return (found,)
    closed = text.replace(" ", "") if text.isupper() else text
    return tuple(
        Identifier(scheme.name, written)
        for scheme in SCHEMES.values()
        for written in dict.fromkeys((text, closed))
        if scheme.form.fullmatch(written)
    )


def _names_of(entry: Entry) -> set[str]:
    full = f"carec:{entry.id}" if entry.iri.startswith(CAREC) else entry.iri
    return {entry.id, entry.iri, entry.name, full}


def _comparable(value: str) -> str:
    """Return a value as it is compared: numbers by what they are worth, texts without case, accents and marks."""
    try:
        return repr(float(value))
    except ValueError:
        return normalise(value) or value
