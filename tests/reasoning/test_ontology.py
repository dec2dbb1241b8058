"""Looking up an ontology's triples."""

from __future__ import annotations

import pytest

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal
from carec_kg.reasoning.ontology import Ontology, Property, is_anonymous, is_built_in, shorten

from .small_graphs import EXAMPLE, read_graph


def iri(name: str) -> Iri:
    return Iri(EXAMPLE + name)


def test_values_are_found_by_subject_and_predicate() -> None:
    ontology = Ontology(read_graph(":a rdfs:subClassOf :c , :b ; rdfs:label 'x' ."))
    assert ontology.values(iri("a"), "rdfs:subClassOf") == [iri("b"), iri("c")]
    assert ontology.value(iri("a"), "rdfs:label") == Literal("x")
    assert ontology.value(iri("a"), "rdfs:subClassOf") is None
    assert ontology.values(iri("b"), "rdfs:label") == []
    assert ontology.predicates(iri("a")) == {"rdfs:subClassOf", "rdfs:label"}


def test_a_name_is_of_the_kinds_that_it_is_declared_or_built_in_as() -> None:
    ontology = Ontology(read_graph(":a a owl:Class , owl:NamedIndividual , :C ."))
    assert ontology.kinds(iri("a")) == {"owl:Class", "owl:NamedIndividual"}
    assert ontology.kinds(Iri(PREFIXES["xsd"] + "int")) == {"rdfs:Datatype"}
    assert ontology.kinds(Iri(PREFIXES["rdfs"] + "label")) == {"owl:AnnotationProperty"}
    assert ontology.kinds(Iri(PREFIXES["owl"] + "Thing")) == {"owl:Class"}
    assert ontology.kinds(iri("b")) == set()


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (":x owl:members ( :a :b :a ) .", ["a", "b", "a"]),
        (":x owl:members () .", []),
        (":x owl:members :l . :l rdf:first :a .", None),
        (":x owl:members :l . :l rdf:first :a , :b ; rdf:rest () .", None),
        (":x owl:members :l . :l rdf:first :a ; rdf:rest :l .", None),
    ],
)
def test_a_list_is_read_whole_or_not_at_all(text: str, members: list[str] | None) -> None:
    ontology = Ontology(read_graph(text))
    found = ontology.members(ontology.values(iri("x"), "owl:members")[0])
    assert found == (None if members is None else [iri(name) for name in members])


def test_a_property_is_a_name_or_the_inverse_of_one() -> None:
    ontology = Ontology(read_graph(":x owl:onProperty [ owl:inverseOf :p ] , [ owl:inverseOf [] ] ."))
    places = ontology.values(iri("x"), "owl:onProperty")
    found = {ontology.property_of(place) for place in places}
    assert found == {Property(iri("p"), is_inverse=True), None}
    assert ontology.property_of(iri("p")) == Property(iri("p"))
    assert str(Property(Iri(PREFIXES["carec"] + "connects"), is_inverse=True)) == "inverse of carec:connects"


def test_nodes_without_a_name_are_blank_or_skolemised() -> None:
    (quad,) = read_graph("[] a :C .")
    assert is_anonymous(quad.subject)
    assert is_anonymous(BlankNode("x"))
    assert not is_anonymous(iri("x"))
    assert not is_anonymous(Literal("x"))


def test_terms_of_the_vocabularies_are_shortened() -> None:
    assert shorten(PREFIXES["owl"] + "Class") == "owl:Class"
    assert shorten(EXAMPLE + "a") == EXAMPLE + "a"
    assert is_built_in(Iri(PREFIXES["rdf"] + "type"))
    assert not is_built_in(Iri(PREFIXES["skos"] + "Concept"))
