"""The pages of the ontology: each term and shape, for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.load import load_files
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import BlankNode
from carec_kg.web.application import create_app
from carec_kg.web.pages.ontology_diagram import Link, gather_families
from carec_kg.web.pages.ontology_model import read_terms, restore_blank_nodes
from carec_kg.web.pages.shape_words import describe_shapes
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import LocalPool, read_library

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
PREFIXES = """@prefix carec: <https://w3id.org/carec-kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/carec-kg/shape#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
TERMS = """
<https://w3id.org/carec-kg/ontology> a owl:Ontology ; owl:versionInfo "0.1.0" .
carec:Route a owl:Class ; rdfs:label "route"@en .
carec:Corridor a owl:Class ; rdfs:label "corridor"@en ; skos:definition "A bundle of routes."@en ;
  rdfs:subClassOf carec:Route .
carec:connects a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:label "connects"@en ;
  rdfs:domain carec:Route ; rdfs:range carec:Route ;
  owl:propertyChainAxiom <https://w3id.org/carec-kg/.well-known/genid/a/c0> .
<https://w3id.org/carec-kg/.well-known/genid/a/c0> rdf:first carec:connects ; rdf:rest rdf:nil .
<https://w3id.org/carec-kg/id/corridor/5> a carec:Corridor ; rdfs:label "Corridor 5"@en .
"""
SHAPES = """
shape:Route-connects a sh:PropertyShape ; sh:path carec:connects ; sh:minCount 1 ; sh:maxCount 1 ;
  sh:or ( [ sh:class carec:Route ] [ sh:class carec:Corridor ] ) ;
  sh:severity sh:Warning ; sh:message "Exactly one."@en .
shape:Route a sh:NodeShape ; sh:targetClass carec:Route ; sh:property shape:Route-connects ; sh:closed true .
"""


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    file = tmp_path / "ontology.trig"
    file.write_text(f"{PREFIXES}<https://w3id.org/carec-kg/graph/ontology> {{ {TERMS} }}\n", encoding="utf-8")
    engine = load_files([file], union_default_graph=True)
    return create_app(LocalPool(engine), read_library(), WebSettings(dataset="v1")).test_client()


def test_the_page_has_an_anchor_for_every_term(client: FlaskClient) -> None:
    page = client.get("/ontology", headers=HTML).text
    assert 'id="Corridor"' in page
    assert 'id="connects"' in page
    assert "<svg" in page


def test_a_single_use_is_one_thing(client: FlaskClient) -> None:
    page = client.get("/ontology", headers=HTML).text
    assert "1 thing</p>" in " ".join(page.split()).replace(" </p>", "</p>")
    assert "1 things" not in page


def test_each_diagram_is_a_file_too(client: FlaskClient) -> None:
    page = client.get("/ontology", headers=HTML).text
    assert 'href="/ontology/diagram/terms.svg"' in page
    answer = client.get("/ontology/diagram/terms.svg")
    assert answer.content_type == "image/svg+xml"
    assert answer.text.startswith("<svg")
    assert client.get("/ontology/diagram/nonsense.svg").status_code == 404


def test_without_an_ontology_the_page_lists_the_terms_in_use(tmp_path: Path) -> None:
    file = tmp_path / "plain.ttl"
    file.write_text("<urn:a> a <https://example.org/Town> ; <https://example.org/size> 5 .\n", encoding="utf-8")
    plain = create_app(LocalPool(load_files([file])), read_library(), WebSettings(dataset="v1")).test_client()
    answer = plain.get("/ontology", headers=HTML)
    assert answer.status_code == 200
    assert "https://example.org/Town" in answer.text
    assert "https://example.org/size" in answer.text
    assert plain.get("/ontology", headers={"Accept": "text/turtle"}).status_code == 404


def test_programs_get_blank_nodes_where_names_only_stood_for_them(client: FlaskClient) -> None:
    answer = client.get("/ontology", headers={"Accept": "text/turtle"})
    assert answer.content_type == "text/turtle; charset=utf-8"
    assert answer.headers["Content-Location"] == "/ontology.ttl"
    assert ".well-known/genid" not in answer.text
    assert "_:a-c0" in answer.text
    assert answer.data == client.get("/ontology.ttl").data


def test_a_term_has_a_page_with_examples_and_what_its_wider_class_has(client: FlaskClient) -> None:
    page = client.get("/ontology/Corridor", headers=HTML).text
    assert "A bundle of routes." in page
    assert "Corridor 5" in page
    assert 'href="/ontology/connects"' in page


def test_a_term_can_be_had_as_data_alone(client: FlaskClient) -> None:
    text = client.get("/ontology/connects.ttl").text
    assert "owl:SymmetricProperty" in text
    assert "_:a-c0" in text
    assert "carec:Corridor" not in text


def test_what_is_no_term_is_not_found_and_what_is_near_is_named(client: FlaskClient) -> None:
    answer = client.get("/ontology/Coridor", headers=HTML)
    assert answer.status_code == 404
    assert "/ontology#Corridor" in answer.text
    assert client.get("/ontology.docx").status_code == 404
    assert client.get("/ontology", headers={"Accept": "image/png"}).status_code == 406


def test_the_version_iri_leads_to_the_ontology(client: FlaskClient) -> None:
    assert client.get("/ontology/0.1.0", headers=HTML).status_code == 200


def test_without_a_snapshot_the_page_of_shapes_says_so(client: FlaskClient) -> None:
    assert "shapes of no build" in client.get("/shape", headers=HTML).text
    assert client.get("/shape.ttl").status_code == 404


def test_shapes_are_told_in_words() -> None:
    triples = [quad.triple for quad in parse((PREFIXES + SHAPES).encode(), TURTLE, "shapes")]
    shapes = describe_shapes({"corridors": triples})
    told = [(demand.words, len(demand.terms)) for demand in shapes["Route-connects"].demands]
    assert told == [("exactly 1 of them", 0), ("each is of the class", 2)]
    assert shapes["Route-connects"].severity == "warning"
    assert shapes["Route"].parts == ("Route-connects",)
    assert [demand.words for demand in shapes["Route"].demands] == ["nothing is said beyond what the shape names"]


def test_the_diagram_of_the_pillars_gathers_kinds_in_families() -> None:
    links = [Link("corridor", "route"), Link("sub", "corridor"), Link("corridor", "place", ("passes",)),
             Link("sub", "corridor", ("part of",)), Link("route", "place", ("ends at", "passes"))]  # fmt: skip
    families, relations = gather_families(links)
    assert families == {"route": ("corridor", "sub"), "place": ()}
    assert relations == [Link("route", "place", ("passes", "ends at"))]


def test_terms_know_their_chains_and_characters() -> None:
    quads = parse((PREFIXES + TERMS).encode(), TURTLE, "terms")
    triples = list(restore_blank_nodes(quad.triple for quad in quads))
    term = read_terms(triples)["https://w3id.org/carec-kg/ontology#connects"]
    assert term.chains == (("https://w3id.org/carec-kg/ontology#connects",),)
    assert term.characters == ("Symmetric",)
    assert any(isinstance(triple.subject, BlankNode) for triple in triples)
