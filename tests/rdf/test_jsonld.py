from __future__ import annotations

import json

from hypothesis import given
from pyld import jsonld

from carec_kg.rdf.jsonld import expand_nodes, write_jsonld
from carec_kg.rdf.media import JSON_LD, N_QUADS
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Triple, text_literal
from tests.rdf.engines import same
from tests.rdf.graphs import XSD, quads

S, P = Iri("https://w3id.org/carec-kg/id/country/CHN"), Iri("http://www.w3.org/2000/01/rdf-schema#label")
TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def read_with_pyld(text: str) -> list[Quad]:
    lines = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    return parse(lines.encode(), N_QUADS, "pyld")


@given(quads())
def test_a_third_reader_reads_the_same_but_for_doubles_which_it_rewrites(some: list[Quad]) -> None:
    kept = [quad for quad in some if not (isinstance(quad.object, Literal) and quad.object.datatype == XSD + "double")]
    assert same(read_with_pyld(write_jsonld(kept)), kept)


def test_literals_are_strings_with_their_datatype() -> None:
    text = write_jsonld([Quad(S, P, Literal("1.50", XSD + "decimal")), Quad(S, P, text_literal("x", "en"))])
    node = json.loads(text)["@graph"][0]
    assert node["rdfs:label"] == [{"@type": "xsd:decimal", "@value": "1.50"}, {"@language": "en", "@value": "x"}]


def test_a_named_graph_is_a_node_with_a_graph_in_it() -> None:
    document = json.loads(write_jsonld([Quad(S, P, Literal("x"), S.value), Quad(S, TYPE, BlankNode("b"))]))
    assert document["@graph"] == [
        {"@id": "id:country/CHN", "@type": ["_:b"]},
        {"@id": "id:country/CHN", "@graph": [{"@id": "id:country/CHN", "rdfs:label": [{"@value": "x"}]}]},
    ]


def test_only_prefixes_that_are_used_are_in_the_context() -> None:
    assert set(json.loads(write_jsonld([Quad(S, P, Literal("x"))]))["@context"]) == {"id", "rdfs"}


def test_a_prefix_that_is_a_scheme_of_an_iri_is_not_used() -> None:
    some = [Quad(S, P, Iri("id:1")), Quad(S, P, Iri("https://w3id.org/carec-kg/id//x"))]
    text = write_jsonld(some)
    assert "id" not in json.loads(text)["@context"]
    assert set(parse(text.encode(), JSON_LD, "x")) == set(some)


def test_keys_are_sorted_and_text_stays_readable() -> None:
    text = write_jsonld([Quad(S, P, text_literal("中国", "zh")), Quad(S, TYPE, S)])
    assert "中国" in text
    assert text.index('"@context"') < text.index('"@graph"') < text.index('"@type"') < text.index('"rdfs:label": [')
    assert text.endswith("}\n")


def test_nodes_without_names_are_in_expanded_form() -> None:
    nodes = expand_nodes([Triple(S, TYPE, S), Triple(S, P, Literal("x"))])
    assert nodes == [{"@id": S.value, "@type": [S.value], P.value: [{"@value": "x"}]}]
