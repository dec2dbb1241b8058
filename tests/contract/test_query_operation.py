"""SPARQL 1.1 Protocol, section 2.1: the query operation, clause by clause."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from carec_kg.rdf.media import JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from carec_kg.rdf.reading import parse
from tests.serving.pools import EX, THINGS

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

COUNT = "SELECT (COUNT(*) AS ?n) { ?s rdfs:label ?l }"
IN_DEFAULT = "SELECT ?o { <http://example.org/a> ?p ?o } ORDER BY ?o"
IN_NAMED = "SELECT ?g ?o { GRAPH ?g { <http://example.org/a> ?p ?o } } ORDER BY ?g ?o"
ONE, TWO = EX + "graph/one", EX + "graph/two"


def get(client: FlaskClient, query: str, accept: str = "text/csv", **fields: object) -> TestResponse:
    return client.get(f"/sparql?{urlencode({'query': query, **fields}, doseq=True)}", headers={"Accept": accept})


def test_query_via_get(client: FlaskClient) -> None:
    assert get(client, COUNT).text == f"n\r\n{THINGS}\r\n"


def test_query_via_url_encoded_post(client: FlaskClient) -> None:
    assert client.post("/sparql", data={"query": COUNT}, headers={"Accept": "text/csv"}).text == f"n\r\n{THINGS}\r\n"


def test_query_via_post_directly(client: FlaskClient) -> None:
    response = client.post(
        "/sparql", data=COUNT, content_type="application/sparql-query", headers={"Accept": "text/csv"}
    )
    assert response.text == f"n\r\n{THINGS}\r\n"


def test_query_via_head_has_the_headers_and_no_body(client: FlaskClient) -> None:
    response = client.head(f"/sparql?{urlencode({'query': 'ASK {}'})}")
    assert (response.status_code, response.data) == (200, b"")
    assert response.content_type == "application/sparql-results+json"
    assert response.content_length == len(get(client, "ASK {}", "application/sparql-results+json").data)


def test_options_lists_the_methods_for_any_origin(client: FlaskClient) -> None:
    response = client.options("/sparql", headers={"Origin": "https://example.org"})
    assert response.status_code == 200
    for header in ("Allow", "Access-Control-Allow-Methods"):
        assert {"GET", "HEAD", "OPTIONS", "POST"} == set(response.headers[header].split(", "))
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers


def test_dataset_of_the_service_where_none_is_named(client: FlaskClient) -> None:
    assert get(client, IN_DEFAULT).text == "o\r\n"
    assert get(client, IN_NAMED).text.count("\r\n") == 4


def test_dataset_from_the_query_itself(client: FlaskClient) -> None:
    assert get(client, IN_DEFAULT.replace("{", f"FROM <{ONE}> {{", 1)).text == f"o\r\n{EX}b\r\n"
    assert get(client, IN_NAMED.replace("{", f"FROM NAMED <{ONE}> {{", 1)).text == f"g,o\r\n{ONE},{EX}b\r\n"


def test_dataset_from_default_graph_uri(client: FlaskClient) -> None:
    assert get(client, IN_DEFAULT, **{"default-graph-uri": TWO}).text == f"o\r\n{EX}b\r\n{EX}c\r\n"
    assert get(client, IN_NAMED, **{"default-graph-uri": TWO}).text == "g,o\r\n"


def test_dataset_from_named_graph_uri(client: FlaskClient) -> None:
    assert get(client, IN_NAMED, **{"named-graph-uri": ONE}).text == f"g,o\r\n{ONE},{EX}b\r\n"
    assert get(client, COUNT, **{"named-graph-uri": ONE}).text == "n\r\n0\r\n"


def test_dataset_of_the_protocol_wins_over_the_querys(client: FlaskClient) -> None:
    query = IN_DEFAULT.replace("{", f"FROM <{ONE}> {{", 1)
    assert get(client, query, **{"default-graph-uri": TWO}).text == f"o\r\n{EX}b\r\n{EX}c\r\n"


def test_dataset_of_a_graph_that_is_not_there_is_empty(client: FlaskClient) -> None:
    assert get(client, IN_DEFAULT, **{"default-graph-uri": "urn:absent"}).text == "o\r\n"


@pytest.mark.parametrize(
    ("accept", "content_type", "start"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", b'{"meta":{'),
        ("application/json", "application/json", b'{"meta":{'),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv; charset=utf-8", b"n\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?n\n"),
        ("*/*", "application/sparql-results+json", b'{"meta":{'),
        ("text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8", b"n\r\n"),
    ],
)
def test_select_comes_as_negotiated(client: FlaskClient, accept: str, content_type: str, start: bytes) -> None:
    response = get(client, COUNT, accept)
    assert response.content_type == content_type
    assert response.data.startswith(start)


def test_ask_comes_as_json_and_xml(client: FlaskClient) -> None:
    found = get(client, "ASK {}", "application/sparql-results+json").get_json()
    assert (found["head"], found["boolean"]) == ({}, True)
    assert b"<boolean>true</boolean>" in get(client, "ASK {}", "application/sparql-results+xml").data


@pytest.mark.parametrize("form", ["CONSTRUCT WHERE { ?s ?p <http://example.org/thing/5> }", f"DESCRIBE <{EX}thing/4>"])
@pytest.mark.parametrize("format_", [TURTLE, N_TRIPLES, JSON_LD, RDF_XML], ids=lambda format_: format_.name)
def test_construct_and_describe_come_as_negotiated(client: FlaskClient, form: str, format_: object) -> None:
    for wanted in (TURTLE, N_TRIPLES, JSON_LD, RDF_XML):
        if wanted is format_:
            response = get(client, form, wanted.media_type)
            assert response.content_type.partition(";")[0] == wanted.media_type
            assert f"{EX}thing/5" in {quad.object.value for quad in parse(response.data, wanted, "answer")}


def test_construct_comes_as_turtle_by_default(client: FlaskClient) -> None:
    assert get(client, "CONSTRUCT WHERE { ?s ?p ?o }", "*/*").content_type == "text/turtle; charset=utf-8"


def test_a_result_that_was_cut_says_so_in_header_and_body(client: FlaskClient) -> None:
    query = "SELECT * { ?a rdfs:label ?b . ?c rdfs:label ?d }"
    response = get(client, query, "application/json")
    assert response.headers["X-Result-Cut"] == "1000"
    results = json.loads(response.data)["results"]
    assert (len(results["bindings"]), results["cut"]) == (1000, True)
    assert get(client, query, "text/csv").text.count("\r\n") == 1001
    assert "X-Result-Cut" not in get(client, COUNT).headers


def test_every_answer_names_the_version_of_the_data(client: FlaskClient) -> None:
    versions = {get(client, query).headers["X-Dataset-Version"] for query in (COUNT, "SELECT", "ASK {}")}
    assert len(versions) == 1
    assert len(versions.pop()) == 64


def test_inferred_false_is_understood(client: FlaskClient) -> None:
    assert get(client, COUNT, inferred="false").status_code == 200
    assert get(client, COUNT, inferred="maybe").status_code == 400


def test_without_a_query_the_service_describes_itself(client: FlaskClient) -> None:
    for accept in ("*/*", "text/turtle", "application/rdf+xml", "application/ld+json"):
        response = client.get("/sparql", headers={"Accept": accept})
        assert response.status_code == 200
        assert b"sparql-service-description#" in response.data
        assert b"http://localhost/sparql" in response.data


def test_saved_queries_are_answered_by_the_workers_too(client: FlaskClient) -> None:
    assert client.get("/queries/labels.csv?label=Thing+7").text == f"thing,name\r\n{EX}thing/7,Thing 7\r\n"
