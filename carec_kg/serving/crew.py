"""A crew: one zygote and the workers forked from it, all over one version of the data."""

from __future__ import annotations

import contextlib
import json
import socket
from typing import TYPE_CHECKING, Any, Protocol

from carec_kg.serving import zygote
from carec_kg.serving.framing import READY, Frame
from carec_kg.serving.zygote_link import ZygoteLink

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator

    from carec_kg.serving.pool_settings import Loader, PoolSettings

_READY_SIZE = len(Frame(READY).pack())
#: Seconds before a worker that died before its first query is started again.
RESTART_PAUSE = 1.0


class Foreman(Protocol):
    """Who hears what happens to a crew."""

    def take_worker(self, crew: Crew, number: int) -> None:
        """Hear that a worker is ready for its first job."""

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
        self._channels: dict[int, socket.socket] = {}
        self._tried: set[int] = set()
        self._link: ZygoteLink | None = ZygoteLink(loop, on_frame=self._hear, on_end=self._end)
        self._link.start(loader, settings.limits)

    @property
    def numbers(self) -> list[int]:
        """Return the numbers of the workers."""
        return list(self._channels)

    def channel_of(self, number: int) -> int:
        """Return the descriptor of our end of a worker's channel."""
        return self._channels[number].fileno()

    def give_way(self, number: int) -> None:
        """Have a worker give way to the others: it runs strangers' queries."""
        if self._link:
            self._link.give_way(number)

    def kill(self, number: int) -> None:
        """Have a worker killed; its channel ends at once, its death is told of when it has happened."""
        if number in self._channels:
            with contextlib.suppress(OSError):
                self._channels[number].shutdown(socket.SHUT_RDWR)
        if self._link:
            self._link.kill(number)

    def replace(self, number: int) -> None:
        """Start another in place of a worker that is gone or goes."""
        if number not in self._channels:
            return
        self._close(self._channels.pop(number))
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
        for channel in self._channels.values():
            self._close(channel)
        self._channels.clear()
        return link

    def _close(self, channel: socket.socket) -> None:
        self._loop.remove_reader(channel)
        channel.close()

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
            self._foreman.take_death(self, found["number"], found["status"], found["complaint"])

    def _fork(self) -> None:
        if self._link:
            number = next(self._numbers)
            channel = self._channels[number] = self._link.fork(number)
            self._loop.add_reader(channel, self._meet, number)

    def _meet(self, number: int) -> None:
        """Hear a worker's first word; all others are for those who hold it."""
        channel = self._channels[number]
        self._loop.remove_reader(channel)
        # Of one that ended before it said a word, the zygote tells.
        if channel.recv(_READY_SIZE) == Frame(READY).pack():
            self._tried.add(number)
            self._foreman.take_worker(self, number)
