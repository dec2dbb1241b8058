"""What a search goes through, as it is read from the triples of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.linking.reconciling_graph import read_known_graph
from carec_kg.linking.search_entries import read_entries
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse

if TYPE_CHECKING:
    from carec_kg.linking.search_model import SearchEntry

GRAPH = """
@prefix carec: <https://w3id.org/carec-kg/ontology#> .
@prefix id: <https://w3id.org/carec-kg/id/> .
@prefix source: <https://w3id.org/carec-kg/source/> .
@prefix mode: <https://w3id.org/carec-kg/scheme/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

carec:Country a owl:Class ; rdfs:label "country"@en ; skos:definition "A state."@en .
carec:locatedIn a owl:ObjectProperty ; rdfs:label "lies in"@en .
id:country\\/KAZ a carec:Country ; rdfs:label "Kazakhstan"@en, "哈萨克斯坦"@zh ; carec:alpha3Code "KAZ" .
id:place\\/almaty a carec:Place ; rdfs:label "Almaty"@en ; carec:locatedIn id:country\\/KAZ .
id:link\\/one a owl:Axiom ; rdfs:comment "Seen." .
id:geometry\\/one a carec:Geometry ; rdfs:label "an outline"@en .
source:made-up a carec:Document ; rdfs:label "A made-up source"@en .
source:made-up\\/one a carec:Passage ; carec:passageOf source:made-up ; dcterms:abstract "What the passage says."@en .
source:made-up\\/part a carec:Section ; rdfs:label "Part"@en .
mode:mode a skos:ConceptScheme ; rdfs:label "Modes"@en .
mode:mode\\/rail a skos:Concept ; skos:prefLabel "rail"@en ; skos:notation "R" ; skos:inScheme mode:mode .
"""
_NAMESPACE = "https://w3id.org/carec-kg/"


def read(text: str) -> dict[str, SearchEntry]:
    quads = parse(text.encode(), TURTLE, "graph")
    return {entry.iri.removeprefix(_NAMESPACE): entry for entry in read_entries(quads, read_known_graph(quads))}


def test_each_kind_is_told_by_its_iri_or_its_type() -> None:
    assert {name: entry.kind for name, entry in read(GRAPH).items()} == {
        "ontology#Country": "class",
        "ontology#locatedIn": "property",
        "id/country/KAZ": "country",
        "id/place/almaty": "place",
        "source/made-up": "document",
        "source/made-up/one": "passage",
        "scheme/mode": "scheme",
        "scheme/mode/rail": "concept",
    }


def test_links_geometries_and_sections_are_not_searched_for() -> None:
    assert not {"id/link/one", "id/geometry/one", "source/made-up/part"} & read(GRAPH).keys()


def test_codes_are_those_of_lists_and_the_keys_of_iris() -> None:
    entries = read(GRAPH)
    assert entries["id/country/KAZ"].codes == ("KAZ",)
    assert entries["scheme/mode/rail"].codes == ("R",)
    assert entries["ontology#locatedIn"].codes == ("carec:locatedIn", "locatedIn")


def test_a_passage_has_its_summary_and_the_name_of_its_source() -> None:
    passage = read(GRAPH)["source/made-up/one"]
    assert (passage.summary, passage.what, passage.names) == ("What the passage says.", "A made-up source", ())


def test_what_a_thing_is_comes_with_where_it_lies() -> None:
    assert read(GRAPH)["id/place/almaty"].what.endswith("Kazakhstan")


def test_in_a_foreign_graph_everything_with_a_name_is_a_thing() -> None:
    text = '<http://example.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "A thing" .'
    assert [(entry.iri, entry.kind) for entry in read(text).values()] == [("http://example.org/a", "thing")]
