"""The property hierarchy: what follows from chains is not counted, and nothing runs in a circle."""

from __future__ import annotations

import pytest

from carec_kg.reasoning.axioms import read_axioms
from carec_kg.reasoning.hierarchy import check_hierarchy
from carec_kg.reasoning.ontology import Ontology

from .small_graphs import EXAMPLE, read_graph


def reasons(text: str) -> list[str]:
    axioms = list(read_axioms(Ontology(read_graph(text))))
    return [reason.replace(f"<{EXAMPLE}", "").replace(">", "") for _, reason in check_hierarchy(axioms)]


@pytest.mark.parametrize(
    ("axiom", "ending"),
    [
        (":p a owl:FunctionalProperty .", "be functional"),
        (":p a owl:InverseFunctionalProperty .", "be inverse functional"),
        (":p a owl:IrreflexiveProperty .", "be irreflexive"),
        (":p a owl:AsymmetricProperty .", "be asymmetric"),
        (":p owl:propertyDisjointWith :q .", "be disjoint with another"),
        ("[] a owl:AllDisjointProperties ; owl:members ( :p :q ) .", "be disjoint with others"),
        (':A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .', "be counted"),
    ],
)
@pytest.mark.parametrize(
    "why",
    [
        ":p a owl:TransitiveProperty .",
        ":p owl:propertyChainAxiom ( :r :s ) .",
        ":t rdfs:subPropertyOf :p . :t a owl:TransitiveProperty .",
        ":t owl:inverseOf :p . :t a owl:TransitiveProperty .",
        ":p owl:equivalentProperty :t . :t a owl:TransitiveProperty .",
    ],
)
def test_a_property_that_is_not_simple_may_not_be_restricted(axiom: str, ending: str, why: str) -> None:
    assert reasons(f"{axiom} {why}") == [f"p is transitive or follows from a chain, and so may not {ending}"]


def test_a_simple_property_may_be_restricted() -> None:
    assert reasons(":p a owl:FunctionalProperty . :p rdfs:subPropertyOf :t . :t a owl:TransitiveProperty .") == []


@pytest.mark.parametrize(
    "text",
    [
        ":p owl:propertyChainAxiom ( :p :p ) .",
        ":p owl:propertyChainAxiom ( :p :q ) . :q a owl:TransitiveProperty .",
        ":p owl:propertyChainAxiom ( :q :r :p ) .",
        ":p owl:propertyChainAxiom ( :q :q ) . :q owl:propertyChainAxiom ( :r :r ) .",
    ],
)
def test_a_hierarchy_without_circles_is_regular(text: str) -> None:
    assert reasons(text) == []


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (":p owl:propertyChainAxiom ( :q :p :r ) .", ["p"]),
        (":p owl:propertyChainAxiom ( :p :q :p ) .", ["p"]),
        (":p owl:propertyChainAxiom ( :q :r ) . :q owl:propertyChainAxiom ( :p :r ) .", ["q", "p"]),
        (":p owl:propertyChainAxiom ( :q :r ) . :p rdfs:subPropertyOf :q .", ["q"]),
        (":p owl:propertyChainAxiom ( :q :r ) . :p owl:inverseOf :q .", ["q"]),
    ],
)
def test_a_step_that_follows_from_what_it_implies_is_a_circle(text: str, steps: list[str]) -> None:
    assert [reason.split(" ")[0] for reason in reasons(text)] == steps
    assert all("in a circle" in reason for reason in reasons(text))
