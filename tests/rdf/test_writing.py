from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.errors import UsageError
from carec_kg.rdf import media
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Literal, Quad
from carec_kg.rdf.writing import write, write_nquads, write_ntriples
from tests.rdf.engines import read_with_rdflib, same
from tests.rdf.graphs import quads

S, P = Iri("http://example.org/s"), Iri("http://example.org/p")
TWICE = [Quad(S, P, Literal("a"), "http://g/1"), Quad(S, P, Literal("a"), "http://g/2")]


@given(quads(), st.sampled_from([media.TRIG, media.N_QUADS, media.JSON_LD]))
def test_a_data_set_is_read_back_with_its_graphs_and_lexical_forms(some: list[Quad], format_: media.Format) -> None:
    written = write(some, format_)
    assert same(parse(written, format_, "written"), some)
    assert same(read_with_rdflib(written, format_), some)


@given(quads(), st.sampled_from([media.TURTLE, media.N_TRIPLES]))
def test_formats_of_triples_hold_the_union(some: list[Quad], format_: media.Format) -> None:
    written = write(some, format_)
    union = [quad._replace(graph=None) for quad in some]
    assert same(parse(written, format_, "written"), union)
    assert write(union, format_) == written


@pytest.mark.parametrize("format_", media.RDF_FORMATS, ids=lambda format_: format_.name)
def test_the_small_graph_is_read_back_from_every_format(small_quads: tuple[Quad, ...], format_: media.Format) -> None:
    written = write(small_quads, format_)
    expected = small_quads if format_.datasets else [quad._replace(graph=None) for quad in small_quads]
    assert same(parse(written, format_, "written"), expected)
    assert same(read_with_rdflib(written, format_), expected)


@pytest.mark.parametrize("format_", media.RDF_FORMATS, ids=lambda format_: format_.name)
def test_the_same_quads_in_another_order_give_the_same_bytes(
    small_quads: tuple[Quad, ...], format_: media.Format
) -> None:
    assert write(tuple(reversed(small_quads)) + small_quads, format_) == write(small_quads, format_)


def test_lines_are_sorted_and_each_stands_once() -> None:
    assert write_ntriples(quad.triple for quad in TWICE) == f'{S} {P} "a" .\n'
    assert write_nquads(reversed(TWICE)) == f'{S} {P} "a" <http://g/1> .\n{S} {P} "a" <http://g/2> .\n'


def test_a_format_of_results_is_refused_with_those_of_graphs() -> None:
    with pytest.raises(UsageError, match=r"SPARQL JSON.*turtle"):
        write(TWICE, media.RESULT_JSON)
