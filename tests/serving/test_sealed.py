"""One query in a sealed child of this process."""

from __future__ import annotations

import os

import pytest

from carec_kg.errors import NotAcceptable, NotAllowed, OutOfMemory, OutOfTime, QueryProblem
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.terms import Iri, Quad
from carec_kg.serving import sealed
from carec_kg.serving.seal import Limits, missing_protections
from carec_kg.serving.sealed import answer_sealed
from tests.serving.pools import EX, RUNAWAY, task

SEALED = pytest.mark.skipif(bool(missing_protections()), reason="this system lacks a part of the seal")


@pytest.fixture(scope="module")
def engine() -> Workbench:
    return Workbench(Quad(Iri(f"{EX}{i}"), Iri(f"{EX}p"), Iri(f"{EX}{i + 1}")) for i in range(500))


def children() -> str:
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:  # noqa: PTH123 - no file of ours
        return file.read()


def test_the_answer_comes_back_as_bytes(engine: Workbench) -> None:
    answer = answer_sealed(engine, task("SELECT ?s { ?s ?p ?o }", "csv", row_cap=10))
    assert (answer.kind, answer.format, answer.count, answer.cut) == ("rows", "csv", 10, True)


def test_a_large_answer_comes_back_whole(engine: Workbench) -> None:
    answer = answer_sealed(engine, task("SELECT * { ?a ?b ?c . ?d ?e ?f }", "tsv", row_cap=20_000))
    assert answer.count == 20_000
    assert answer.body.count(b"\n") == 20_001


def test_the_engines_refusals_come_back_as_errors(engine: Workbench) -> None:
    with pytest.raises(QueryProblem) as caught:
        answer_sealed(engine, task("SELECT ?s {\n ?s ?p"))
    assert caught.value.line == 2
    with pytest.raises(NotAcceptable):
        answer_sealed(engine, task("ASK {}", "turtle"))


@SEALED
def test_a_service_is_not_allowed(engine: Workbench) -> None:
    with pytest.raises(NotAllowed, match="SERVICE"):
        answer_sealed(engine, task("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"))


def test_a_runaway_ends_at_its_deadline_and_leaves_no_process(engine: Workbench) -> None:
    before = children()
    with pytest.raises(OutOfTime, match=r"0\.2 seconds"):
        answer_sealed(engine, task(RUNAWAY, timeout=0.2))
    assert children() == before


@SEALED
def test_a_memory_bomb_ends_at_its_cap(engine: Workbench) -> None:
    bomb = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?g"
    with pytest.raises(OutOfMemory):
        answer_sealed(engine, task(bomb), limits=Limits(memory=2**26))


def test_deep_nesting_harms_nobody(engine: Workbench) -> None:
    with pytest.raises(QueryProblem, match="nested"):
        answer_sealed(engine, task("SELECT * " + "{" * 200_000 + "}" * 200_000))
    assert answer_sealed(engine, task("ASK {}")).count == 1


def test_the_seal_closes_over_the_child_alone(engine: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_sealed(engine, task("ASK {}"))
    with open(os.devnull, "rb") as file:  # noqa: PTH123 - to show that it still can be opened
        assert file.read() == b""
    monkeypatch.delattr(os, "fork")
    assert sealed.answer_sealed(engine, task("ASK {}", "csv")).body == b"true"
