"""Why a worker died, as an error that says what to do."""

from __future__ import annotations

import errno
import os
import signal

from carec_kg.errors import CarecError, EngineFailure, NotAllowed, OutOfMemory, OutOfTime, QueryProblem

#: Exit code of a worker that ran out of memory in Python's own code.
OUT_OF_MEMORY_EXIT = errno.ENOMEM

#: Rust's words where an allocation fails, and where the engine's HTTP client panics.
_ALLOCATION = "memory allocation of"
_HTTP_CLIENT = "oxhttp"

_NETWORK = "The query asked for something outside the graph: this server calls no other endpoint, leave SERVICE out."
_MEMORY = "The query needed more memory than one query may use; narrow it, or add a LIMIT without ORDER BY."
_DEPTH = "The query is nested more deeply than the engine can follow; write it flatter."
_DIED = "The engine failed on this query; nothing else is affected. Write the query in another way."


def explain_timeout(seconds: float) -> OutOfTime:
    """Return the error of a query that was stopped at its deadline."""
    message = f"The query was stopped after {seconds:g} seconds; narrow it, or ask for fewer rows."
    return OutOfTime(message)


def explain_end(status: int, complaint: str = "") -> CarecError:
    """Return the error that the end of a worker with a query means: its ``waitpid`` status, and what it printed."""
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGSYS or _HTTP_CLIENT in complaint:
        return NotAllowed(_NETWORK)
    # Rust aborts where an allocation fails and where it panics; SIGKILL, not from us, is a system out of memory.
    out_of_memory = code in {OUT_OF_MEMORY_EXIT, -signal.SIGKILL}
    if out_of_memory or (code == -signal.SIGABRT and _ALLOCATION in complaint):
        return OutOfMemory(_MEMORY)
    if code in {-signal.SIGSEGV, -signal.SIGBUS}:
        return QueryProblem(_DEPTH)
    return EngineFailure(_DIED)
