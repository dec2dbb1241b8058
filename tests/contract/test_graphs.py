"""SPARQL 1.1 Protocol, section 2.1.4, and the clauses of the query language, over real workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serving.pools import EX

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ONE, TWO = f"{EX}graph/one", f"{EX}graph/two"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
MERGED = f"FROM <{ONE}> FROM <{TWO}> {{"


def count(client: FlaskClient, query: str, **fields: list[str]) -> str:
    response = client.get("/sparql", query_string={"query": query, **fields}, headers={"Accept": "text/csv"})
    assert response.status_code == 200, response.text
    return response.text.split()[-1]


def test_a_triple_of_two_default_graphs_counts_once(client: FlaskClient) -> None:
    assert count(client, COUNT, **{"default-graph-uri": [ONE, TWO]}) == "2"
    assert count(client, COUNT.replace("{", MERGED)) == "2"


@pytest.mark.parametrize("graphs", [[ONE], [ONE, "urn:absent"]])
def test_graphs_of_the_protocol_win_over_those_of_the_query(client: FlaskClient, graphs: list[str]) -> None:
    assert count(client, COUNT.replace("{", MERGED), **{"default-graph-uri": graphs}) == "1"


def test_named_graphs_are_seen_beside_merged_ones(client: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o GRAPH ?g { ?s ?p ?o } }"
    assert count(client, query, **{"default-graph-uri": [ONE, TWO], "named-graph-uri": [TWO]}) == "2"


def test_a_graph_of_the_store_is_read_in_a_worker(client: FlaskClient) -> None:
    response = client.get("/graph-store", query_string={"graph": TWO}, headers={"Accept": "application/n-triples"})
    assert response.text.count("\n") == 2
