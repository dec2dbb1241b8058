from __future__ import annotations

import pytest
from hypothesis import given

from carec_kg.rdf.media import N_QUADS
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Term, format_quad, format_triple, order_term, text_literal
from tests.rdf.graphs import XSD, quads


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Iri("http://example.org/a"), "<http://example.org/a>"),
        (BlankNode("b0"), "_:b0"),
        (Literal("a"), '"a"'),
        (Literal("007", XSD + "integer"), f'"007"^^<{XSD}integer>'),
        (text_literal("чай", "ru"), '"чай"@ru'),
        (Literal('"\\\n\r\t'), '"\\"\\\\\\n\\r\t"'),
    ],
)
def test_a_term_reads_as_canonical_n_triples(term: Iri | BlankNode | Literal, text: str) -> None:
    assert str(term) == text


def test_an_iri_cannot_end_its_own_brackets() -> None:
    assert str(Iri("http://example.org/> <x y")) == "<http://example.org/\\u003E\\u0020\\u003Cx\\u0020y>"


def test_iris_come_before_blank_nodes_and_blank_nodes_before_literals() -> None:
    tagged = text_literal("a", "en")
    terms: list[Term] = [Literal("a"), BlankNode("a"), Iri("b:b"), Iri("a:a"), tagged]
    assert sorted(terms, key=order_term) == [Iri("a:a"), Iri("b:b"), BlankNode("a"), tagged, Literal("a")]


def test_the_default_graph_has_no_name_in_a_line() -> None:
    quad = Quad(Iri("a:s"), Iri("a:p"), Literal("o"), "a:g")
    assert format_quad(quad) == '<a:s> <a:p> "o" <a:g> .'
    assert format_quad(quad._replace(graph=None)) == format_triple(quad) == '<a:s> <a:p> "o" .'


@given(quads())
def test_a_quad_is_read_back_from_its_line(some: list[Quad]) -> None:
    lines = "".join(format_quad(quad) + "\n" for quad in some)
    assert parse(lines.encode(), N_QUADS, "lines") == some
