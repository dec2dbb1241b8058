"""A DESCRIBE tells what a thing says, what points at it, and the names of both."""

from __future__ import annotations

import pytest

from carec_kg.errors import QueryProblem
from carec_kg.graph.answers import Triples
from carec_kg.graph.description import THING_TRIPLES
from carec_kg.graph.encoding import EncodedAnswer, encode_answer
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import PREFIXES
from carec_kg.rdf.media import N_TRIPLES
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad

LABEL, PREFERRED = Iri(PREFIXES["rdfs"] + "label"), Iri(PREFIXES["skos"] + "prefLabel")
P = Iri("urn:p")
A, B, C, FAR = (Iri(f"urn:{name}") for name in ("a", "b", "c", "far"))
OWN = [Quad(A, LABEL, Literal("A")), Quad(A, P, B)]
NAMES = [Quad(B, PREFERRED, Literal("B")), Quad(C, LABEL, Literal("C"))]
INCOMING = [Quad(C, P, A)]
OTHER = [Quad(B, P, FAR), Quad(FAR, P, C), Quad(FAR, LABEL, Literal("Far"))]
IN_GRAPH = Quad(A, P, Literal("in a graph"), "urn:g")
ENGINE = Workbench([*OWN, *NAMES, *INCOMING, *OTHER, IN_GRAPH])


def describe(text: str, engine: Workbench = ENGINE, rows: int | None = None) -> EncodedAnswer:
    return encode_answer(engine, QueryRequest(text, row_cap=rows), ("ntriples",))


def triples(text: str) -> set[Quad]:
    return set(parse(describe(text).body, N_TRIPLES, "description"))


@pytest.mark.parametrize(
    "text",
    [
        "DESCRIBE <urn:a>",
        "DESCRIBE ?x { ?x <urn:p> <urn:b> }",
        "DESCRIBE * { ?x <urn:p> <urn:b> }",
        "DESCRIBE ?x ?unbound ?name { ?x <urn:p> <urn:b> ; rdfs:label ?name } ORDER BY ?x LIMIT 1",
        "PREFIX e: <urn:> DESCRIBE e:a e:a",
        "DESCRIBE ?x VALUES ?x { <urn:a> }",
    ],
)
def test_a_thing_comes_with_its_neighbours_and_their_names(text: str) -> None:
    assert triples(text) == {*OWN, *NAMES, *INCOMING}


def test_several_things_come_together_each_triple_once() -> None:
    answer = describe("DESCRIBE <urn:a> <urn:b>")
    found = parse(answer.body, N_TRIPLES, "description")
    assert answer.count == len(found) == len(set(found)) == len(triples("DESCRIBE <urn:b> <urn:a>"))
    assert {*OWN, *NAMES, *INCOMING, OTHER[0], OTHER[2]} == set(found)


def test_the_description_is_of_the_graphs_that_are_named() -> None:
    assert triples("DESCRIBE <urn:a> FROM <urn:g>") == {Quad(*IN_GRAPH.triple)}
    assert triples("DESCRIBE <urn:a> FROM <urn:g> FROM <urn:none>") == {Quad(*IN_GRAPH.triple)}
    assert triples("DESCRIBE <urn:a> FROM NAMED <urn:g>") == set()


def test_what_is_unknown_or_not_found_has_no_description() -> None:
    assert triples("DESCRIBE <urn:unknown>") == set()
    assert triples("DESCRIBE <urn:a> { FILTER(false) }") == set()
    assert triples("DESCRIBE ?x { ?x <urn:none> ?y }") == set()


def test_a_variable_can_be_bound_from_outside() -> None:
    answer = ENGINE.query("DESCRIBE ?x", x=A)
    assert isinstance(answer, Triples)
    assert {Quad(*triple) for triple in answer.triples} == {*OWN, *NAMES, *INCOMING}


def test_blank_nodes_are_unfolded_and_a_circle_of_them_ends() -> None:
    x, y = BlankNode("x"), BlankNode("y")
    engine = Workbench([Quad(A, P, x), Quad(x, P, y), Quad(y, P, x), Quad(B, P, Literal("far"))])
    assert describe("DESCRIBE <urn:a>", engine).count == 3


def test_a_thing_with_too_many_neighbours_is_cut_and_says_so() -> None:
    engine = Workbench([*OWN, *(Quad(Iri(f"urn:{i}"), P, A) for i in range(THING_TRIPLES))])
    answer = describe("DESCRIBE <urn:a>", engine)
    assert (answer.count, answer.cut) == (THING_TRIPLES, True)
    assert set(OWN) <= set(parse(answer.body, N_TRIPLES, "description"))
    assert b"# Cut after 1000 triples" in answer.body


def test_all_things_together_keep_to_the_cap_of_the_request() -> None:
    answer = describe("DESCRIBE ?s { ?s ?p ?o }", rows=3)
    assert (answer.count, answer.cut) == (3, True)
    assert not describe("DESCRIBE <urn:a>", rows=5).cut


@pytest.mark.parametrize(
    ("text", "column"), [("DESCRIBE", 9), ("DESCRIBE ?s { ?s ?p ?o ", 24), ("DESCRIBE ?s {} GROUP BY ?p", 27)]
)
def test_a_query_that_does_not_parse_has_the_place_in_its_own_text(text: str, column: int) -> None:
    with pytest.raises(QueryProblem) as caught:
        describe(text)
    assert caught.value.column == column
