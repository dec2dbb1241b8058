"""SPARQL 1.1 Protocol, section 2.1.6, and HTTP: what is refused, and with which status."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.serving.pools import RUNAWAY

if TYPE_CHECKING:
    from flask.testing import FlaskClient

FORM = "application/x-www-form-urlencoded"


def get(query: str, **fields: str) -> str:
    return f"/sparql?{urlencode({'query': query, **fields})}"


def test_a_syntax_error_is_400_with_line_and_column(client: FlaskClient) -> None:
    response = client.get(get("SELECT *\n{ ?s ?p"))
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    problem = response.get_json(force=True)
    assert (problem["line"], problem["column"]) == (2, 8)


@pytest.mark.parametrize(
    "text", ["LOAD <file:///etc/passwd>", "INSERT DATA { <a:a> <a:b> 1 }", "DROP ALL", "CLEAR ALL"]
)
def test_update_text_sent_as_a_query_is_400(client: FlaskClient, text: str) -> None:
    assert client.get(get(text)).status_code == 400


def test_an_update_request_is_403(client: FlaskClient) -> None:
    update = "INSERT DATA { <a:a> <a:b> 1 }"
    assert client.post("/sparql", data={"update": update}).status_code == 403
    assert client.post("/sparql", data=update, content_type="application/sparql-update").status_code == 403
    assert client.get(f"/sparql?{urlencode({'update': update})}").status_code == 403


def test_a_service_is_403(client: FlaskClient) -> None:
    response = client.get(get("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"))
    assert (response.status_code, response.get_json(force=True)["reason"]) == (403, "not-allowed")


def test_an_unknown_page_is_404(client: FlaskClient) -> None:
    assert client.get("/sparql/nothing").status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_405_with_those_that_are_allowed(client: FlaskClient, method: str) -> None:
    response = client.open("/sparql", method=method)
    assert (response.status_code, response.content_type) == (405, "application/problem+json")
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize("query", ["ASK {}", "SELECT * {}", "CONSTRUCT { <a:a> <a:b> 1 } {}"])
def test_a_format_that_there_is_not_is_406(client: FlaskClient, query: str) -> None:
    assert client.get(get(query), headers={"Accept": "image/png"}).status_code == 406


def test_a_format_of_another_kind_of_answer_is_406(client: FlaskClient) -> None:
    assert client.get(get("ASK {}"), headers={"Accept": "text/turtle"}).status_code == 406
    assert client.get(get("DESCRIBE <a:a>"), headers={"Accept": "text/csv"}).status_code == 406


def test_a_body_that_is_too_large_is_413(client: FlaskClient) -> None:
    response = client.post("/sparql", data=b"#" * (2**20 + 1), content_type="application/sparql-query")
    assert (response.status_code, response.content_type) == (413, "application/problem+json")


def test_an_address_that_is_too_long_is_414(client: FlaskClient) -> None:
    assert client.get(get("ASK {} #" + "x" * 60_000)).status_code == 414
    assert client.get(get("ASK {} #" + "x" * 50_000)).status_code == 200


def test_a_body_of_another_type_is_415_with_those_that_are_accepted(client: FlaskClient) -> None:
    response = client.post("/sparql", data=b"ASK {}", content_type="text/plain")
    assert response.status_code == 415
    assert "application/sparql-query" in response.headers["Accept-Post"]


def test_a_query_that_runs_out_of_time_is_503_with_its_reason(client: FlaskClient) -> None:
    response = client.get(get(RUNAWAY, timeout="0.3"))
    assert (response.status_code, response.get_json(force=True)["reason"]) == (503, "out-of-time")


def test_a_query_that_runs_out_of_memory_is_503_with_its_own_reason(client: FlaskClient) -> None:
    response = client.get(get("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?g"))
    assert (response.status_code, response.get_json(force=True)["reason"]) == (503, "out-of-memory")


def test_a_post_without_a_query_is_400(client: FlaskClient) -> None:
    assert client.post("/sparql", data=b"", content_type=FORM).status_code == 400


def test_two_queries_are_400(client: FlaskClient) -> None:
    assert client.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").status_code == 400


def test_what_is_no_utf8_is_400(client: FlaskClient) -> None:
    assert client.get("/sparql?query=%FF").status_code == 400
    assert client.post("/sparql", data=b"\xff", content_type="application/sparql-query").status_code == 400
