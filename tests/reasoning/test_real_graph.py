"""The graph of the repository: what has to follow does, nothing clashes, and owlrl finds the same."""

from __future__ import annotations

import pytest

from carec_kg.config import find_content
from carec_kg.graph.manifest import list_graph_files
from carec_kg.iris import CAREC, GRAPH, ONTOLOGY_GRAPH, RDF_TYPE, mint_thing
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.skolem import skolemise
from carec_kg.rdf.terms import Iri, Quad, Triple
from carec_kg.reasoning.closure import Closure, infer
from carec_kg.reasoning.profile import check_profile

from .small_graphs import RULES, close_with_owlrl, close_with_rules


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    """Return the asserted graphs without the links."""
    files = [file for file in list_graph_files(find_content()) if not file.graph.startswith(GRAPH + "links/")]
    return [
        quad._replace(graph=file.graph)
        for file in files
        for quad in skolemise(read_file(file.path), file.name.replace("/", "-"))
    ]


@pytest.fixture(scope="module")
def closure(quads: list[Quad]) -> Closure:
    """Return what follows from them."""
    return infer(quads, RULES)


def _connects(place: str) -> Triple:
    return Triple(Iri(mint_thing("corridor", "4")), Iri(CAREC + "connects"), Iri(mint_thing("country", place)))


def _is_member(country: str) -> Triple:
    return Triple(Iri(mint_thing("country", country)), Iri(RDF_TYPE), Iri(CAREC + "Member"))


def test_nothing_clashes(closure: Closure) -> None:
    assert [clash.message for clash in closure.clashes] == []


def test_what_has_to_follow_does(quads: list[Quad], closure: Closure) -> None:
    inferred = {item.triple for item in closure.triples}
    known = inferred | {quad.triple for quad in quads}
    assert _is_member("CHN") in inferred
    assert _is_member("RUS") not in known
    smart_port = Iri(mint_thing("facility", "erenhot-smart-port"))
    located = Triple(smart_port, Iri(CAREC + "locatedIn"), Iri(mint_thing("country", "CHN")))
    assert located in inferred
    assert {_connects(country) for country in ("CHN", "MNG", "RUS")} <= known


def test_the_ontology_is_in_the_profile_axiom_by_axiom(quads: list[Quad]) -> None:
    report = check_profile(quad for quad in quads if quad.graph == ONTOLOGY_GRAPH)
    assert [finding.message for finding in report.findings] == []
    assert sum(report.count().values()) == len(report.axioms)
    assert {"rdfs:subClassOf", "owl:propertyChainAxiom", "owl:AllDisjointClasses"} <= report.count().keys()


def test_owlrl_finds_the_same(quads: list[Quad]) -> None:
    # owlrl takes a key of one property for shared by all members of its class (see test_owlrl).
    without_keys = [quad._replace(graph=None) for quad in quads if not quad.predicate.value.endswith("#hasKey")]
    assert close_with_rules(without_keys) == close_with_owlrl(without_keys)
