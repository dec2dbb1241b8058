"""The things of this graph as a matcher sees them: names, kind, country, position, identifiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.iris import CAREC, ID, PREFIXES
from carec_kg.linking.geography import Position, read_point
from carec_kg.linking.identifiers import Identifier, read_iri
from carec_kg.linking.kinds import kind_of_thing
from carec_kg.linking.names import normalise
from carec_kg.linking.slots import IDENTITIES
from carec_kg.linking.targets import CODE_SCHEMES
from carec_kg.rdf.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.rdf.terms import Quad

#: The scheme of our own IRIs, which other people's tables may name.
OWN = "carec"
_LONGEST_CODE = 3
_LABEL = PREFIXES["rdfs"] + "label"
_NAMES = {_LABEL, PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel", CAREC + "officialName"}
_LIES_IN = CAREC + "locatedIn"
_HAS_GEOMETRY, _AS_WKT = PREFIXES["geo"] + "hasGeometry", PREFIXES["geo"] + "asWKT"
#: Kinds that have records elsewhere; figures, memberships and the like are of this graph alone.
LINKED_KINDS = frozenset(
    {"area", "corridor", "country", "event", "event-series", "facility", "initiative", "legal-text", "organization",
     "place", "port", "product", "programme", "region", "website", "zone"}
)  # fmt: skip


def _form(country: str) -> str:
    """Return how a country is named: by a number, an item of Wikidata, two or three letters, else a name."""
    if country.isdigit():
        return "number"
    if country[:1] == "q" and country[1:].isdigit():
        return "item"
    return f"{len(country)} letters" if len(country) <= _LONGEST_CODE and country.isascii() else "name"


class Name(NamedTuple):
    """A name and its language tag, empty where it has none; ``preferred`` for the label."""

    text: str
    language: str
    preferred: bool


@dataclass(frozen=True)
class Thing:
    """A thing of this graph; ``countries`` are the codes and comparable names of the country that it lies in."""

    iri: str
    names: tuple[Name, ...]
    countries: frozenset[str] = frozenset()
    position: Position | None = None
    identifiers: frozenset[Identifier] = frozenset()

    @property
    def kind(self) -> str:
        """Return its kind, as in its IRI."""
        return kind_of_thing(self.iri)

    def lies_in(self, country: str) -> bool | None:
        """Tell whether it lies in a country (a code or a name); ``None`` where the two cannot be compared."""
        if not (country and self.countries):
            return None
        if {country.lower(), normalise(country)} & self.countries:
            return True
        # A code of two letters contradicts only another code of two letters; a name, only another name.
        return False if _form(country.lower()) in map(_form, self.countries) else None

    @property
    def label(self) -> str:
        """Return its English label, else any name that it has, else its IRI."""
        ordered = sorted(self.names, key=lambda name: (not name.preferred, name.language != "en", name.text))
        return ordered[0].text if ordered else self.iri


@dataclass
class _Draft:
    names: set[Name] = field(default_factory=set)
    lies_in: set[str] = field(default_factory=set)
    geometries: set[str] = field(default_factory=set)
    identifiers: set[Identifier] = field(default_factory=set)


def read_things(quads: Iterable[Quad]) -> list[Thing]:
    """Read every thing of a linked kind that has a name, sorted by IRI; each fact may stand in any graph."""
    drafts: dict[str, _Draft] = {}
    points: dict[str, str] = {}
    for quad in quads:
        if quad.predicate.value == _AS_WKT:
            points[quad.subject.value] = quad.object.value
        elif kind_of_thing(quad.subject.value) in LINKED_KINDS:
            _note(drafts.setdefault(quad.subject.value, _Draft()), quad)
    return [_finish(iri, drafts, points) for iri in sorted(drafts) if drafts[iri].names]


def _note(draft: _Draft, quad: Quad) -> None:
    predicate, object_ = quad.predicate.value, quad.object
    if predicate in _NAMES and isinstance(object_, Literal):
        draft.names.add(Name(object_.value, object_.language or "", predicate == _LABEL))
    elif predicate == _LIES_IN:
        draft.lies_in.add(object_.value)
    elif predicate == _HAS_GEOMETRY:
        draft.geometries.add(object_.value)
    elif predicate in IDENTITIES and (identifier := read_iri(object_.value)):
        draft.identifiers.add(identifier)
    elif CODE_SCHEMES.get(predicate):
        draft.identifiers.add(Identifier(CODE_SCHEMES[predicate], object_.value))


def _finish(iri: str, drafts: dict[str, _Draft], points: dict[str, str]) -> Thing:
    draft = drafts[iri]
    positions = [position for name in sorted(draft.geometries) if (position := read_point(points.get(name, "")))]
    countries = frozenset(word for country in _find_countries(iri, drafts) for word in _name_country(country, drafts))
    identifiers = frozenset({*draft.identifiers, Identifier(OWN, iri)})
    return Thing(iri, tuple(sorted(draft.names)), countries, positions[0] if positions else None, identifiers)


def _find_countries(iri: str, drafts: dict[str, _Draft]) -> set[str]:
    """Follow ``locatedIn`` upwards to the countries."""
    seen: set[str] = set()
    open_ = list(drafts[iri].lies_in)
    while open_:
        found = open_.pop()
        if found not in seen:
            seen.add(found)
            open_ += drafts[found].lies_in if found in drafts else ()
    return {found for found in seen if kind_of_thing(found) == "country"}


def _name_country(country: str, drafts: dict[str, _Draft]) -> Iterator[str]:
    """Yield how tables may name a country: its codes in small letters and its names."""
    yield country.removeprefix(ID).split("/")[-1].lower()
    draft = drafts.get(country, _Draft())
    yield from (identifier.text.lower() for identifier in draft.identifiers)
    yield from (normalise(name.text) for name in draft.names)
