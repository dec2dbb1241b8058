"""Tasks, answers and errors on their way between processes."""

from __future__ import annotations

import json

import pytest

from carec_kg import errors
from carec_kg.errors import CarecError, Position, QueryProblem, SyntaxProblem, UnknownName
from carec_kg.graph.encoding import EncodedAnswer
from carec_kg.graph.engine import QueryRequest
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, text_literal
from carec_kg.serving.messages import (
    InquiryTask,
    QueryTask,
    dump,
    pack_answer,
    pack_error,
    pack_task,
    unpack_answer,
    unpack_error,
    unpack_task,
)

BINDINGS: dict[str, Term] = {
    "a": Iri("a:a"),
    "b": Literal("1", "a:b"),
    "c": text_literal("x", "en"),
    "d": BlankNode("n"),
}
QUERY = QueryRequest("ASK {}", BINDINGS, ("a:g",), (), 7)


def test_a_task_comes_back_as_it_was() -> None:
    task = QueryTask(QUERY, ("json", "csv"), inferred=False, byte_cap=9, paged=True)
    assert unpack_task(pack_task(task)) == task


def test_no_graphs_and_the_data_sets_own_are_different() -> None:
    for graphs in (None, ()):
        task = QueryTask(QueryRequest("ASK {}", {}, graphs, graphs), ("json",))
        assert unpack_task(pack_task(task)) == task


def test_an_inquiry_comes_back_as_it_was() -> None:
    task = InquiryTask("explain", {"query": "ASK {}", "row": 3}, inferred=False, timeout=2.5)
    assert unpack_task(pack_task(task)) == task


def test_deadline_and_lane_do_not_travel_to_the_worker() -> None:
    short, long = QueryTask(QUERY, (), timeout=1, lane="saved"), QueryTask(QUERY, (), timeout=2)
    assert pack_task(short) == pack_task(long)


def test_an_answer_comes_back_as_it_was() -> None:
    answer = EncodedAnswer("rows", "csv", b"x\r\n", 0, cut=True, dataset="v1")
    assert unpack_answer(pack_answer(answer, "v1"), answer.body) == answer


@pytest.mark.parametrize(
    "error",
    [
        QueryProblem("bad", 1, 2),
        QueryProblem("bad"),
        SyntaxProblem("bad", Position("a.ttl", 3, 4)),
        errors.OutOfTime("late"),
        errors.OutOfMemory("big"),
        errors.NotAllowed("no"),
        errors.Busy("full"),
        errors.NotAcceptable("no"),
        errors.EngineFailure("gone"),
    ],
)
def test_an_error_comes_back_as_it_was(error: CarecError) -> None:
    with pytest.raises(type(error)) as caught:
        unpack_answer(dump(pack_error(error)), b"")
    assert str(caught.value) == str(error)
    assert vars(caught.value) == vars(error)


def test_an_error_with_fields_that_do_not_travel_keeps_its_sentence() -> None:
    found = unpack_error(json.loads(dump(pack_error(UnknownName("query", "x", ["y"])))))
    assert str(found) == str(UnknownName("query", "x", ["y"]))


@pytest.mark.parametrize("name", ["Position", "annotations", "nothing"])
def test_only_our_own_errors_are_made_from_a_name(name: str) -> None:
    assert type(unpack_error({"error": name, "message": "m"})) is CarecError
