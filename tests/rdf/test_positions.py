from __future__ import annotations

import pytest
from hypothesis import given

from carec_kg.errors import Position
from carec_kg.iris import mint_skolem
from carec_kg.rdf.canonical import canonical_labels
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.positions import PositionIndex, index_turtle
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Triple, text_literal
from carec_kg.rdf.turtle import write_term, write_turtle
from tests.rdf.graphs import XSD, triples

HAND_WRITTEN = """# A class.
@prefix a: <http://a/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .

a:Member a owl:Class ;
    a:label "member"@EN,
        "member" ;
    owl:equivalentClass [ a owl:Restriction ;
        owl:onProperty a:memberOf ;
        owl:hasValue a:carec ] ;
    a:count 1, 01, 1.0 .

a:x a:p a:y .

a:x a:q ( a:m
    a:n ) .
"""


def at(index: PositionIndex, subject: str, predicate: str | None = None, term: object = None) -> str:
    object_ = Iri("http://a/" + term) if isinstance(term, str) else term
    assert object_ is None or isinstance(object_, Iri | Literal | BlankNode)
    name = Iri("http://a/" + predicate) if predicate else None
    position = index.find(Iri("http://a/" + subject), name, object_)
    return f"{position.line}:{position.column}"


@given(triples())
def test_every_triple_is_found_at_the_line_that_holds_it(some: list[Triple]) -> None:
    text = write_turtle(some)
    index, labels, lines = index_turtle(text, "a.ttl"), canonical_labels(some), text.split("\n")
    for triple in some:
        subject = (
            labels.get(triple.subject, triple.subject) if isinstance(triple.subject, BlankNode) else triple.subject
        )
        term = labels.get(triple.object, triple.object) if isinstance(triple.object, BlankNode) else triple.object
        position = index.find(subject, triple.predicate, term)
        line = lines[position.line - 1]
        assert line.startswith("  ")
        if not isinstance(triple.object, BlankNode):
            assert line[position.column - 1 :].removesuffix(" ;").removesuffix(" .") == write_term(triple.object, set())
        first = index.find(subject)
        assert lines[first.line - 1][0] != " "
        assert first.line < position.line
        assert lines[first.line : position.line] == [
            line for line in lines[first.line : position.line] if line[0] == " "
        ]


@pytest.mark.parametrize(
    ("subject", "predicate", "term", "place"),
    [
        ("Member", None, None, "5:1"),
        ("Member", "label", None, "6:5"),
        ("Member", "label", text_literal("member", "en"), "6:13"),
        ("Member", "label", text_literal("member", "En"), "6:13"),
        ("Member", "label", Literal("member"), "7:9"),
        ("Member", "count", Literal("1", XSD + "integer"), "11:13"),
        ("Member", "count", Literal("01", XSD + "integer"), "11:16"),
        ("Member", "count", Literal("1.0", XSD + "decimal"), "11:20"),
        ("x", None, None, "13:1"),
        ("x", "p", "y", "13:9"),
        ("x", "q", None, "15:5"),
    ],
)
def test_a_hand_written_statement_is_found(subject: str, predicate: str | None, term: object, place: str) -> None:
    assert at(index_turtle(HAND_WRITTEN, "a.ttl"), subject, predicate, term) == place


def test_a_missing_value_points_at_the_property_then_at_the_subject_then_at_the_file() -> None:
    index = index_turtle(HAND_WRITTEN, "a.ttl")
    assert at(index, "Member", "count", Literal("1", XSD + "decimal")) == "11:5"
    assert at(index, "Member", "missing", Literal("x")) == "5:1"
    assert at(index, "nobody", "label") == "1:1"
    assert Iri("http://a/Member") in index
    assert Iri("http://a/nobody") not in index
    assert "http://a/Member" not in index


def test_a_blank_node_is_found_by_its_canonical_label_and_by_its_skolem_iri() -> None:
    index = PositionIndex()
    index.add(HAND_WRITTEN, "a.ttl", scope="classes")
    quads = parse(HAND_WRITTEN.encode(), TURTLE, "a.ttl")
    labels = canonical_labels(quad.triple for quad in quads)
    restriction = next(quad for quad in quads if quad.predicate.value.endswith("hasValue"))
    assert isinstance(restriction.subject, BlankNode)
    label = labels[restriction.subject]
    skolem = Iri(mint_skolem("classes", label.value))
    for node in (label, skolem):
        assert index.find(node) == Position("a.ttl", 8, 25)
        assert index.find(node, restriction.predicate, restriction.object) == Position("a.ttl", 10, 22)
    equivalent = Iri("http://www.w3.org/2002/07/owl#equivalentClass")
    assert index.find(Iri("http://a/Member"), equivalent, skolem) == Position("a.ttl", 8, 25)


def test_the_members_of_a_list_are_found_at_their_own_places() -> None:
    index = PositionIndex()
    index.add(HAND_WRITTEN, "a.ttl")
    first = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
    quads = parse(HAND_WRITTEN.encode(), TURTLE, "a.ttl")
    labels = canonical_labels(quad.triple for quad in quads)
    cells = [(quad.subject, quad.object) for quad in quads if quad.predicate == first]
    places = [str(index.find(labels[cell], first, member)) for cell, member in cells if isinstance(cell, BlankNode)]
    assert sorted(places) == ["a.ttl:15:11", "a.ttl:16:5"]


def test_of_several_files_the_first_that_says_it_wins() -> None:
    index = PositionIndex()
    index.add("<a:s> <a:p> 1 .", "one.ttl")
    index.add("<a:t> <a:p> 1 .\n<a:s> <a:p> 1, 2 .", "two.ttl")
    assert index.find(Iri("a:s")).file == "one.ttl"
    assert index.find(Iri("a:s"), Iri("a:p"), Literal("2", XSD + "integer")) == Position("two.ttl", 2, 16)


def test_an_index_of_no_file_has_no_place_to_give() -> None:
    with pytest.raises(LookupError):
        PositionIndex().find(Iri("a:s"))
