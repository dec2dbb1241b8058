"""The pool as its clients see it: a task goes in, an answer or an error comes out."""

from __future__ import annotations

import socket
import struct
import threading
from typing import TYPE_CHECKING, Any, Protocol

from carec_kg.errors import CarecError, EngineFailure
from carec_kg.serving.board import Board
from carec_kg.serving.calls import Call, Calls, HeldLease, refuse
from carec_kg.serving.control import Control
from carec_kg.serving.edition import EditionReader
from carec_kg.serving.framing import (
    BACK,
    CANCEL,
    DROP,
    GRANT,
    KILL,
    LAST_ANSWER,
    LOST,
    NAME,
    RECALL,
    STATUS,
    WANT,
    receive_frame,
)
from carec_kg.serving.messages import PoolStatus, pack_task, unpack_answer, unpack_error
from carec_kg.serving.tally import ANSWERED, Tally, sum_tallies

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.edition import Edition
    from carec_kg.serving.framing import Frame
    from carec_kg.serving.messages import Task

#: Seconds beyond a task's time before its client gives the supervisor up.
_GRACE = 5.0
#: How often a query is begun: its worker may end for a reason that is not the query's.
_ATTEMPTS = 5


class Pool(Protocol):
    """Whatever answers tasks: the sealed workers here, another SPARQL endpoint one day."""

    def answer(self, task: Task) -> EncodedAnswer:
        """Answer a task; raise an error of ``carec_kg.errors``."""

    def status(self) -> PoolStatus:
        """Return the pool's state."""

    def current_version(self) -> str:
        """Return the version that new tasks are answered from; cheap enough for every request."""

    def cancel(self, name: str) -> int:
        """Cancel the tasks that have this name and return how many there were."""


class PoolClient:
    """A client of the supervisor for one process; safe to use from many threads.

    It holds workers on lease and talks to them directly; the supervisor grants and recalls leases, and kills workers
    at the deadlines that stand on the board.
    """

    def __init__(self, address: Path) -> None:
        self._address = address
        self._connecting = threading.Lock()
        self._link: _Link | None = None
        self._editions = EditionReader(address.parent)

    def answer(self, task: Task) -> EncodedAnswer:
        """Answer a task; raise the error that the worker or the supervisor gave, or ``EngineFailure``."""
        return self._connect().answer(task)

    def status(self) -> PoolStatus:
        """Return the pool's state; one that cannot be reached is not ready."""
        try:
            found = self._connect().control.ask(STATUS, _GRACE)
        except EngineFailure:
            return PoolStatus(ready=False, dataset="", workers=0, running=0, waiting=0)
        del found["ask"]
        waiting, endings = sum_tallies(self._address.parent)
        return PoolStatus(**found, waiting=waiting, endings=endings)

    def cancel(self, name: str) -> int:
        """Cancel the tasks that have this name and return how many there were; raise ``EngineFailure``."""
        return int(self._connect().control.ask(CANCEL, _GRACE, name=name)["cancelled"])

    def current_version(self) -> str:
        """Return the version that new tasks are answered from; cheap enough for every request."""
        return self._editions.read().version

    def current_edition(self) -> Edition:
        """Return version, folder and age of what new tasks are answered from."""
        return self._editions.read()

    def close(self) -> None:
        """Give all workers back."""
        with self._connecting:
            if self._link:
                self._link.control.close()
            self._link = None

    def _connect(self) -> _Link:
        link = self._link
        if link is None or link.control.ended:
            with self._connecting:
                link = self._link
                if link is None or link.control.ended:
                    link = self._link = _Link(self._address)
        return link


class _Link:
    """One connection to the supervisor, and the calls and leases that depend on it."""

    def __init__(self, address: Path) -> None:
        self.control = Control(str(address), _GRACE)
        self._calls = Calls(
            Board(address.parent),
            Tally(address.parent),
            self.control.terms["queue"],
            want=lambda lane: self.control.tell(WANT, lane=lane),
            give_back=lambda number, last: self.control.tell(BACK, number=number, last=last),
        )
        self.control.listen(self._obey, self._end)

    def answer(self, task: Task) -> EncodedAnswer:
        call = Call(pack_task(task), task.lane, task.timeout, task.client, task.cancel_name)
        if not call.name:
            return self._answer(call)
        self._calls.register(call)
        self.control.tell(NAME, name=call.name, more=1)
        try:
            return self._answer(call)
        finally:
            self._calls.unregister(call)
            self.control.tell(NAME, name=call.name, more=-1)

    def _answer(self, call: Call) -> EncodedAnswer:
        for _ in range(_ATTEMPTS):
            try:
                lease = self._await_lease(call)
            except CarecError as error:
                self._calls.count(type(error).__name__)
                raise
            frame = _receive(lease, call.timeout + _GRACE)
            if frame is not None:
                return self._read(lease, frame)
            if reason := self._explain(lease, call):
                self._calls.count(type(reason).__name__)
                raise reason
            call.lease = None
        message = "The engine ended several times before it answered; try again in a moment."
        raise EngineFailure(message)

    def _await_lease(self, call: Call) -> HeldLease:
        self._calls.enter(call)
        gate = call.gate
        if gate and not call.lease and not gate.acquire(timeout=call.timeout):
            if self._calls.leave_queue(call):
                raise refuse(call)
            # It was given a lease, or an error, at the last moment.
            gate.acquire()
        if call.lease:
            return call.lease
        raise call.error or refuse(call)

    def _read(self, lease: HeldLease, frame: Frame) -> EncodedAnswer:
        ending = ANSWERED
        try:
            return unpack_answer(frame.header, frame.body)
        except CarecError as error:
            ending = type(error).__name__
            raise
        finally:
            self._calls.finish(lease, ending, last=frame.kind == LAST_ANSWER)

    def _explain(self, lease: HeldLease, call: Call) -> CarecError | None:
        """Return why a worker has ended; ``None`` where the query had no part in it."""
        error: CarecError | None
        try:
            found = self.control.ask(LOST, _GRACE, number=lease.number, serial=lease.serial)
            error = unpack_error(found) if "error" in found else None
        except EngineFailure as silence:
            error = silence
        self._calls.drop(lease)
        return call.error or error

    def _obey(self, kind: bytes, words: dict[str, Any], descriptor: int | None) -> None:
        if kind == GRANT:
            channel = socket.socket(fileno=descriptor)
            channel.setblocking(True)  # noqa: FBT003 - the socket module's own
            lease = HeldLease(words["number"], words["slot"], words["lane"], words["generation"], channel)
            self._calls.take(lease)
        elif kind == RECALL:
            self._calls.recall(words["number"])
        elif kind == DROP:
            for number, serial in self._calls.cancel(words["name"]):
                self.control.tell(KILL, number=number, serial=serial)

    def _end(self) -> None:
        self._calls.fail(EngineFailure("The query service has ended; try again in a moment."))


def _receive(lease: HeldLease, patience: float) -> Frame | None:
    """Return the answer on a lease; ``None`` where its worker has ended or stays silent."""
    try:
        if lease.patience != patience:
            limit = struct.pack("ll", int(patience), int(patience % 1 * 1e6))
            lease.channel.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
            lease.patience = patience
        return receive_frame(lease.channel)
    except OSError:
        return None
