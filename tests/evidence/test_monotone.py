"""What is cited is enough and is all: on random graphs, for random queries whose rows only grow with the graph."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from carec_kg.evidence.explaining import explain_row, explain_rows
from carec_kg.evidence.model import Derivation, Limits
from carec_kg.graph.answers import Row, Rows
from carec_kg.graph.engine import Engine, QueryRequest
from carec_kg.rdf.terms import Iri, Quad

NODES = [Iri(f"urn:n{i}") for i in range(4)]
PROPERTIES = [Iri(f"urn:{name}") for name in "pqr"]
GRAPHS = [f"urn:g{i}" for i in range(3)]
VARIABLES = ["?a", "?b", "?c", "?d"]
LIMITS = Limits(derivations=5_000, solutions=20_000)


@dataclass(frozen=True)
class Body:
    """The WHERE of a query, without its braces, and whether a path repeats in it."""

    text: str
    repeats: bool = False


quads = st.builds(
    Quad, st.sampled_from(NODES), st.sampled_from(PROPERTIES), st.sampled_from(NODES), st.sampled_from(GRAPHS)
)
graphs = st.frozensets(quads, min_size=1, max_size=12)
variables = st.sampled_from(VARIABLES)
terms = st.one_of(variables, variables, variables, st.sampled_from(NODES).map(str), st.just("[]"))
properties = st.sampled_from(PROPERTIES).map(str)


def join_paths(mark: str) -> st.SearchStrategy[str]:
    return st.tuples(properties, properties).map(lambda pair: f"({pair[0]}{mark}{pair[1]})")


plain_paths = st.one_of(
    properties,
    properties,
    variables,
    join_paths("/"),
    join_paths("|"),
    properties.map(lambda name: f"^{name}"),
    properties.map(lambda name: f"!{name}"),
    st.tuples(properties, properties).map(lambda pair: f"!({pair[0]}|^{pair[1]})"),
)
repeated_paths = st.tuples(st.one_of(properties, join_paths("|"), join_paths("/")), st.sampled_from("+*?")).map("".join)


@st.composite
def triples(draw: st.DrawFn) -> Body:
    repeats = draw(st.integers(0, 9)) == 0
    path = draw(repeated_paths if repeats else plain_paths)
    return Body(f"{draw(terms)} {path} {draw(terms)} .", repeats)


def join(*bodies: Body, form: str) -> Body:
    return Body(form.format(*(body.text for body in bodies)), any(body.repeats for body in bodies))


@st.composite
def blocks(draw: st.DrawFn) -> Body:
    found = draw(st.lists(triples(), min_size=1, max_size=2))
    text = " ".join(body.text for body in found)
    return Body(text, any(body.repeats for body in found))


@st.composite
def elements(draw: st.DrawFn, inner: st.SearchStrategy[Body]) -> Body:
    kind = draw(st.sampled_from(["join", "union", "graph", "named", "group", "select", "exists", "filter", "values"]))
    first, second = draw(inner), draw(inner)
    name, other = draw(variables), draw(variables)
    node = str(draw(st.sampled_from(NODES)))
    forms = {
        "join": "{0} {1}",
        "union": "{{ {0} }} UNION {{ {1} }}",
        "graph": f"GRAPH {name} {{{{ {{0}} }}}} {{1}}",
        "named": "GRAPH <urn:g0> {{ {0} }} {1}",
        "group": "{{ {0} }} {1}",
        "select": f"{{{{ SELECT DISTINCT {name} {other} {{{{ {{0}} }}}} }}}} {{1}}" if name != other else "{0} {1}",
        "exists": "{0} FILTER EXISTS {{ {1} }}",
        "filter": f"{{0}} FILTER({name} != {node})",
        "values": f"{{0}} VALUES {name} {{{{ {node} <urn:n1> <urn:g0> }}}}",
    }
    used = (first,) if kind in {"filter", "values"} else (first, second)
    return join(*used, form=forms[kind])


bodies = st.recursive(blocks(), elements, max_leaves=4)


@st.composite
def optional_bodies(draw: st.DrawFn) -> Body:
    return join(draw(bodies), draw(bodies), form="{0} OPTIONAL {{ {1} }}")


def load(data: frozenset[Quad]) -> Engine:
    store = ox.Store()
    for quad in data:
        triple = [ox.NamedNode(term.value) for term in quad[:3] if isinstance(term, Iri)]
        for graph in (ox.NamedNode(quad.graph or ""), ox.DefaultGraph()):
            store.add(ox.Quad(triple[0], triple[1], triple[2], graph))
    return Engine(store, union=True)


def load_cited(derivation: Derivation) -> Engine:
    """Load what is cited and nothing else: a triple of the default graph into no graph by name."""
    store = ox.Store()
    for cited in derivation.triples:
        triple = [ox.NamedNode(term.value) for term in cited.triple if isinstance(term, Iri)]
        store.add(ox.Quad(triple[0], triple[1], triple[2]))
        if cited.graph:
            store.add(ox.Quad(triple[0], triple[1], triple[2], ox.NamedNode(cited.graph)))
    return Engine(store, union=True)


def rows_of(engine: Engine, text: str) -> list[Row]:
    answer = engine.answer(QueryRequest(text))
    assert isinstance(answer, Rows)
    return answer.rows


def write_query(body: Body, columns: list[str]) -> str:
    return f"SELECT DISTINCT {' '.join(dict.fromkeys(columns))} WHERE {{ {body.text} }}"


columns_ = st.lists(variables, min_size=1, max_size=3)


@settings(max_examples=120)
@given(graphs, bodies, columns_)
def test_cited_triples_alone_give_the_row(data: frozenset[Quad], body: Body, columns: list[str]) -> None:
    text = write_query(body, columns)
    engine = load(data)
    for row in rows_of(engine, text)[:3]:
        evidence = explain_row(engine, QueryRequest(text), row, limits=LIMITS)
        assert evidence.unexplained == ""
        for derivation in evidence.derivations[:5]:
            assert row in rows_of(load_cited(derivation), text)


@settings(max_examples=120)
@given(graphs, bodies.filter(lambda body: not body.repeats), columns_)
def test_without_the_triples_of_all_derivations_the_row_is_gone(
    data: frozenset[Quad], body: Body, columns: list[str]
) -> None:
    text = write_query(body, columns)
    engine = load(data)
    for row in rows_of(engine, text)[:3]:
        evidence = explain_row(engine, QueryRequest(text), row, limits=LIMITS)
        cited = {cited for derivation in evidence.derivations for cited in derivation.triples}
        if evidence.more or not all(derivation.triples for derivation in evidence.derivations):
            continue
        gone = {(one.triple, graph) for one in cited for graph in one.stated_in}
        left = frozenset(quad for quad in data if (quad.triple, quad.graph) not in gone)
        assert row not in rows_of(load(left), text)


@settings(max_examples=60)
@given(graphs, optional_bodies(), columns_)
def test_rows_of_optional_parts_follow_from_what_is_cited(
    data: frozenset[Quad], body: Body, columns: list[str]
) -> None:
    text = write_query(body, columns)
    engine = load(data)
    for evidence in explain_rows(engine, QueryRequest(text, row_cap=5)):
        for derivation in evidence.derivations:
            assert evidence.row in rows_of(load_cited(derivation), text)
