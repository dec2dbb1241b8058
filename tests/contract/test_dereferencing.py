"""What our IRIs mean over HTTP: content negotiation, addresses of every spelling, and what cannot be smuggled in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef

from carec_kg.rdf.media import JSON_LD, N_TRIPLES, TRIG, TURTLE
from carec_kg.rdf.reading import parse
from tests.web.pages.world import ID, open_world

if TYPE_CHECKING:
    from flask.testing import FlaskClient

_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def world() -> FlaskClient:
    """Return a client of the application over the small world of the pages."""
    return open_world()


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        (_BROWSER, "/page/country/ABC"),
        ("*/*", "/data/country/ABC.ttl"),
        ("", "/data/country/ABC.ttl"),
        ("application/ld+json", "/data/country/ABC.jsonld"),
        ("application/json", "/data/country/ABC.jsonld"),
        ("application/n-triples", "/data/country/ABC.nt"),
        ("application/rdf+xml", "/data/country/ABC.rdf"),
        ("application/trig", "/data/country/ABC.trig"),
        ("text/turtle;q=0.3, application/rdf+xml;q=0.8", "/data/country/ABC.rdf"),
        ("text/html;q=0.2, text/turtle", "/data/country/ABC.ttl"),
        ("text/turtle;q=0, application/ld+json;q=0.1", "/data/country/ABC.jsonld"),
    ],
)
def test_a_thing_sends_on_to_what_the_client_takes(world: FlaskClient, accept: str, place: str) -> None:
    response = world.get("/id/country/ABC", headers={"Accept": accept})
    assert (response.status_code, response.headers["Location"]) == (303, place)
    assert "Accept" in response.headers["Vary"]


def test_head_and_options_answer_as_get_would(world: FlaskClient) -> None:
    head = world.head("/id/country/ABC", headers={"Accept": "text/turtle"})
    assert (head.status_code, head.headers["Location"]) == (303, "/data/country/ABC.ttl")
    assert world.head("/data/country/ABC.ttl").status_code == 200
    assert "GET" in world.options("/id/country/ABC").headers["Allow"]


@pytest.mark.parametrize("path", ["/id/country/ABC", "/data/country/ABC", "/source/paper", "/scheme/people"])
def test_what_cannot_be_produced_is_refused_with_what_can(world: FlaskClient, path: str) -> None:
    response = world.get(path, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in json.loads(response.data)["detail"]


@pytest.mark.parametrize(("suffix", "name"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml")])
def test_each_format_holds_the_same_triples_as_rdflib_reads_them(world: FlaskClient, suffix: str, name: str) -> None:
    found = Graph().parse(data=world.get(f"/data/country/ABC.{suffix}").data, format=name)
    reference = parse(world.get("/data/country/ABC.jsonld").data, JSON_LD, "answer")
    assert len(found) == len({quad.triple for quad in reference})
    assert {str(subject) for subject in found.subjects()} == {quad.subject.value for quad in reference}
    assert (URIRef(ID + "country/ABC"), None, None) in found
    assert (None, None, URIRef(ID + "country/ABC")) in found


def test_json_ld_is_a_graph_for_those_who_read_no_named_graphs(world: FlaskClient) -> None:
    assert {quad.graph for quad in parse(world.get("/data/country/ABC.jsonld").data, JSON_LD, "answer")} == {None}


def test_a_description_names_its_sources_and_keeps_graphs_where_the_format_can(world: FlaskClient) -> None:
    triples = parse(world.get("/data/country/ABC.ttl").data, TURTLE, "answer")
    sources = {quad.object.value for quad in triples if quad.predicate.value.endswith("terms/source")}
    assert sources == {f"https://w3id.org/carec-kg/source/paper/{name}" for name in ("one", "two")}
    graphs = {quad.graph for quad in parse(world.get("/data/country/ABC.trig").data, TRIG, "answer")}
    assert sources < graphs


def test_a_description_without_inference_leaves_out_what_only_follows(world: FlaskClient) -> None:
    def read(query: str) -> set[str]:
        triples = parse(world.get(f"/data/country/ABC.nt{query}").data, N_TRIPLES, "answer")
        return {quad.predicate.value.rpartition("#")[2] for quad in triples}

    assert "memberOf" in read("")
    assert "memberOf" not in read("?inferred=false")


@pytest.mark.parametrize(
    "path", ["/id/place/caf%C3%A9", "/id/place/caf%25C3%25A9", "/id/place/%E4%B8%AD", "/id/place/中"]
)
def test_keys_with_escapes_and_beyond_ascii_are_found(world: FlaskClient, path: str) -> None:
    response = world.get(path, headers={"Accept": _BROWSER})
    assert response.status_code == 303
    assert world.get(response.headers["Location"], headers={"Accept": _BROWSER}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/id/country/XYZ",
        "/data/country/XYZ.ttl",
        "/id/country/../../../etc/passwd",
        "/data/country/..%2f..%2fetc%2fpasswd.ttl",
        "/id/country/ABC%0d%0aSet-Cookie:%20a=b",
        "/id/country/ABC%3E%20%7D%20%23",
        "/page/country/" + "x" * 5000,
        "/source/%00",
        "/graph/nothing",
        "/scheme/people/nobody",
        "/query/nothing",
        "/.well-known/genid/modules/c14n1",
    ],
)
def test_what_is_not_known_or_not_clean_is_a_problem_document(world: FlaskClient, path: str) -> None:
    response = world.get(path, headers={"Accept": "text/turtle, application/problem+json"})
    assert response.status_code == 404
    assert json.loads(response.data)["status"] == 404
    assert "Set-Cookie" not in response.headers


def test_a_program_is_told_what_has_a_name_like_it(world: FlaskClient) -> None:
    assert "place:old-town" in json.loads(world.get("/id/place/oldtown").data)["nearest"]


def test_a_saved_query_is_a_form_or_a_description(world: FlaskClient) -> None:
    page = world.get("/query/labels", headers={"Accept": _BROWSER})
    assert (page.status_code, page.headers["Location"]) == (303, "/queries/labels")
    text = world.get("/query/labels", headers={"Accept": "application/sparql-query"})
    assert text.headers["Location"] == "/queries/labels.rq"
    assert "SPARQLSelectExecutable" in world.get("/query/labels", headers={"Accept": "text/turtle"}).text


def test_a_named_graph_is_a_page_or_its_triples(world: FlaskClient) -> None:
    assert world.get("/graph/curation", headers={"Accept": _BROWSER}).status_code == 200
    response = world.get("/graph/curation", headers={"Accept": "text/turtle"})
    assert response.status_code == 303
    assert world.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("path", ["/source/paper", "/source/paper/one", "/scheme/people", "/scheme/people/patients"])
def test_what_has_one_address_answers_there_in_every_form(world: FlaskClient, path: str) -> None:
    page = world.get(path, headers={"Accept": _BROWSER})
    assert page.content_type.startswith("text/html")
    negotiated = world.get(path, headers={"Accept": "text/turtle"})
    assert negotiated.content_type.startswith("text/turtle")
    assert world.get(f"{path}.ttl").data == negotiated.data
