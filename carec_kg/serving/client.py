"""The pool as its clients see it: a task goes in, an answer or an error comes out."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from carec_kg.errors import CarecError, EngineFailure
from carec_kg.serving.board import Board
from carec_kg.serving.call import Call, HeldLease
from carec_kg.serving.calls import Calls
from carec_kg.serving.channel import Channel
from carec_kg.serving.control import Control
from carec_kg.serving.edition import EditionReader
from carec_kg.serving.framing import (
    BACK,
    CANCEL,
    DROP,
    GRANT,
    KILL,
    LOST,
    NAME,
    RECALL,
    STATUS,
    WANT,
)
from carec_kg.serving.loop_thread import LoopThread
from carec_kg.serving.messages import PoolStatus, pack_task, unpack_answer, unpack_error
from carec_kg.serving.tally import ANSWERED, Tally, sum_tallies

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.edition import Edition
    from carec_kg.serving.framing import Frame
    from carec_kg.serving.messages import Task

_T = TypeVar("_T")
#: Seconds before a client gives up a supervisor that it has asked something.
_GRACE = 5.0
#: Seconds between two looks for workers of whose end nobody told.
_LOOK = 1.0
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


class LoopPool(Pool, Protocol):
    """A pool that an event loop can ask too."""

    async def answer_soon(self, task: Task) -> EncodedAnswer:
        """Do what ``answer`` does, in the loop."""


class PoolClient:
    """A client of the supervisor for one process; safe to use from many threads.

    It holds workers on lease and talks to them directly; the supervisor grants and recalls leases, and kills workers
    at the deadlines that stand on the board. All of that happens in one event ``loop``: the one of the process, which
    alone may call ``answer_soon``, or one of the client's own, in a thread.
    """

    def __init__(self, address: Path, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self._address = address
        self._own: LoopThread | None = None
        if loop is None:
            self._own = LoopThread()
            loop = self._own.loop
        self._loop = loop
        self._link: _Link | None = None
        self._editions = EditionReader(address.parent)

    def answer(self, task: Task) -> EncodedAnswer:
        """Answer a task; raise the error that the worker or the supervisor gave, or ``EngineFailure``."""
        return self._wait_for(self.answer_soon(task))

    async def answer_soon(self, task: Task) -> EncodedAnswer:
        """Do what ``answer`` does, in the loop."""
        return await self._connect().answer(task)

    def status(self) -> PoolStatus:
        """Return the pool's state; one that cannot be reached is not ready."""
        try:
            found = self._wait_for(self._ask(STATUS))
        except EngineFailure:
            return PoolStatus(ready=False, dataset="", workers=0, running=0, waiting=0)
        del found["ask"]
        waiting, endings = sum_tallies(self._address.parent)
        return PoolStatus(**found, waiting=waiting, endings=endings)

    def cancel(self, name: str) -> int:
        """Cancel the tasks that have this name and return how many there were; raise ``EngineFailure``."""
        return int(self._wait_for(self._ask(CANCEL, name=name))["cancelled"])

    def current_version(self) -> str:
        """Return the version that new tasks are answered from; cheap enough for every request."""
        return self._editions.read().version

    def current_edition(self) -> Edition:
        """Return version, folder and age of what new tasks are answered from."""
        return self._editions.read()

    def close(self) -> None:
        """Give all workers back, for good."""
        if self._loop.is_closed():
            return
        self._wait_for(self._disconnect())
        if self._own:
            self._own.stop()

    def _wait_for(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _ask(self, kind: bytes, **words: object) -> dict[str, Any]:
        return await self._connect().control.ask(kind, _GRACE, **words)

    async def _disconnect(self) -> None:
        link, self._link = self._link, None
        if link:
            link.control.close()
            await link.over

    def _connect(self) -> _Link:
        if self._link is None or self._link.control.ended:
            self._link = _Link(self._loop, self._address)
        return self._link


class _Link:
    """One connection to the supervisor, and the calls and leases that depend on it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, address: Path) -> None:
        self._loop = loop
        #: Done when the connection has ended.
        self.over: asyncio.Future[None] = loop.create_future()
        self.control = Control(loop, str(address), _GRACE)
        self._calls = Calls(
            Board(address.parent),
            Tally(address.parent),
            self.control.terms["queue"],
            share=self.control.terms["share"],
            want=lambda lane: self.control.tell(WANT, lane=lane),
            give_back=lambda number, last: self.control.tell(BACK, number=number, last=last),
        )
        self.control.listen(self._obey, self._end)
        self._look()

    async def answer(self, task: Task) -> EncodedAnswer:
        call = Call(pack_task(task), task.lane, task.timeout, self._loop.create_future(), task.client, task.cancel_name)
        if not call.name:
            return await self._answer(call)
        self._calls.register(call)
        self.control.tell(NAME, name=call.name, more=1)
        try:
            return await self._answer(call)
        finally:
            self._calls.unregister(call)
            self.control.tell(NAME, name=call.name, more=-1)

    async def _answer(self, call: Call) -> EncodedAnswer:
        try:
            for _ in range(_ATTEMPTS):
                frame = await self._run(call)
                if frame is not None:
                    answer = unpack_answer(frame.header, frame.body)
                    self._calls.count(ANSWERED)
                    return answer
                if reason := await self._explain(call):
                    raise reason
                call.lease, call.outcome = None, self._loop.create_future()
        except CarecError as error:
            self._calls.count(type(error).__name__)
            raise
        message = "The engine ended several times before it answered; try again in a moment."
        raise EngineFailure(message)

    async def _run(self, call: Call) -> Frame | None:
        self._calls.enter(call)
        if call.lease:
            return await call.outcome
        timer = self._loop.call_later(call.timeout, self._calls.give_up, call)
        try:
            return await call.outcome
        finally:
            timer.cancel()
            if call.outcome.cancelled():
                self._calls.leave(call)

    async def _explain(self, call: Call) -> CarecError | None:
        """Return why a worker has ended; ``None`` where the query had no part in it."""
        error: CarecError | None
        lease = call.lease
        if lease is None:
            return call.error
        try:
            found = await self.control.ask(LOST, _GRACE, number=lease.number, serial=lease.serial)
            error = unpack_error(found) if "error" in found else None
        except EngineFailure as silence:
            error = silence
        self._calls.drop(lease)
        return call.error or error

    def _obey(self, kind: bytes, words: dict[str, Any], descriptor: int | None) -> None:
        if kind == GRANT:
            self._take(words, socket.socket(fileno=descriptor))
        elif kind == RECALL:
            self._calls.recall(words["number"])
        elif kind == DROP:
            for number, serial in self._calls.cancel(words["name"]):
                self.control.tell(KILL, number=number, serial=serial)

    def _take(self, words: dict[str, Any], connection: socket.socket) -> None:
        def hear(frame: Frame | None) -> None:
            self._calls.hear(lease, frame)

        channel = Channel(self._loop, connection, hear)
        lease = HeldLease(words["number"], words["slot"], words["lane"], words["generation"], channel)
        self._calls.take(lease)

    def _look(self) -> None:
        self._calls.end_silence()
        if not self.over.done():
            self._loop.call_later(_LOOK, self._look)

    def _end(self) -> None:
        self._calls.fail(EngineFailure("The query service has ended; try again in a moment."))
        self.over.set_result(None)
