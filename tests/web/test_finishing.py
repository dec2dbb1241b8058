"""Coding, entity tag and cache rules of the application's answers."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from werkzeug.test import EnvironBuilder

from carec_kg.errors import Busy
from carec_kg.web.application import create_app
from carec_kg.web.settings import WebSettings
from carec_kg.web.threads import FINISHED

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.web.caching import FinishedAnswer
    from tests.web.local_pool import LocalPool

ALL = f"/sparql?{urlencode({'query': 'SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50'})}"
NOW = f"/sparql?{urlencode({'query': 'SELECT (NOW() AS ?n) {}'})}"
BOTH_REFUSED = "identity;q=0, gzip;q=0"


def finish_directly(client: FlaskClient, path: str) -> FinishedAnswer:
    """Ask without a client in between, and return what the application hands over."""
    environ = EnvironBuilder(path).get_environ()
    b"".join(client.application.wsgi_app(environ, lambda *_: lambda _: None))
    answer: FinishedAnswer = environ[FINISHED]
    return answer


def test_an_answer_has_a_strong_tag_and_is_asked_about_each_time(client: FlaskClient) -> None:
    response = client.get(ALL)
    assert response.headers["ETag"].startswith('"')
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["ETag"] == client.get(ALL).headers["ETag"]


def test_get_head_and_both_posts_have_the_same_tag(client: FlaskClient) -> None:
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50"
    tags = {
        client.get(ALL).headers["ETag"],
        client.head(ALL).headers["ETag"],
        client.post("/sparql", data={"query": query}).headers["ETag"],
        client.post("/sparql", data=query, content_type="application/sparql-query").headers["ETag"],
    }
    assert len(tags) == 1


def test_the_tag_differs_by_format_and_coding(client: FlaskClient) -> None:
    asked: list[dict[str, str]] = [{}, {"Accept": "text/csv"}, {"Accept": "application/json"}]
    asked.append({"Accept-Encoding": "gzip"})
    assert len({client.get(ALL, headers=headers).headers["ETag"] for headers in asked}) == 4


def test_an_answer_that_is_held_is_304_without_body(client: FlaskClient, pool: LocalPool) -> None:
    etag = client.get(ALL).headers["ETag"]
    for method in ("GET", "HEAD"):
        response = client.open(ALL, method=method, headers={"If-None-Match": f'"x", W/{etag}'})
        assert (response.status_code, response.data) == (304, b"")
        assert response.headers["ETag"] == etag
        assert {"Vary", "Cache-Control", "X-Dataset-Version"} <= set(response.headers.keys())
        assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(response.headers.keys())
    pool.error = Busy("Later.")
    assert client.get(ALL, headers={"If-None-Match": "*"}).status_code == 503


def test_a_post_has_no_condition(client: FlaskClient) -> None:
    response = client.post("/sparql", data={"query": "ASK {}"}, headers={"If-None-Match": "*"})
    assert response.status_code == 200


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        got, headed = client.get(ALL, headers=headers), client.head(ALL, headers=headers)
        assert [*headed.headers] == [(name, value) for name, value in got.headers if name != "Server-Timing"]
        assert (headed.data, len(got.data)) == (b"", got.content_length)


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_changes_has_no_tag_and_is_not_kept(client: FlaskClient, function: str) -> None:
    query = f"SELECT ({function} AS ?n) {{}}"
    for path in (f"/sparql?{urlencode({'query': query})}", f"/sparql?{urlencode({'query': query})}&timeout=2"):
        response = client.get(path, headers={"If-None-Match": "*"})
        assert response.status_code == 200
        assert "ETag" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/nowhere", "/sparql?query=SELECT", "/queries/absent", "/sparql?query=ASK{}&timeout=x"]
)
def test_errors_have_no_tag_and_are_not_stored(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"If-None-Match": "*"})
    assert response.status_code >= 400
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_pages_have_no_tag_and_health_is_not_stored(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept": "text/html"})
    assert "ETag" not in page.headers
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    health = client.get("/health/ready")
    assert "ETag" not in health.headers
    assert health.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("path", "kept"), [(ALL, True), ("/queries/labels.csv", True), (NOW, False), ("/", False)])
def test_answers_of_repeatable_queries_are_kept(client: FlaskClient, path: str, kept: bool) -> None:
    assert finish_directly(client, path).keep is kept


def test_an_answer_over_newer_data_than_the_applications_is_not_kept(pool: LocalPool, catalogue: Catalogue) -> None:
    client = create_app(pool, catalogue, WebSettings(dataset="v0")).test_client()
    answer = finish_directly(client, ALL)
    assert (answer.version, answer.keep) == ("v1", False)


def test_a_long_answer_is_compressed_for_who_wants_it(client: FlaskClient) -> None:
    plain = client.get(ALL)
    packed = client.get(ALL, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content_length == len(packed.data) < len(plain.data)
    assert gzip.decompress(packed.data) == plain.data
    assert packed.data == client.get(ALL, headers={"Accept-Encoding": "gzip, br"}).data


def test_a_short_answer_is_not_compressed_unless_it_must(client: FlaskClient) -> None:
    path = "/sparql?query=ASK{}"
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "gzip"}).headers
    forced = client.get(path, headers={"Accept-Encoding": "gzip, identity;q=0"})
    assert gzip.decompress(forced.data) == client.get(path).data


@pytest.mark.parametrize("path", [ALL, "/queries.json", "/prefixes"])
def test_who_takes_no_coding_at_all_gets_406(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept-Encoding": BOTH_REFUSED})
    assert (response.status_code, response.content_type) == (406, "application/problem+json")
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "deflate", "br", "gzip, gzip", "GZIP"])
def test_a_compressed_request_is_415_unread(client: FlaskClient, pool: LocalPool, coding: str) -> None:
    body = gzip.compress(b"ASK {}")
    headers = {"Content-Encoding": coding}
    response = client.post("/sparql", data=body, content_type="application/sparql-query", headers=headers)
    assert response.status_code == 415
    assert response.headers["Accept-Encoding"] == "identity"
    assert pool.tasks == []


def test_a_request_that_says_it_is_not_compressed_is_read(client: FlaskClient) -> None:
    headers = {"Content-Encoding": "identity"}
    response = client.post("/sparql", data="ASK {}", content_type="application/sparql-query", headers=headers)
    assert response.status_code == 200


def test_vary_names_accept_and_coding_and_never_the_origin(client: FlaskClient) -> None:
    for path in (ALL, "/nowhere", "/export/all.ttl"):
        response = client.get(path, headers={"Origin": "https://a.example"}, buffered=True)
        assert response.headers["Vary"] == "Accept, Accept-Encoding"
