"""Queries with SERVICE in rdflib's evaluator: what is asked of the other endpoint, and what comes of its answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from carec_kg.errors import NotAllowed, QueryProblem, ServiceFailure
from carec_kg.graph.encoding import encode_answer
from carec_kg.graph.engine import Engine, QueryRequest
from carec_kg.graph.federating import FederatedEngine

if TYPE_CHECKING:
    from collections.abc import Callable

EX = "http://example.org/"
PREFIX = f"PREFIX e: <{EX}> "
DATA = (
    f'@prefix e: <{EX}> . e:a e:p "01x", "y"@en . e:b e:p 2 . e:c e:endpoint <{EX}sparql> . GRAPH e:g {{ e:a e:q e:c }}'
)
OTHER = f"SERVICE <{EX}sparql>"


def uri(name: str) -> dict[str, str]:
    return {"type": "uri", "value": EX + name}


def plain(value: str) -> dict[str, str]:
    return {"type": "literal", "value": value}


class Remote:
    """Another endpoint, with the same rows for every query; it remembers what it was asked."""

    def __init__(self, *rows: dict[str, dict[str, str]], error: Exception | None = None) -> None:
        self.rows = rows
        self.error = error
        self.asked: list[tuple[str, str]] = []

    def __call__(self, endpoint: str, query: str) -> bytes:
        self.asked.append((endpoint, query))
        if self.error:
            raise self.error
        return json.dumps({"head": {"vars": []}, "results": {"bindings": self.rows}}).encode()


def ask(
    query: str, call: Callable[[str, str], bytes], cap: int | None = None, graphs: tuple[str, ...] | None = None
) -> list[str]:
    """Return the sorted lines of the answer, as CSV without its head or as N-Triples."""
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TRIG)
    engine = FederatedEngine(Engine(store), call)
    answer = encode_answer(
        engine, QueryRequest(PREFIX + query, {}, graphs, () if graphs else None, cap), ("csv", "ntriples")
    )
    lines = answer.body.decode().splitlines()
    return sorted(lines[1:] if answer.kind == "rows" else lines)


def test_solutions_are_joined_and_sent_along_in_one_call() -> None:
    remote = Remote({"s": uri("a"), "z": plain("zed")})
    assert ask(f"SELECT ?s ?o ?z {{ ?s e:p ?o {OTHER} {{ ?s e:q ?z }} }}", remote) == [
        f"{EX}a,01x,zed",
        f"{EX}a,y,zed",
    ]
    [(endpoint, query)] = remote.asked
    assert endpoint == EX + "sparql"
    assert f"PREFIX e: <{EX}>" in query
    assert query.count(f"(<{EX}a>)") == query.count(f"(<{EX}b>)") == 1
    assert ox.Store().query(query) is not None


def test_an_optional_service_keeps_what_finds_nothing() -> None:
    remote = Remote({"s": uri("a"), "z": plain("zed")})
    assert ask(f"SELECT ?s ?z {{ ?s e:p ?o OPTIONAL {{ {OTHER} {{ ?s e:q ?z }} }} }}", remote) == [
        f"{EX}a,zed",
        f"{EX}a,zed",
        f"{EX}b,",
    ]


def test_each_of_several_services_is_asked_its_own() -> None:
    remote = Remote({"z": plain("1")})
    ask(f"SELECT * {{ {OTHER} {{ ?s e:one ?z }} {OTHER} {{ {{ SELECT ?z {{ ?s e:two ?z }} }} }} }}", remote)
    assert ["e:one" in query for _, query in remote.asked] == [True, False]
    assert ["e:two" in query for _, query in remote.asked] == [False, True]


def test_the_endpoint_may_be_a_variable_with_a_value() -> None:
    remote = Remote({"z": plain("1")})
    assert ask("SELECT ?z { e:c e:endpoint ?there SERVICE ?there { ?s e:q ?z } }", remote) == ["1"]
    assert remote.asked[0][0] == EX + "sparql"
    with pytest.raises(ServiceFailure, match="has no value"):
        ask("SELECT * { SERVICE ?there { ?s e:q ?z } }", remote)


@pytest.mark.parametrize("error", [ServiceFailure("no answer"), NotAllowed("not listed")])
def test_silent_makes_a_failure_one_empty_solution(error: Exception) -> None:
    query = "SELECT ?s ?z { ?s e:p 2 SERVICE {} <http://example.org/sparql> { ?s e:q ?z } }"
    assert ask(query.replace("{}", "SILENT"), Remote(error=error)) == [f"{EX}b,"]
    with pytest.raises(type(error)):
        ask(query.replace("{}", ""), Remote(error=error))


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b'{"results": {"bindings": [{"a": 1}]}}',
        b'{"results": {"bindings": [{"a": {"type": "x", "value": "1"}}]}}',
        b'{"head": {}, "boolean": true}',
        b"[" * 100_000,
    ],
)
def test_rubbish_is_a_failure_of_the_other_endpoint(body: bytes) -> None:
    with pytest.raises(ServiceFailure, match="no SPARQL JSON"):
        ask(f"SELECT * {{ {OTHER} {{ ?s e:q ?z }} }}", lambda _endpoint, _query: body)


def test_too_many_solutions_are_a_failure_and_no_cut() -> None:
    remote = Remote(*[{"z": plain("1")}] * 50_001)
    with pytest.raises(ServiceFailure, match="more than 50000"):
        ask(f"SELECT * {{ {OTHER} {{ ?s e:q ?z }} }}", remote)


def test_blank_nodes_of_two_answers_are_not_one() -> None:
    remote = Remote({"z": {"type": "bnode", "value": "b0"}})
    query = f"SELECT (COUNT(*) AS ?n) {{ {OTHER} {{ ?s e:one ?z }} {OTHER} {{ ?s e:two ?z }} }}"
    assert ask(query, remote) == ["0"]


def test_every_form_of_query_works() -> None:
    remote = Remote({"z": plain("1")})
    assert ask(f"ASK {{ {OTHER} {{ ?s e:q ?z }} }}", remote) == ["true"]
    assert ask(f"CONSTRUCT {{ e:new e:p ?z }} {{ {OTHER} {{ ?s e:q ?z }} }}", remote) == [f'<{EX}new> <{EX}p> "1" .']
    assert len(ask(f"DESCRIBE e:a {{ {OTHER} {{ ?s e:q ?z }} }}", remote)) == 2


def test_graphs_are_those_of_the_query_or_the_request() -> None:
    remote = Remote({"z": plain("1")})
    query = "{ ?s ?p ?o SERVICE <http://example.org/sparql> { ?x e:q ?z } }"
    assert ask("SELECT ?s FROM e:g " + query, remote) == [EX + "a"]  # noqa: S608 - a query of ours
    assert ask("SELECT ?s " + query, remote, graphs=(EX + "g",)) == [EX + "a"]
    assert ask("SELECT ?s ?g { GRAPH ?g " + query + "}", remote) == [f"{EX}a,{EX}g"]
    assert ask("SELECT ?s FROM <file:///etc/passwd> " + query, remote) == []  # noqa: S608 - a query of ours


def test_rows_are_cut_at_the_cap() -> None:
    remote = Remote({"z": plain("1")}, {"z": plain("2")}, {"z": plain("3")})
    assert len(ask(f"SELECT ?z {{ {OTHER} {{ ?s e:q ?z }} }}", remote, cap=2)) == 2


@pytest.mark.parametrize("query", ["SELECT * { SERVICE", "SELECT * { SERVICE <x:x> { ?s } }", "SELECT" + " {" * 3000])
def test_what_does_not_parse_is_the_queries_problem(query: str) -> None:
    with pytest.raises(QueryProblem):
        ask(query, Remote())


def test_rdflib_is_left_as_it_was() -> None:
    import rdflib  # noqa: PLC0415 - heavy
    from rdflib.plugins import sparql  # noqa: PLC0415

    ask(f"SELECT * {{ {OTHER} {{ ?s e:q ?z }} }}", Remote())
    assert (sparql.SPARQL_LOAD_GRAPHS, rdflib.NORMALIZE_LITERALS, sparql.CUSTOM_EVALS) == (True, True, {})
