from __future__ import annotations

import pytest
from hypothesis import given

from carec_kg.errors import UsageError
from carec_kg.rdf.media import RDF_XML
from carec_kg.rdf.rdfxml import write_rdfxml
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Triple
from tests.rdf.engines import read_with_rdflib, same
from tests.rdf.graphs import triples, xml_predicates, xml_texts

S = Iri("http://example.org/s")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def with_property(iri: str) -> list[Triple]:
    return [Triple(S, Iri(iri), Literal("x"))]


@given(triples(xml_predicates, xml_texts))
def test_what_is_written_is_read_back_lexical_forms_included(some: list[Triple]) -> None:
    written = write_rdfxml(some).encode()
    expected = [Quad(*triple) for triple in some]
    assert same(parse(written, RDF_XML, "written"), expected)
    assert same(read_with_rdflib(written, RDF_XML), expected)


def test_a_carriage_return_survives_xml() -> None:
    triple = Triple(S, Iri("http://example.org/p"), Literal("a\rb\r\nc"))
    assert parse(write_rdfxml([triple]).encode(), RDF_XML, "x")[0].triple == triple


def test_properties_of_unknown_namespaces_get_numbered_prefixes() -> None:
    written = write_rdfxml([*with_property("http://b.example/x"), *with_property("http://a.example/y")])
    assert 'xmlns:ns1="http://a.example/"' in written
    assert "<ns2:x>x</ns2:x>" in written


def test_a_blank_node_whose_label_begins_with_a_digit_is_no_trouble() -> None:
    triple = Triple(BlankNode("0a"), Iri("http://example.org/p"), BlankNode("0a"))
    assert same(parse(write_rdfxml([triple]).encode(), RDF_XML, "x"), [Quad(*triple)])


@pytest.mark.parametrize(
    "iri", ["http://a.example/1", "http://a.example/", RDF + "li", RDF + "about", RDF + "Description"]
)
def test_a_property_that_xml_cannot_name_is_refused(iri: str) -> None:
    with pytest.raises(UsageError, match=f"no way to write the property <{iri}>"):
        write_rdfxml(with_property(iri))


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\ufffe"])
def test_a_character_that_xml_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"XML cannot hold U\+"):
        write_rdfxml([Triple(S, Iri("http://example.org/p"), Literal("a" + text))])


def test_an_empty_graph_is_an_empty_document() -> None:
    assert parse(write_rdfxml([]).encode(), RDF_XML, "x") == []
