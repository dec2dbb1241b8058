"""The supervisor: one event loop that lends the sealed workers to its clients on a Unix socket.

It is started as ``python -m carec_kg.serving.supervisor``; its settings come as one line of JSON on standard input,
which is held open by whoever started it: at its end the supervisor goes, and with it zygote and workers. On
standard output it says once that it is ready, or why it is not.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carec_kg.errors import EngineFailure
from carec_kg.serving.board import SLOTS, Board
from carec_kg.serving.crew import RESTART_PAUSE, Crew
from carec_kg.serving.desk import Desk
from carec_kg.serving.edition import Edition, announce_edition
from carec_kg.serving.endings import explain_end
from carec_kg.serving.leasing import Leasing
from carec_kg.serving.messages import dump
from carec_kg.serving.pointer import Pointer, folder_of
from carec_kg.serving.pool_settings import read_settings
from carec_kg.serving.seal import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.errors import CarecError
    from carec_kg.serving.pool_settings import Loader, PoolSettings

#: Seconds between two looks at where the pointer points.
_WATCH_PAUSE = 0.5


class Supervisor:
    """Has the crews: one answers, one may be loading what comes next, former ones finish what they began.

    ``tell`` gets what whoever started the pool waits for; ``place`` is the pool's own folder.
    """

    def __init__(self, settings: PoolSettings, place: Path, tell: Callable[[dict[str, Any]], None]) -> None:
        self._settings = settings
        self._place = place
        self._tell = tell
        self._loop = asyncio.get_running_loop()
        self._board = Board(place, create=True)
        self._leasing = Leasing(settings.workers, SLOTS, settings.reserved)
        terms = {"queue": settings.queue, "share": settings.share}
        self.desk = Desk(self._loop, self._leasing, self._board, self, terms)
        self._pointer = Pointer(settings.pointer, settings.loader)
        self._numbers = iter(range(2**31))
        #: What answered last: a crew that died is followed by one over the same.
        self._proven: Loader | None = None
        self._crew: Crew | None = None
        self._coming: Crew | None = None
        self._former: set[Crew] = set()
        self._farewells: set[asyncio.Task[None]] = set()
        self._switches = 0
        self._failed_reloads = 0
        self.ended: asyncio.Future[int] = self._loop.create_future()

    def start(self) -> None:
        """Start the first crew and follow the pointer from then on."""
        self._begin(self._settings.loader)
        self._loop.call_later(_WATCH_PAUSE, self._watch)
        self.desk.watch()

    def stop(self, code: int = 0) -> None:
        """End with this exit code."""
        if not self.ended.done():
            self.ended.set_result(code)

    async def close(self) -> None:
        """End all zygotes and workers."""
        for crew in {self._crew, self._coming, *self._former} - {None}:
            if crew:
                crew.stop()
        await asyncio.gather(*self._farewells)

    def channel_of(self, number: int) -> int:
        """Return the descriptor of our end of the channel to a worker of the crew that answers."""
        return self._crew.channel_of(number) if self._crew else -1

    def give_way(self, number: int) -> None:
        """Have a worker give way to the others: it runs strangers' queries."""
        if self._crew:
            self._crew.give_way(number)

    def kill(self, number: int) -> None:
        """Have a worker killed, of whatever crew, and its channel ended."""
        for crew in (self._crew, *self._former):
            if crew and number in crew.numbers:
                crew.kill(number)

    def state(self) -> dict[str, object]:
        """Return what there is to say of the workers."""
        alive = self._leasing.alive
        return {
            "ready": self._crew is not None and alive > 0,
            "dataset": self._crew.dataset if self._crew else "",
            "workers": alive,
            "reloads": max(0, self._switches - 1),
            "failed_reloads": self._failed_reloads,
        }

    def take_worker(self, crew: Crew, number: int) -> None:
        """Lend a worker that is ready; the first one of a new crew relieves the crew before."""
        if crew is self._coming:
            self._switch(crew)
        if crew is self._crew:
            self._leasing.add_worker(number)
            self.desk.pump()

    def take_back(self, number: int, *, alive: bool) -> None:
        """Take a worker from a client; one of a former crew has finished."""
        if alive and self._crew and number in self._crew.numbers:
            self._leasing.add_worker(number)
        for former in list(self._former):
            self._dismiss(former)

    def take_death(self, crew: Crew, number: int, status: int, complaint: str) -> None:
        """Say why a worker died, and replace it."""
        error = explain_end(status, complaint)
        if isinstance(error, EngineFailure) and os.waitstatus_to_exitcode(status):
            _say(f"A query worker died ({status}): {complaint.strip() or 'no word'}")
        self._bury(number, error)
        if crew is self._crew:
            crew.replace(number)
        else:
            self._dismiss(crew)

    def _bury(self, number: int, error: CarecError) -> None:
        if self._leasing.lease_of(number):
            self.desk.bury(number, error)
        else:
            self._leasing.end(number)

    def take_end(self, crew: Crew, numbers: list[int]) -> None:
        """Answer for a crew that is gone, and have another one follow if it is missed."""
        for number in numbers:
            self._bury(number, EngineFailure("The engine was restarted; ask again in a moment."))
        self._former.discard(crew)
        if crew is self._coming:
            self._coming = None
            self._give_up(crew)
        elif crew is self._crew:
            self._crew = None
        if self._crew is None and self._coming is None and not self.ended.done():
            self._loop.call_later(RESTART_PAUSE, self._restart)

    def _give_up(self, crew: Crew) -> None:
        """Leave what does not load; at the first start somebody waits to hear why."""
        if self._proven is None:
            if crew.problem:
                self._tell({"failed": crew.problem})
            self.stop(1)
            return
        self._failed_reloads += 1
        self._pointer.refuse()
        reason = crew.problem.get("message", "Its process ended while it was loading.")
        goes_on = f" Version {self._crew.dataset} goes on answering." if self._crew else ""
        _say(f"What was built anew cannot be served: {reason}{goes_on}")
        if self._crew is None:
            # What answered before may have been swept away in the meantime.
            self._proven = self._pointer.find_loader()

    def _begin(self, loader: Loader) -> None:
        self._coming = Crew(self._loop, self._settings, loader, self._numbers, self)

    def _restart(self) -> None:
        if self._crew is None and self._coming is None and self._proven:
            self._begin(self._proven)

    def _watch(self) -> None:
        self._loop.call_later(_WATCH_PAUSE, self._watch)
        if self._crew and self._coming is None and (news := self._pointer.find_news(self._crew.loader)):
            self._begin(news)

    def _switch(self, crew: Crew) -> None:
        former, self._crew, self._coming = self._crew, crew, None
        announce_edition(self._place, self._board, Edition(crew.dataset, folder_of(crew.loader), time.time()))
        if self._proven is None:
            self._tell({"ready": crew.dataset})
        self._proven = crew.loader
        self._switches += 1
        if former:
            _say(f"Version {crew.dataset} answers now; {former.dataset} finishes what it began.")
            self._former.add(former)
            self.desk.recall(self._leasing.retire(former.numbers))
            self._dismiss(former)

    def _dismiss(self, crew: Crew) -> None:
        """Let a former crew go when it has finished what it began."""
        if crew in self._former and not any(map(self._leasing.lease_of, crew.numbers)):
            self._former.discard(crew)
            farewell = self._loop.create_task(crew.leave())
            self._farewells.add(farewell)
            farewell.add_done_callback(self._farewells.discard)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


async def _supervise(path: Path, settings: PoolSettings) -> int:
    def tell(message: dict[str, Any]) -> None:
        sys.stdout.buffer.write(dump(message) + b"\n")
        sys.stdout.buffer.flush()

    loop = asyncio.get_running_loop()
    supervisor = Supervisor(settings, path.parent, tell)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(str(path))
    listening.listen()
    listening.setblocking(False)  # noqa: FBT003 - the socket module's own
    loop.add_reader(listening, supervisor.desk.accept, listening)
    loop.add_reader(sys.stdin.fileno(), supervisor.stop)
    loop.add_signal_handler(signal.SIGTERM, supervisor.stop)
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    supervisor.start()
    try:
        return await supervisor.ended
    finally:
        await supervisor.close()
        listening.close()


def main() -> int:
    """Supervise until standard input ends or the parent does: a child of that may hold the pipe open."""
    die_with_parent(signal.SIGTERM)
    path, settings = read_settings(sys.stdin.buffer.readline())
    try:
        return asyncio.run(_supervise(Path(path), settings))
    finally:
        # The parent does so too, unless it was killed; the folder is the pool's own.
        shutil.rmtree(Path(path).parent, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
