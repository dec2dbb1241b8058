"""Axioms: each is read from its triples and said in words."""

from __future__ import annotations

import pytest

from carec_kg.reasoning.axioms import read_axioms
from carec_kg.reasoning.ontology import Ontology

from .small_graphs import EXAMPLE, read_graph


def words(text: str) -> list[str]:
    return [
        axiom.words.replace(f"<{EXAMPLE}", "").replace(">", "") for axiom in read_axioms(Ontology(read_graph(text)))
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":A rdfs:subClassOf :B .", "A is a subclass of B"),
        (":A owl:equivalentClass :B .", "A is equivalent to B"),
        (":A owl:disjointWith :B .", "A is disjoint with B"),
        (":A owl:intersectionOf ( :B :C ) .", "A is equivalent to (B and C)"),
        (":A owl:disjointUnionOf ( :B :C ) .", "A is the disjoint union of a list of classes"),
        (":A owl:hasKey ( :p :q ) .", "A has the key p, q"),
        ("[] a owl:AllDisjointClasses ; owl:members ( :A :B ) .", "A, B are disjoint classes"),
        ("[] a owl:AllDisjointClasses .", "the members of a broken list are disjoint classes"),
        ("[] a owl:AllDisjointProperties ; owl:members ( :p :q ) .", "p, q are disjoint properties"),
        ("[] a owl:AllDifferent ; owl:distinctMembers ( :a :b ) .", "a, b are different"),
        (":p rdfs:subPropertyOf :q .", "p is a subproperty of q"),
        (":p owl:equivalentProperty :q .", "p is equivalent to q"),
        (":p owl:propertyDisjointWith :q .", "p is disjoint with q"),
        (":p owl:inverseOf :q .", "p is the inverse of q"),
        (":p rdfs:domain :A .", "p has the domain A"),
        (":p rdfs:range xsd:int .", "p has the range xsd:int"),
        (":p owl:propertyChainAxiom ( :q [ owl:inverseOf :r ] ) .", "p follows from the chain q o inverse of r"),
        (":p owl:propertyChainAxiom [] .", "p follows from the chain what is no property"),
        (":p a owl:InverseFunctionalProperty .", "p is inverse functional"),
        (":a a :A .", "a is a A"),
        (":a owl:sameAs :b .", "a is the same as b"),
        (":a owl:differentFrom :b .", "a is different from b"),
        (':a :p "x" .', 'a p "x"'),
        ("[] a owl:NegativePropertyAssertion ; owl:assertionProperty :p .", "a relation by p is denied"),
    ],
)
def test_an_axiom_is_said_in_words(text: str, said: str) -> None:
    assert words(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        ":A a owl:Class . :p a owl:ObjectProperty . :a a owl:NamedIndividual . :t a rdfs:Datatype .",
        ":note a owl:AnnotationProperty . :a :note 'x' ; rdfs:label 'y' .",
        "[] a owl:Axiom ; owl:annotatedSource :a ; owl:annotatedProperty rdfs:label ; owl:annotatedTarget 'x' .",
        "<urn:o> a owl:Ontology ; owl:imports <urn:p> .",
        ":x rdfs:seeAlso [ owl:inverseOf :p ] .",
        ":x rdfs:seeAlso ( :a :b ) .",
    ],
)
def test_declarations_annotations_and_parts_of_axioms_are_no_axioms(text: str) -> None:
    assert words(text) == []
