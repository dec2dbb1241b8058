from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.errors import DataProblem, SyntaxProblem
from carec_kg.rdf.media import TRIG, TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Literal, Quad, Triple, text_literal
from carec_kg.rdf.turtle import format_turtle, is_formatted, write_iri, write_literal, write_trig, write_turtle
from tests.rdf.engines import read_with_rdflib, same
from tests.rdf.graphs import XSD, quads, triples

if TYPE_CHECKING:
    from random import Random

A, B, P = Iri("http://example.org/a"), Iri("http://example.org/b"), Iri("http://example.org/p")


def as_quads(some: list[Triple]) -> list[Quad]:
    return [Quad(*triple) for triple in some]


@given(triples())
def test_what_is_written_is_read_back_lexical_forms_included(some: list[Triple]) -> None:
    text = write_turtle(some).encode()
    assert same(parse(text, TURTLE, "written"), as_quads(some))
    assert same(read_with_rdflib(text, TURTLE), as_quads(some))


@given(quads())
def test_trig_is_read_back_with_its_graphs(some: list[Quad]) -> None:
    text = write_trig(some).encode()
    assert same(parse(text, TRIG, "written"), some)
    assert same(read_with_rdflib(text, TRIG), some)


@given(quads(), st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_does_not_matter(some: list[Quad], random: Random) -> None:
    shuffled = [*some, *some]
    random.shuffle(shuffled)
    assert write_trig(shuffled) == write_trig(some)
    assert write_turtle(quad.triple for quad in shuffled) == write_turtle(quad.triple for quad in some)


@given(triples())
def test_every_line_is_a_prefix_a_subject_or_one_statement(some: list[Triple]) -> None:
    lines = [line for line in write_turtle(some).splitlines() if line and not line.startswith("@prefix")]
    statements = [line for line in lines if line.startswith("  ")]
    assert len(statements) == len(set(some))
    assert len(lines) - len(statements) == len({triple.subject for triple in some})


@given(triples())
def test_formatting_twice_changes_nothing(some: list[Triple]) -> None:
    once = format_turtle(write_turtle(some).encode(), "written")
    assert format_turtle(once.encode(), "written") == once
    assert is_formatted(once.encode(), "written")


def test_types_come_first_and_shorter_names_before_longer_ones() -> None:
    kind = Triple(A, Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), B)
    below = Triple(Iri("http://example.org/a/x"), P, B)
    beside = Triple(Iri("http://example.org/a-b"), P, B)
    first = Triple(A, Iri("http://a.example/"), B)
    assert write_turtle([below, beside, first, kind]) == (
        "<http://example.org/a>\n  a <http://example.org/b> ;\n  <http://a.example/> <http://example.org/b> .\n\n"
        "<http://example.org/a-b>\n  <http://example.org/p> <http://example.org/b> .\n\n"
        "<http://example.org/a/x>\n  <http://example.org/p> <http://example.org/b> .\n"
    )


def test_an_empty_graph_is_an_empty_text() -> None:
    assert write_turtle([]) == write_trig([]) == ""


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        (Literal("7", XSD + "integer"), "7"),
        (Literal("-7", XSD + "integer"), "-7"),
        (Literal("007", XSD + "integer"), '"007"^^xsd:integer'),
        (Literal("+7", XSD + "integer"), '"+7"^^xsd:integer'),
        (Literal("-0", XSD + "integer"), '"-0"^^xsd:integer'),
        (Literal("\u0667", XSD + "integer"), '"\u0667"^^xsd:integer'),
        (Literal("1.50", XSD + "decimal"), "1.50"),
        (Literal("-0.5", XSD + "decimal"), "-0.5"),
        (Literal("1.", XSD + "decimal"), '"1."^^xsd:decimal'),
        (Literal("-.5", XSD + "decimal"), '"-.5"^^xsd:decimal'),
        (Literal("3", XSD + "decimal"), '"3"^^xsd:decimal'),
        (Literal("0.00000001", XSD + "decimal"), '"0.00000001"^^xsd:decimal'),
        (Literal("1e0", XSD + "double"), '"1e0"^^xsd:double'),
        (Literal("true", XSD + "boolean"), "true"),
        (Literal("1", XSD + "boolean"), '"1"^^xsd:boolean'),
        (text_literal("a", "zh-hant"), '"a"@zh-hant'),
        (Literal("a\tb\x85\u2028\x00"), '"a\\tb\\u0085\\u2028\\u0000"'),
    ],
)
def test_a_number_is_bare_only_where_every_parser_gives_it_back(literal: Literal, text: str) -> None:
    assert write_literal(literal, set()) == text
    statement = f"@prefix xsd: <{XSD}> . <a:s> <a:p> {text} .".encode()
    assert [quad.object for quad in parse(statement, TURTLE, "x")] == [literal]
    assert [quad.object for quad in read_with_rdflib(statement, TURTLE)] == [literal]


