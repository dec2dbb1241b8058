"""A crew: one zygote and the workers forked from it, all over one version of the data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from carec_kg.serving import zygote
from carec_kg.serving.framing import READY, Frame
from carec_kg.serving.peer import Peer
from carec_kg.serving.zygote_link import ZygoteLink

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import Iterator

    from carec_kg.serving.pool_settings import Loader, PoolSettings

#: Seconds before a worker that died before its first query is started again.
RESTART_PAUSE = 1.0


class Foreman(Protocol):
    """Who hears what happens to a crew."""

    def take_worker(self, crew: Crew, number: int) -> None:
        """Hear that a worker is ready for its first job."""

    def take_answer(self, crew: Crew, number: int, frame: Frame) -> None:
        """Hear what a worker has answered."""

    def take_death(self, crew: Crew, number: int, status: int, complaint: str) -> None:
        """Hear that a worker has died: its ``waitpid`` status, and what it printed."""

    def take_end(self, crew: Crew, numbers: list[int]) -> None:
        """Hear that the zygote has ended, and these workers with it."""


class Crew:
    """Forks, replaces and ends workers.

    ``loader`` says what they answer from, ``dataset`` its version once that is loaded; ``problem`` is the error, as
    plain values, of data that cannot be loaded, after which the crew ends.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        settings: PoolSettings,
        loader: Loader,
        numbers: Iterator[int],
        foreman: Foreman,
    ) -> None:
        self.loader = loader
        self.dataset = ""
        self.problem: dict[str, Any] = {}
        self._loop = loop
        self._settings = settings
        self._numbers = numbers
        self._foreman = foreman
        self._workers: dict[int, Peer] = {}
        self._tried: set[int] = set()
        self._deaths: dict[int, tuple[int, str]] = {}
        self._link: ZygoteLink | None = ZygoteLink(loop, on_frame=self._hear, on_end=self._end)
        self._link.start(loader, settings.limits)

    @property
    def numbers(self) -> list[int]:
        """Return the numbers of the workers."""
        return list(self._workers)

    def send(self, number: int, frame: Frame) -> None:
        """Give a worker its task."""
        self._workers[number].send(frame)

    def kill(self, number: int) -> None:
        """Have a worker killed; its death is told of when it has happened."""
        if self._link:
            self._link.kill(number)

    def replace(self, number: int) -> None:
        """Start another in place of a worker that is gone or goes."""
        if number not in self._workers:
            return
        self._workers.pop(number).close()
        if number in self._tried:
            self._tried.discard(number)
            self._fork()
        else:
            self._loop.call_later(RESTART_PAUSE, self._fork)

    def stop(self) -> None:
        """End zygote and workers and wait for that."""
        if link := self._let_go():
            link.stop()

    async def leave(self) -> None:
        """End zygote and workers while the event loop goes on."""
        if link := self._let_go():
            await link.leave()

    def _let_go(self) -> ZygoteLink | None:
        link, self._link = self._link, None
        self._deaths.clear()
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()
        return link

    def _end(self) -> None:
        numbers = self.numbers
        self._let_go()
        self._foreman.take_end(self, numbers)

    def _hear(self, frame: Frame) -> None:
        found = json.loads(frame.header)
        if frame.kind == zygote.LOADED:
            self.dataset = found["dataset"]
            for _ in range(self._settings.workers):
                self._fork()
        elif frame.kind == zygote.FAILED:
            self.problem = found
        else:
            self._deaths[found["number"]] = (found["status"], found["complaint"])
            worker = self._workers.get(found["number"])
            if worker is None or worker.ended:
                self._tell_death(found["number"])

    def _tell_death(self, number: int) -> None:
        """Tell of a death when the channel has ended too: the last answer may still lie in it."""
        if number in self._deaths:
            self._foreman.take_death(self, number, *self._deaths.pop(number))

    def _fork(self) -> None:
        if not self._link:
            return
        number = next(self._numbers)
        channel = self._link.fork(number)
        worker = self._workers[number] = Peer(
            lambda _, frame: self._hear_worker(number, frame), lambda _: self._tell_death(number)
        )
        task = self._loop.create_task(self._connect(worker, channel))
        task.add_done_callback(lambda done: done.exception())

    async def _connect(self, worker: Peer, channel: socket.socket) -> None:
        await self._loop.create_connection(lambda: worker, sock=channel)

    def _hear_worker(self, number: int, frame: Frame) -> None:
        if frame.kind == READY:
            self._tried.add(number)
            self._foreman.take_worker(self, number)
        else:
            self._foreman.take_answer(self, number, frame)
