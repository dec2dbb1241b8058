"""The broker of one query with SERVICE: a process that forks the sealed one, and makes its calls.

The sealed process evaluates and has one descriptor, to this one. Whatever it sends is a wish: the list of endpoints,
their addresses and all limits are looked at here, outside of what a stranger's query runs in.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import signal
import socket
import sys
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from carec_kg.errors import Cancelled, CarecError, EngineFailure, ServiceFailure
from carec_kg.graph.encoding import BODY_BYTES
from carec_kg.graph.federating import FederatedEngine
from carec_kg.serving.complaints import Complaints
from carec_kg.serving.endings import OUT_OF_MEMORY_EXIT, explain_end, explain_timeout
from carec_kg.serving.framing import ANSWER, LAST_ANSWER, Frame, FrameAssembler, read_frame, write_frame
from carec_kg.serving.messages import dump, pack_error, unpack_error
from carec_kg.serving.seal import build_filter, close_seal, die_with_parent
from carec_kg.serving.service_calls import call_service
from carec_kg.serving.worker import answer_task

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carec_kg.graph.load import ServedData
    from carec_kg.serving.seal import Limits
    from carec_kg.serving.service_cache import ServiceCache
    from carec_kg.serving.services import ServiceList

#: From the sealed process: a call; to it: an answer, or the error in its place.
CALL = b"V"
RESULT = b"T"
FAILURE = b"X"
#: Calls that one query may make, and bytes of one call.
_MOST_CALLS = 100
_CALL_BYTES = 2**18
#: Bytes that the sealed process may send in all.
_MOST_RECEIVED = 2 * BODY_BYTES
_TICK = 0.1
_CHUNK = 2**18
_CANCELLED = "The query was cancelled by the name that its client gave it."


@dataclass(frozen=True, slots=True)
class Terms:
    """What a broker works with; ``limits`` are the sealed process's."""

    services: ServiceList
    cache: ServiceCache
    limits: Limits


class Broker:
    """Answers one packed task to a client; ``mark`` is a file whose disappearance cancels it."""

    def __init__(self, data: ServedData, terms: Terms, client: socket.socket, mark: Path | None) -> None:
        self._data = data
        self._terms = terms
        self._client = client
        self._mark = mark
        self._calls = 0
        self._done: queue.SimpleQueue[Frame] = queue.SimpleQueue()
        self._wake_reading, self._wake_writing = os.pipe()

    def answer(self, task: bytes, timeout: float) -> None:
        """Run a task and send its answer, or the error in its place, to the client."""
        deadline = time.monotonic() + timeout
        ours, theirs = socket.socketpair()
        complaints = Complaints()
        child = os.fork()
        if child == 0:
            self._become_sealed(task, theirs.fileno(), complaints.writing)
        theirs.close()
        complaints.close_writing()
        try:
            frame = self._attend(ours, deadline, timeout)
        except CarecError as error:
            frame = Frame(ANSWER, dump(pack_error(error)))
        finally:
            with contextlib.suppress(ProcessLookupError):
                if not _has_ended(child):
                    os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        if frame is None:
            frame = Frame(ANSWER, dump(pack_error(explain_end(status, complaints.read()))))
        self._client.settimeout(timeout)
        self._client.sendall(frame.pack())

    def _become_sealed(self, task: bytes, descriptor: int, complaints: int) -> None:
        """Never returns."""
        code = 1
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            die_with_parent()
            # What is imported late would look for files, which is deadly behind the seal.
            sys.meta_path.clear()
            channel = close_seal(descriptor, complaints, self._terms.limits, build_filter())
            data = federate(self._data, lambda endpoint, query: _wish(channel, endpoint, query))
            write_frame(channel, answer_task(data, task))
            code = 0
        except MemoryError:
            code = OUT_OF_MEMORY_EXIT
        finally:
            os._exit(code)

    def _attend(self, ours: socket.socket, deadline: float, timeout: float) -> Frame | None:
        """Return the answer; ``None`` where the sealed process ended without one."""
        frames, received = FrameAssembler(), 0
        while True:
            left = _left(deadline, timeout)
            readable = _wait([ours, self._client, self._wake_reading], min(left, _TICK))
            # A client that says anything more has gone.
            if self._client in readable or (self._mark and not self._mark.exists()):
                raise Cancelled(_CANCELLED)
            if self._wake_reading in readable:
                self._hand_on(ours, left)
            if ours in readable:
                piece = ours.recv(_CHUNK)
                received += len(piece)
                if not piece or received > _MOST_RECEIVED:
                    return None
                for frame in frames.feed(piece):
                    if frame.kind in {ANSWER, LAST_ANSWER}:
                        return frame
                    self._begin_call(frame, left)

    def _hand_on(self, ours: socket.socket, seconds: float) -> None:
        """Give the sealed process what a call has brought; one that does not read it is at its end."""
        os.read(self._wake_reading, 1)
        ours.settimeout(seconds)
        with contextlib.suppress(OSError):
            ours.sendall(self._done.get().pack())

    def _begin_call(self, frame: Frame, seconds: float) -> None:
        threading.Thread(target=self._call, args=(frame, seconds), daemon=True).start()

    def _call(self, frame: Frame, seconds: float) -> None:
        try:
            found = Frame(RESULT, b"", self._fetch(frame, seconds))
        except CarecError as error:
            found = Frame(FAILURE, dump(pack_error(error)))
        except Exception as error:  # noqa: BLE001 - whatever a stranger's server brings about
            failure = ServiceFailure(f"A SERVICE call failed ({type(error).__name__}).")
            found = Frame(FAILURE, dump(pack_error(failure)))
        self._done.put(found)
        os.write(self._wake_writing, b".")

    def _fetch(self, frame: Frame, seconds: float) -> bytes:
        self._calls += 1
        if self._calls > _MOST_CALLS or len(frame.body) > _CALL_BYTES:
            message = (
                f"The query makes more than {_MOST_CALLS} SERVICE calls, or too long ones; narrow what is before it."
            )
            raise ServiceFailure(message)
        query = frame.body.decode("utf-8", "replace")
        endpoint = self._terms.services.find(frame.header.decode("utf-8", "replace"))
        kept = self._terms.cache.get(endpoint.url, query)
        if kept is not None:
            return kept
        answer = call_service(self._terms.services, endpoint.url, query, seconds)
        self._terms.cache.put(endpoint.url, query, answer)
        return answer


def federate(data: ServedData, call: Callable[[str, str], bytes]) -> ServedData:
    """Return the same data as queries with SERVICE see it."""
    return replace(data, engine=FederatedEngine(data.engine, call), asserted=FederatedEngine(data.asserted, call))


def _wish(channel: int, endpoint: str, query: str) -> bytes:
    """Ask the broker for a call; raise the error that it answers with."""
    write_frame(channel, Frame(CALL, endpoint.encode("utf-8", "replace"), query.encode("utf-8", "replace")))
    frame = read_frame(channel)
    if frame is None:
        message = "The query service has ended; try again in a moment."
        raise EngineFailure(message)
    if frame.kind == FAILURE:
        raise unpack_error(json.loads(frame.header))
    return frame.body


def _left(deadline: float, timeout: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise explain_timeout(timeout)
    return left


def _wait(doors: list[Any], seconds: float) -> list[Any]:
    return select.select(doors, [], [], seconds)[0]


def _has_ended(child: int) -> bool:
    """Return whether a child has ended, and leave its status to be asked for."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