@pytest.mark.parametrize(
    ("iri", "text"),
    [
        ("https://w3id.org/carec-kg/ontology#Figure", "carec:Figure"),
        ("https://w3id.org/carec-kg/source/prc-brochure", "source:prc-brochure"),
        ("https://w3id.org/carec-kg/id/country/CHN", "country:CHN"),
        ("https://w3id.org/carec-kg/scheme/qualifier/about", "qualifier:about"),
        ("https://w3id.org/carec-kg/source/a/b", "<https://w3id.org/carec-kg/source/a/b>"),
        ("https://w3id.org/carec-kg/ontology#a.", "<https://w3id.org/carec-kg/ontology#a.>"),
        ("https://w3id.org/carec-kg/ontology#", "<https://w3id.org/carec-kg/ontology#>"),
        ("http://example.org/ <>", "<http://example.org/\\u0020\\u003C\\u003E>"),
    ],
)
def test_an_iri_is_shortened_where_it_needs_no_escape(iri: str, text: str) -> None:
    assert write_iri(iri, set()) == text


def test_only_prefixes_that_are_used_are_declared() -> None:
    text = write_turtle([Triple(A, P, Literal("1", XSD + "date"))])
    assert text.startswith(f"@prefix xsd: <{XSD}> .\n\n<http")
    assert text.count("@prefix") == 1


def test_comments_at_the_head_stay() -> None:
    data = b"# One.\n#\n\n# Two.  \n@prefix a: <http://a/> .\na:x a:p a:y, a:z .\n"
    formatted = format_turtle(data, "a.ttl")
    assert (
        formatted
        == "# One.\n#\n\n# Two.\n\n<http://a/x>\n  <http://a/p> <http://a/y> ;\n  <http://a/p> <http://a/z> .\n"
    )
    assert is_formatted(formatted.encode(), "a.ttl")
    assert not is_formatted(data, "a.ttl")


@pytest.mark.parametrize("comment", ["<a:s> <a:p> 1 . # here", "<a:s> <a:p> 1 .\n# here", "<a:s> # here\n<a:p> 1 ."])
def test_a_comment_that_would_be_lost_is_refused_with_its_place(comment: str) -> None:
    with pytest.raises(DataProblem, match=r"a\.ttl:[12]:\d+: this comment"):
        format_turtle(comment.encode(), "a.ttl")
    assert not is_formatted(comment.encode(), "a.ttl")


def test_a_hash_in_a_text_or_an_iri_is_no_comment() -> None:
    data = b'<a:s#x>\n  <a:p> "# no" .\n'
    assert is_formatted(data, "a.ttl")


def test_a_file_of_comments_alone_and_an_empty_file_can_be_formatted() -> None:
    assert format_turtle(b"# Nothing yet.", "a.ttl") == "# Nothing yet.\n"
    assert format_turtle(b"", "a.ttl") == ""


def test_formatting_gives_blank_nodes_the_same_names_every_time() -> None:
    data = b"<a:s> <a:p> [ <a:q> 1 ], _:x . _:x <a:q> 2 ."
    assert format_turtle(data, "a.ttl") == format_turtle(data, "a.ttl")
    assert is_formatted(format_turtle(data, "a.ttl").encode(), "a.ttl")


def test_a_file_that_does_not_parse_is_not_formatted() -> None:
    with pytest.raises(SyntaxProblem, match=r"^a\.ttl:1:"):
        is_formatted(b"<a:s> <a:p> .", "a.ttl")


def test_other_line_ends_are_not_our_layout() -> None:
    assert not is_formatted(b"<a:s>\r\n  <a:p> <a:o> .\r\n", "a.ttl")
    assert format_turtle(b"# a\r\n<a:s>\r\n  <a:p> <a:o> .\r\n", "a.ttl") == "# a\n\n<a:s>\n  <a:p> <a:o> .\n"
