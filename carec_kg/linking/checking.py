"""Check the links: how identifiers are written, who shares them, and whether extracts at hand agree; never online."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import CAREC
from carec_kg.linking.identifiers import Identifier, find_problem, read_iri
from carec_kg.linking.kinds import kind_of_thing
from carec_kg.linking.slots import IDENTITIES
from carec_kg.linking.targets import CODE_SCHEMES, target_of_graph
from carec_kg.rdf.terms import Iri, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carec_kg.linking.holdings import Holdings
    from carec_kg.linking.records import LinkRecord
    from carec_kg.linking.things import Thing

_PORT_TOWN = CAREC + "portTown"
#: Schemes in which two of our things may share an identifier: one number of a country in two lists.
_SHARED = frozenset({"worldbank"})
#: Schemes whose first two letters are the country that the thing lies in.
_BY_COUNTRY = frozenset({"unlocode", "iso3166-2"})

RULES = {
    "link-identifier": "An identifier is written as its scheme says, and its check digits fit.",
    "link-duplicate": "An identifier belongs to one thing; a port may share a UN/LOCODE with its town.",
    "link-one-to-one": "A thing is the same as one thing elsewhere at the most, and that as one of ours.",
    "link-contradiction": "A link that was refused is not there.",
    "link-country": "A code lies in the country of its thing.",
    "link-kind": "A thing and what an extract has under its identifier are of one kind.",
    "link-distance": "A thing and what an extract has under its identifier lie within 25 km, areas within more.",
}


@dataclass(frozen=True, slots=True)
class LinkFinding:
    """Something about a link that is not as it should be; ``quad`` is the link, ``is_doubt`` where it may be right."""

    rule: str
    message: str
    quad: Quad
    is_doubt: bool = False


def check_links(holdings: Holdings) -> list[LinkFinding]:
    """Check every link and record without anything from outside."""
    links = [quad for quad in holdings.quads if _is_link(quad)]
    towns = {(q.subject.value, q.object.value) for q in holdings.quads if q.predicate.value == _PORT_TOWN}
    things = {thing.iri: thing for thing in holdings.things}
    return [
        *_check_writing(links),
        *_check_owners(links, towns),
        *_check_one_to_one(links),
        *_check_refused(holdings.records, links),
        *_check_countries(links, things),
    ]


def _is_link(quad: Quad) -> bool:
    known = quad.predicate.value in CODE_SCHEMES or quad.predicate.value in IDENTITIES
    return known and bool(target_of_graph(quad.graph or "")) and bool(kind_of_thing(quad.subject.value))


def identify_link(quad: Quad) -> Identifier | None:
    """Return the identifier that a link gives its thing; ``None`` where its scheme is not known here."""
    if isinstance(quad.object, Iri):
        return read_iri(quad.object.value)
    scheme = CODE_SCHEMES.get(quad.predicate.value)
    return Identifier(scheme, quad.object.value) if scheme else None


def _check_writing(links: Iterable[Quad]) -> Iterator[LinkFinding]:
    for quad in links:
        identifier = identify_link(quad)
        problem = find_problem(identifier) if identifier else ""
        if identifier and problem:
            yield LinkFinding("link-identifier", f"{identifier.text!r} {problem}.", quad)


def _check_owners(links: Iterable[Quad], towns: set[tuple[str, str]]) -> Iterator[LinkFinding]:
    first: dict[tuple[str, Identifier], Quad] = {}
    for quad in sorted(links, key=lambda quad: quad.subject.value):
        identifier = identify_link(quad)
        if identifier is None or isinstance(quad.object, Iri) or identifier.scheme in _SHARED:
            continue
        other = first.setdefault((quad.predicate.value, identifier), quad)
        pair = (other.subject.value, quad.subject.value)
        if pair[0] != pair[1] and pair not in towns and pair[::-1] not in towns:
            message = f"{identifier.text} is the code of {pair[0]} too; one of the two is wrong, or they are one thing."
            yield LinkFinding("link-duplicate", message, quad)


def _check_one_to_one(links: Sequence[Quad]) -> Iterator[LinkFinding]:
    same = [quad for quad in links if quad.predicate.value in IDENTITIES]
    owners: dict[str, set[str]] = defaultdict(set)
    objects: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for quad in same:
        owners[quad.object.value].add(quad.subject.value)
        objects[quad.subject.value, quad.graph].add(quad.object.value)
    for quad in same:
        others = sorted(owners[quad.object.value] - {quad.subject.value})
        if others:
            message = f"{quad.object.value} is said to be {others[0]} too; keep one, make the other a skos:closeMatch."
            yield LinkFinding("link-one-to-one", message, quad)
        more = sorted(objects[quad.subject.value, quad.graph] - {quad.object.value})
        if more:
            message = f"The thing is said to be {more[0]} too; keep one, make the other a skos:closeMatch."
            yield LinkFinding("link-one-to-one", message, quad)


def _check_refused(records: Sequence[LinkRecord], links: Iterable[Quad]) -> Iterator[LinkFinding]:
    refused = {tuple(record.key) for record in records if record.is_refused}
    for quad in links:
        if (quad.subject.value, quad.predicate.value, quad.object.value) in refused:
            yield LinkFinding("link-contradiction", "This link was refused; take it out, or its refusal.", quad)


def _check_countries(links: Iterable[Quad], things: dict[str, Thing]) -> Iterator[LinkFinding]:
    for quad in links:
        identifier, thing = identify_link(quad), things.get(quad.subject.value)
        if not (identifier and thing) or identifier.scheme not in _BY_COUNTRY:
            continue
        country = identifier.text[:2]
        if thing.lies_in(country) is False:
            message = f"{identifier.text} is filed under {country}, where the thing does not lie."
            yield LinkFinding("link-country", message, quad, is_doubt=True)
