"""The grammar: which expressions may stand on which side."""

from __future__ import annotations

import pytest

from carec_kg.rdf.terms import Iri
from carec_kg.reasoning.expressions import read_expression
from carec_kg.reasoning.grammar import Grammar, Side
from carec_kg.reasoning.ontology import OBJECT, Ontology, Property

from .small_graphs import EXAMPLE, read_graph

DECLARED = ":A a owl:Class . :B a owl:Class . :p a owl:ObjectProperty . :d a owl:DatatypeProperty . "
ON_P = "owl:onProperty :p"
#: Expression -> the sides where it may stand.
EXPRESSIONS = {
    ":A": {Side.SUB, Side.SUPER, Side.EQUIVALENT},
    "owl:Nothing": {Side.SUB, Side.SUPER, Side.EQUIVALENT},
    "owl:Thing": set(),
    "[ owl:intersectionOf ( :A :B ) ]": {Side.SUB, Side.SUPER, Side.EQUIVALENT},
    "[ owl:unionOf ( :A :B ) ]": {Side.SUB},
    "[ owl:oneOf ( :a :b ) ]": {Side.SUB},
    "[ owl:complementOf :A ]": {Side.SUPER},
    "[ owl:complementOf [ owl:unionOf ( :A :B ) ] ]": {Side.SUPER},
    "[ owl:complementOf [ owl:complementOf :A ] ]": set(),
    f"[ {ON_P} ; owl:someValuesFrom :A ]": {Side.SUB},
    f"[ {ON_P} ; owl:someValuesFrom owl:Thing ]": {Side.SUB},
    f"[ {ON_P} ; owl:allValuesFrom :A ]": {Side.SUPER},
    f"[ {ON_P} ; owl:allValuesFrom [ owl:unionOf ( :A :B ) ] ]": set(),
    f"[ {ON_P} ; owl:hasValue :a ]": {Side.SUB, Side.SUPER, Side.EQUIVALENT},
    f"[ {ON_P} ; owl:maxCardinality 1 ]": {Side.SUPER},
    f"[ {ON_P} ; owl:maxQualifiedCardinality 1 ; owl:onClass [ owl:unionOf ( :A :B ) ] ]": {Side.SUPER},
    f"[ {ON_P} ; owl:minCardinality 1 ]": set(),
    "[ owl:onProperty :d ; owl:someValuesFrom xsd:int ]": {Side.SUB},
    "[ owl:onProperty :d ; owl:someValuesFrom xsd:gYear ]": set(),
    "[ owl:intersectionOf ( :A [ owl:unionOf ( :A :B ) ] ) ]": {Side.SUB},
}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_may_stand_where_the_profile_lets_it(text: str) -> None:
    ontology = Ontology(read_graph(f"{DECLARED} :x rdfs:subClassOf {text} ."))
    expression = read_expression(ontology, ontology.values(Iri(EXAMPLE + "x"), "rdfs:subClassOf")[0])
    grammar = Grammar(ontology)
    assert {side for side in Side if not list(grammar.check_class(expression, side))} == EXPRESSIONS[text]


def test_the_inverse_of_a_data_property_is_none() -> None:
    grammar = Grammar(Ontology(read_graph(DECLARED)))
    assert list(grammar.check_property(Property(Iri(EXAMPLE + "p"), is_inverse=True), OBJECT)) == []
    assert list(grammar.check_property(Property(Iri(EXAMPLE + "d"), is_inverse=True), OBJECT))
