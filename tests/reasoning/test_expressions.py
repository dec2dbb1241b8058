"""Class expressions: read from triples, said in words."""

from __future__ import annotations

import pytest

from carec_kg.rdf.terms import Iri
from carec_kg.reasoning.expressions import Expression, read_expression
from carec_kg.reasoning.ontology import Ontology

from .small_graphs import EXAMPLE, read_graph


def read(text: str) -> Expression:
    ontology = Ontology(read_graph(f":x rdfs:subClassOf {text} ."))
    return read_expression(ontology, ontology.values(Iri(EXAMPLE + "x"), "rdfs:subClassOf")[0])


def words(text: str) -> str:
    return str(read(text)).replace(f"<{EXAMPLE}", "").replace(">", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":A", "A"),
        ("xsd:string", "xsd:string"),
        ("[ owl:intersectionOf ( :A :B ) ]", "(A and B)"),
        ("[ owl:unionOf ( :A [ owl:complementOf :B ] ) ]", "(A or not B)"),
        ('[ owl:oneOf ( :a "x" ) ]', '{a, "x"}'),
        ("[ owl:onProperty :p ; owl:someValuesFrom :A ]", "(p some A)"),
        ("[ owl:onProperty [ owl:inverseOf :p ] ; owl:allValuesFrom :A ]", "(inverse of p only A)"),
        ("[ owl:onProperty :p ; owl:hasValue :a ]", "(p value a)"),
        ("[ owl:onProperty :p ; owl:hasSelf true ]", "(p self)"),
        ("[ owl:onProperty :p ; owl:maxCardinality 1 ]", "(p max 1)"),
        ("[ owl:onProperty :p ; owl:minQualifiedCardinality 2 ; owl:onClass :A ]", "(p min 2 A)"),
        ("[ owl:onProperty :p ; owl:qualifiedCardinality 2 ; owl:onDataRange xsd:int ]", "(p exactly 2 xsd:int)"),
        ("[ owl:onProperty :p ]", "an anonymous expression"),
    ],
)
def test_an_expression_is_said_in_words(text: str, said: str) -> None:
    assert words(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '"a"',
        "[ owl:onProperty :p ; owl:someValuesFrom :A ; owl:hasValue :a ]",
        "[ owl:onProperty :p , :q ; owl:someValuesFrom :A ]",
        "[ owl:intersectionOf [ rdf:first :A ] ]",
        "[ owl:unionOf () ]",
    ],
)
def test_triples_that_make_no_expression_are_broken(text: str) -> None:
    assert read(text).kind == "broken"


def test_an_expression_inside_itself_is_broken() -> None:
    ontology = Ontology(read_graph("_:c owl:complementOf _:c ."))
    (node,) = {triple.subject for triple in ontology.triples}
    assert [part.kind for part in read_expression(ontology, node).walk()] == ["not", "broken"]


def test_walking_gives_the_expression_and_all_inside() -> None:
    expression = read("[ owl:intersectionOf ( :A [ owl:onProperty :p ; owl:someValuesFrom :B ] ) ]")
    assert [part.kind for part in expression.walk()] == ["and", "class", "some", "class"]
