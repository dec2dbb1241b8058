"""Hold the links against extracts of open data that the user has at hand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from carec_kg.linking.checking import LinkFinding, identify_link
from carec_kg.linking.geography import measure_distance
from carec_kg.linking.identifiers import Identifier
from carec_kg.linking.kinds import SPREAD, kind_of_thing
from carec_kg.linking.slots import IDENTITIES, RELATIONS
from carec_kg.linking.targets import target_of_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.linking.candidates import Candidate, CandidateSource
    from carec_kg.linking.holdings import Holdings
    from carec_kg.linking.things import Thing
    from carec_kg.rdf.terms import Quad

#: Kilometres from which a distance is a finding; areas, whose centres are chosen differently, may lie farther apart.
FAR_KM = 25.0
#: Other tables seldom tell a town from the border port that bears its name.
_ALIKE = {"place", "port"}
_NEAR = RELATIONS - IDENTITIES


def compare_links(holdings: Holdings, extract: CandidateSource) -> tuple[list[LinkFinding], int]:
    """Compare kind, country and position of each linked thing with an extract; return findings and how many it holds.

    Raise ``DataProblem`` where the extract is broken.
    """
    owners: dict[Identifier, list[Quad]] = defaultdict(list)
    for quad in holdings.quads:
        if target_of_graph(quad.graph or "") and kind_of_thing(quad.subject.value):
            identifier = identify_link(quad)
            if identifier:
                owners[identifier].append(quad)
    keys = {key for key, text, scheme in extract.mentions() if scheme and Identifier(scheme, text) in owners}
    things = {thing.iri: thing for thing in holdings.things}
    findings: list[LinkFinding] = []
    held: set[Quad] = set()
    for candidate in extract.describe(keys):
        for identifier in sorted(candidate.identifiers):
            for quad in owners.get(identifier, ()):
                if (thing := things.get(quad.subject.value)) and quad not in held:
                    held.add(quad)
                    findings += _compare(thing, candidate, quad, extract.title)
    return findings, len(held)


def _compare(thing: Thing, candidate: Candidate, quad: Quad, title: str) -> Iterator[LinkFinding]:
    kinds = {candidate.kind, thing.kind}
    if candidate.kind and len(kinds) > 1 and kinds != _ALIKE and quad.predicate.value not in _NEAR:
        message = f"{title} has {candidate.label} under it, of the kind {candidate.kind}; this is a {thing.kind}."
        yield LinkFinding("link-kind", message, quad, is_doubt=True)
    if thing.lies_in(candidate.country) is False:
        message = f"{title} has {candidate.label} under it, in another country ({candidate.country})."
        yield LinkFinding("link-country", message, quad, is_doubt=True)
    if thing.position and candidate.position:
        distance = measure_distance(thing.position, candidate.position)
        if distance > FAR_KM * SPREAD.get(thing.kind, 1.0):
            message = f"{title} has {candidate.label} under it, {distance:,.0f} km away."
            yield LinkFinding("link-distance", message, quad, is_doubt=True)
