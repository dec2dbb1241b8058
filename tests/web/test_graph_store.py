"""Reads by the Graph Store Protocol, clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.iris import DEFAULT_GRAPH
from carec_kg.rdf.media import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format
from carec_kg.rdf.reading import parse
from tests.serving.pools import EX

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.local_pool import LocalPool

ONE = f"/graph-store?graph={EX}graph/one"


@pytest.mark.parametrize("format_", [TURTLE, N_TRIPLES, JSON_LD, RDF_XML], ids=lambda format_: format_.name)
def test_a_graph_comes_as_negotiated(client: FlaskClient, format_: Format) -> None:
    response = client.get(ONE, headers={"Accept": format_.media_type})
    assert response.mimetype == format_.media_type
    assert [str(quad.object) for quad in parse(response.data, format_, "graph")] == [f"<{EX}b>"]


def test_the_default_graph_comes_by_its_own_parameter(client: FlaskClient) -> None:
    response = client.get("/graph-store?default", headers={"Accept": "application/n-triples"})
    assert response.status_code == 200
    assert f"<{EX}thing/" in response.text
    assert f"<{EX}a>" not in response.text


def test_the_default_graph_has_a_name_too(client: FlaskClient) -> None:
    by_name = client.get("/graph-store", query_string={"graph": DEFAULT_GRAPH})
    assert by_name.data == client.get("/graph-store?default").data


def test_a_graph_that_is_cut_says_so(client: FlaskClient) -> None:
    response = client.get("/graph-store?default")
    assert response.headers["X-Result-Cut"] == "200"
    assert "# Cut after 200" in response.text


def test_head_has_the_headers_of_get_and_no_body(client: FlaskClient) -> None:
    head, got = client.head(ONE), client.get(ONE)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_a_graph_that_is_not_here_is_404(client: FlaskClient) -> None:
    for method in ("GET", "HEAD"):
        assert client.open("/graph-store?graph=urn:absent", method=method).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_a_write_is_405_with_what_is_allowed(client: FlaskClient, pool: LocalPool, method: str) -> None:
    response = client.open(ONE, method=method, data=b"<a:a> <a:b> 1 .", content_type="text/turtle")
    assert response.status_code == 405
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", ")) <= {"GET", "HEAD", "OPTIONS"}
    assert pool.tasks == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "default&graph=urn:a",
        "graph=urn:a&graph=urn:b",
        "default&default",
        "graph=",
        "graph=relative",
        "graph=a:%3Eb",
    ],
)
def test_not_exactly_one_graph_is_400(client: FlaskClient, pool: LocalPool, query: str) -> None:
    assert client.get(f"/graph-store?{query}").status_code == 400
    assert pool.tasks == []


def test_a_graph_cannot_be_had_as_rows(client: FlaskClient, pool: LocalPool) -> None:
    assert client.get(ONE, headers={"Accept": "text/csv"}).status_code == 406
    assert pool.tasks == []


def test_a_graph_can_be_had_without_what_was_inferred(client: FlaskClient, pool: LocalPool) -> None:
    client.get(ONE + "&inferred=false&timeout=2")
    assert (pool.tasks[0].inferred, pool.tasks[0].timeout) == (False, 2.0)
