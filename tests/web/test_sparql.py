"""What the blueprint of ``/sparql`` asks of the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.graph.engine import QueryRequest
from tests.serving.pools import EX

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.local_pool import LocalPool


def test_a_request_becomes_a_task(client: FlaskClient, pool: LocalPool) -> None:
    client.get(
        "/sparql?query=ASK%7B%7D&default-graph-uri=urn:a&inferred=false&timeout=3",
        headers={"Accept": "text/csv, text/turtle;q=0.9"},
    )
    (task,) = pool.tasks
    assert task.query == QueryRequest("ASK{}", {}, ("urn:a",), (), 200)
    assert task.formats == ("csv", "turtle")
    assert (task.inferred, task.timeout, task.lane) == (False, 3.0, "free")


def test_the_graphs_are_counted_once_for_each_version(client: FlaskClient, pool: LocalPool) -> None:
    first, second = client.get("/sparql"), client.get("/sparql")
    assert f"{EX}graph/two" in first.text
    assert first.data == second.data
    assert len(pool.tasks) == 1


def test_what_cannot_be_answered_never_reaches_the_pool(client: FlaskClient, pool: LocalPool) -> None:
    client.post("/sparql", data=b"x", content_type="text/plain")
    client.get("/sparql?query=ASK%7B%7D&timeout=x")
    assert pool.tasks == []
