"""Why a worker died."""

from __future__ import annotations

import signal

import pytest

from carec_kg.errors import CarecError, EngineFailure, NotAllowed, OutOfMemory, QueryProblem
from carec_kg.serving.endings import OUT_OF_MEMORY_EXIT, explain_end, explain_timeout


@pytest.mark.parametrize(
    ("status", "complaint", "kind"),
    [
        (signal.SIGSYS, "", NotAllowed),
        (signal.SIGABRT, "panicked at somewhere/oxhttp-0.3.3/src/client.rs:280:26", NotAllowed),
        (signal.SIGABRT, "memory allocation of 1073741824 bytes failed", OutOfMemory),
        (signal.SIGABRT, "panicked at somewhere/evaluation.rs:1:1", EngineFailure),
        (signal.SIGKILL, "", OutOfMemory),
        (OUT_OF_MEMORY_EXIT << 8, "", OutOfMemory),
        (signal.SIGSEGV, "", QueryProblem),
        (signal.SIGBUS, "", QueryProblem),
        (signal.SIGTERM, "", EngineFailure),
        (1 << 8, "", EngineFailure),
    ],
)
def test_each_end_has_its_reason(status: int, complaint: str, kind: type[CarecError]) -> None:
    assert type(explain_end(status, complaint)) is kind


def test_a_timeout_says_how_long_the_query_ran() -> None:
    assert "after 2.5 seconds" in str(explain_timeout(2.5))
