"""Which graphs a query sees, and that each triple of theirs counts once."""

from __future__ import annotations

import pytest

from carec_kg.graph.answers import YesNo
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import DEFAULT_GRAPH
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
P = Iri("urn:p")


def quad(object_: str, graph: str | None = None) -> Quad:
    return Quad(Iri("urn:s"), P, Literal(object_), graph)


ENGINE = Workbench(
    [
        *(quad("shared .\n", graph) for graph in (None, "urn:a", "urn:b")),
        *(quad("of b", "urn:b"), quad("of c", "urn:c"), quad("of none")),
        Quad(BlankNode("x"), P, Literal("left"), "urn:left"),
        Quad(BlankNode("x"), P, Literal("left"), "urn:right"),
        Quad(BlankNode("x"), P, Literal("right"), "urn:right"),
    ]
)


def count(text: str, default: tuple[str, ...] | None = None, named: tuple[str, ...] | None = None) -> int:
    answer = ENGINE.answer(QueryRequest(text, {}, default, named))
    return int(answer.texts()[0][0])  # type: ignore[union-attr] # rows


@pytest.mark.parametrize(
    ("graphs", "triples"),
    [
        ((), 0),
        (("urn:a",), 1),
        (("urn:a", "urn:b"), 2),
        (("urn:a", "urn:a"), 1),
        (("urn:a", "urn:absent"), 1),
        (("urn:absent",), 0),
        (("urn:a", "urn:b", "urn:c"), 3),
        ((DEFAULT_GRAPH,), 2),
        ((DEFAULT_GRAPH, "urn:b"), 3),
    ],
)
def test_triples_of_several_graphs_count_once(graphs: tuple[str, ...], triples: int) -> None:
    assert count(COUNT, graphs, ()) == triples
    clauses = " ".join(f"FROM <{graph}>" for graph in graphs) or "FROM NAMED <urn:a>"
    assert count(COUNT.replace("{", clauses + " {")) == triples


@pytest.mark.parametrize(
    ("named", "triples"),
    [((), 0), (("urn:b",), 2), (("urn:a", "urn:b"), 3), ((DEFAULT_GRAPH,), 2), (("urn:absent",), 0), (None, 7)],
)
def test_named_graphs_stay_apart_beside_a_merged_default_graph(named: tuple[str, ...] | None, triples: int) -> None:
    assert count(COUNT_NAMED, ("urn:a", "urn:c"), named) == triples


def test_graphs_of_the_request_win_over_those_of_the_query() -> None:
    text = COUNT.replace("{", "FROM <urn:a> FROM <urn:b> FROM <urn:c> {")
    assert count(text, ("urn:a",), ()) == 1
    assert count(text, (), ("urn:a",)) == 0
    assert count(text, ("urn:b", "urn:c"), ()) == 3


def test_a_blank_node_of_two_graphs_stays_one_node() -> None:
    text = "ASK { ?x ?p 'left', 'right' GRAPH <urn:left> { ?x ?p 'left' } }"
    answer = ENGINE.answer(QueryRequest(text, {}, ("urn:left", "urn:right"), ("urn:left",)))
    assert answer == YesNo(value=True)


def test_nothing_outside_the_data_set_is_read() -> None:
    for graph in ("file:///etc/passwd", "http://127.0.0.1:1/", "https://127.0.0.1:1/"):
        assert count(COUNT.replace("{", f"FROM <{graph}> FROM <{graph}x> {{")) == 0
        assert count(COUNT_NAMED.replace("{ G", f"FROM NAMED <{graph}> {{ G")) == 0
