"""From an error to a status and a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg import errors
from carec_kg.web.problems import RequestProblem, describe_error, describe_status

if TYPE_CHECKING:
    from carec_kg.errors import CarecError


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (errors.QueryProblem("x"), 400, "query"),
        (errors.ParameterProblem("x"), 400, "parameter"),
        (errors.UsageError("x"), 400, "usage"),
        (errors.NotAllowed("x"), 403, "not-allowed"),
        (errors.UnknownName("query", "x", []), 404, "unknown-name"),
        (errors.NotAcceptable("x"), 406, "not-acceptable"),
        (RequestProblem(415, "x"), 415, "request"),
        (errors.OutOfTime("x"), 503, "out-of-time"),
        (errors.OutOfMemory("x"), 503, "out-of-memory"),
        (errors.Busy("x"), 503, "busy"),
        (errors.EngineFailure("x"), 503, "engine-failure"),
        (errors.SnapshotProblem("/somewhere is broken"), 500, "failure"),
    ],
)
def test_each_error_has_its_status_and_reason(error: CarecError, status: int, reason: str) -> None:
    problem = describe_error(error)
    assert (problem.status, problem.reason) == (status, reason)
    assert problem.document()["status"] == status


def test_a_syntax_error_has_line_and_column() -> None:
    document = describe_error(errors.QueryProblem("bad", 3, 4)).document()
    assert (document["line"], document["column"]) == (3, 4)


def test_an_unknown_name_has_the_nearest() -> None:
    assert describe_error(errors.UnknownName("query", "x", ["y"])).document()["nearest"] == ["y"]


@pytest.mark.parametrize("error", [errors.Busy("x"), errors.EngineFailure("x")])
def test_who_may_try_again_is_told_when(error: CarecError) -> None:
    assert int(describe_error(error).headers["Retry-After"]) > 0


def test_what_is_our_own_fault_keeps_its_secrets() -> None:
    assert "somewhere" not in describe_error(errors.SnapshotProblem("/somewhere is broken")).detail


def test_a_status_of_the_framework_keeps_its_headers() -> None:
    problem = describe_status(405, "No.", {"Allow": "GET"})
    assert (problem.title, problem.headers) == ("Method Not Allowed", {"Allow": "GET"})
