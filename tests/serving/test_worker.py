"""What a worker does with a task."""

from __future__ import annotations

import json
import os
import socket
import threading
from typing import Any

import pytest

from carec_kg.graph.encoding import EncodedAnswer
from carec_kg.graph.load import ServedData
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.terms import Iri, Quad
from carec_kg.serving import worker
from carec_kg.serving.framing import ANSWER, LAST_ANSWER, QUERY, READY, Frame, read_frame, write_frame
from carec_kg.serving.messages import QueryTask, pack_task, unpack_answer
from carec_kg.serving.worker import answer_task, run_worker
from tests.serving.pools import EX, task

QUAD = Quad(Iri(f"{EX}a"), Iri(f"{EX}p"), Iri(f"{EX}b"))
DATA = ServedData(Workbench([QUAD]), Workbench(), "v1")


def header(frame: Frame) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(frame.header)
    return found


def test_an_answer_says_what_it_is_and_of_which_version() -> None:
    frame = answer_task(DATA, pack_task(task("SELECT ?s { ?s ?p ?o }", "csv")))
    assert frame.kind == ANSWER
    body = f"s\r\n{EX}a\r\n".encode()
    assert unpack_answer(frame.header, frame.body) == EncodedAnswer("rows", "csv", body, 1, cut=False, dataset="v1")


def test_without_inference_the_asserted_graph_answers() -> None:
    asked = QueryTask(task("ASK { ?s ?p ?o }").query, ("csv",), inferred=False)
    assert answer_task(DATA, pack_task(asked)).body == b"false"


def test_a_bad_query_is_answered_with_its_place() -> None:
    assert header(answer_task(DATA, pack_task(task("SELECT")))) | {"message": ""} == {
        "error": "QueryProblem",
        "message": "",
        "line": 1,
        "column": 7,
    }


@pytest.mark.parametrize(
    ("failure", "name"),
    [(MemoryError(), "OutOfMemory"), (KeyError("x"), "EngineFailure"), (BaseException(), "EngineFailure")],
)
def test_a_failure_is_the_last_answer(monkeypatch: pytest.MonkeyPatch, failure: BaseException, name: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(worker, "encode_answer", fail)
    frame = answer_task(DATA, pack_task(task("ASK {}")))
    assert (frame.kind, header(frame)["error"]) == (LAST_ANSWER, name)


def talk(*frames: Frame) -> list[Frame]:
    """Run a worker on a socket pair and return what it said."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        thread = threading.Thread(target=run_worker, args=(DATA, theirs.fileno()))
        thread.start()
        said = [read_frame(ours.fileno())]
        for frame in frames:
            write_frame(ours.fileno(), frame)
            said.append(read_frame(ours.fileno()))
        ours.shutdown(socket.SHUT_WR)
        thread.join()
    return [frame for frame in said if frame]


def test_a_worker_says_that_it_is_ready_and_answers_until_nobody_asks() -> None:
    asked = Frame(QUERY, b"", pack_task(task("ASK {}", "csv")))
    assert [frame.kind for frame in talk(asked, asked)] == [READY, ANSWER, ANSWER]


def test_a_worker_that_has_grown_goes_after_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = iter([0, 1, 10**9])
    monkeypatch.setattr(worker, "_peak", lambda: next(sizes))
    asked = Frame(QUERY, b"", pack_task(task("ASK {}", "csv")))
    assert [frame.kind for frame in talk(asked, asked)] == [READY, ANSWER, LAST_ANSWER]


def test_memory_that_ends_outside_of_a_query_has_its_own_exit(monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[int] = []

    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "run_worker", fail)
    monkeypatch.setattr(os, "_exit", codes.append)
    worker.run_and_exit(DATA, 3)
    assert codes == [12]
