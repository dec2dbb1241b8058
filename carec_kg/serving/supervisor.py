"""The supervisor: one event loop between the clients on a Unix socket and the sealed workers.

It is started as ``python -m carec_kg.serving.supervisor``; its settings come as one line of JSON on standard input,
which is held open by whoever started it: at its end the supervisor goes, and with it zygote and workers. On
standard output it says once that it is ready, or why it is not.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carec_kg.errors import Busy, CarecError, EngineFailure
from carec_kg.serving import zygote
from carec_kg.serving.dispatch import Dispatcher, Job
from carec_kg.serving.endings import explain_end, explain_timeout
from carec_kg.serving.framing import ANSWER, LAST_ANSWER, QUERY, READY, STATUS, Frame
from carec_kg.serving.messages import PoolStatus, dump, pack_error
from carec_kg.serving.peer import Peer
from carec_kg.serving.pool_settings import read_settings
from carec_kg.serving.seal import die_with_parent
from carec_kg.serving.zygote_link import ZygoteLink

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from carec_kg.serving.pool_settings import PoolSettings

#: Seconds before a zygote that died is started again, or a worker that died before its first query.
_RESTART_PAUSE = 1.0


class Supervisor:
    """Takes tasks from clients, gives them to workers, ends them at their deadline, replaces the dead."""

    def __init__(self, settings: PoolSettings, tell: Callable[[dict[str, Any]], None]) -> None:
        self._settings = settings
        self._tell = tell
        self._loop = asyncio.get_running_loop()
        self._dispatcher = Dispatcher(settings.workers, settings.queue)
        self._workers: dict[int, Peer] = {}
        self._tried: set[int] = set()
        self._answers = False
        self._numbers = iter(range(2**31))
        self._dataset = ""
        self._zygote: ZygoteLink | None = None
        self.ended: asyncio.Future[int] = self._loop.create_future()

    def start_zygote(self) -> None:
        """Start a zygote; workers follow when it has loaded."""
        self._zygote = ZygoteLink(self._loop, on_frame=self._hear_zygote, on_end=self._lose_zygote)
        self._zygote.start(self._settings.loader, self._settings.limits)

    def stop(self, code: int = 0) -> None:
        """End with this exit code."""
        if not self.ended.done():
            self.ended.set_result(code)

    def close(self) -> None:
        """End the zygote and its workers."""
        if self._zygote:
            self._zygote.stop()
            self._zygote = None

    def connect_client(self) -> Peer:
        """Return the protocol of a new client."""
        return Peer(self._take, self._lose_client)

    def _hear_zygote(self, frame: Frame) -> None:
        found = json.loads(frame.header)
        if frame.kind == zygote.LOADED:
            self._dataset = found["dataset"]
            for _ in range(self._settings.workers):
                self._fork()
        elif frame.kind == zygote.FAILED:
            self._tell({"failed": found})
            self.stop(1)
        else:
            self._bury(found["number"], found["status"], found["complaint"])

    def _lose_zygote(self) -> None:
        self._zygote, self._dataset = None, ""
        if not self._answers:
            # What fails at the first start fails at the second too, and somebody waits to hear of it.
            self.stop(1)
            return
        for job in self._dispatcher.abandon():
            self._reply_error(job, EngineFailure("The engine was restarted; ask again in a moment."))
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()
        self._loop.call_later(_RESTART_PAUSE, self.start_zygote)

    def _fork(self) -> None:
        if not self._zygote:
            return
        number = next(self._numbers)
        channel = self._zygote.fork(number)
        worker = self._workers[number] = Peer(lambda _, frame: self._hear_worker(number, frame), lambda _: None)
        task = self._loop.create_task(self._connect_worker(worker, channel))
        task.add_done_callback(lambda done: done.exception())

    async def _connect_worker(self, worker: Peer, channel: socket.socket) -> None:
        await self._loop.create_connection(lambda: worker, sock=channel)

    def _hear_worker(self, number: int, frame: Frame) -> None:
        if frame.kind == READY:
            if not self._answers:
                self._answers = True
                self._tell({"ready": self._dataset})
            self._tried.add(number)
            self._dispatcher.add_worker(number)
        else:
            job = self._dispatcher.finish(number)
            if job:
                self._reply(job, frame._replace(kind=ANSWER))
            if frame.kind == LAST_ANSWER:
                self._replace(number)
            elif job and not job.expired:
                # One that had expired is about to be killed, though its answer came after all.
                self._dispatcher.add_worker(number)
        self._pump()

    def _bury(self, number: int, status: int, complaint: str) -> None:
        job = self._dispatcher.lose(number)
        if job:
            error = explain_end(status, complaint)
            if isinstance(error, EngineFailure):
                sys.stderr.write(f"A query worker died ({status}): {complaint.strip() or 'no word'}\n")
            self._reply_error(job, error)
        if number in self._workers:
            self._replace(number)

    def _replace(self, number: int) -> None:
        self._workers.pop(number).close()
        if number in self._tried:
            self._tried.discard(number)
            self._fork()
        else:
            self._loop.call_later(_RESTART_PAUSE, self._fork)

    def _take(self, client: Peer, frame: Frame) -> None:
        if frame.kind == STATUS:
            client.send(Frame(STATUS, dump(asdict(self._status()))))
        elif frame.kind == QUERY:
            self._submit(client, frame)
        else:
            client.close()

    def _status(self) -> PoolStatus:
        running = self._dispatcher.running
        alive = self._dispatcher.idle + running
        return PoolStatus(alive > 0, self._dataset, alive, running, self._dispatcher.waiting)

    def _submit(self, client: Peer, frame: Frame) -> None:
        terms = json.loads(frame.header)
        job = Job(frame.body, terms["lane"], terms["timeout"], [client])
        try:
            client.job = self._dispatcher.submit(job, shared=terms["shared"])
        except Busy as error:
            client.send(Frame(ANSWER, dump(pack_error(error))))
            return
        self._pump()
        if client.job is job and job.timer is None:
            job.timer = self._loop.call_later(job.timeout, self._lose_patience, job)

    def _pump(self) -> None:
        for number, job in self._dispatcher.assign():
            if job.timer:
                job.timer.cancel()
            job.timer = self._loop.call_later(job.timeout, self._expire, number, job)
            self._workers[number].send(Frame(QUERY, b"", job.task))

    def _expire(self, number: int, job: Job) -> None:
        if self._zygote and self._dispatcher.job_of(number) is job:
            job.expired = True
            self._zygote.kill(number)
            # To end a process with much memory takes a while; its client need not wait for that.
            self._reply_error(job, explain_timeout(job.timeout))

    def _lose_patience(self, job: Job) -> None:
        waiters = list(job.waiters)
        for waiter in waiters:
            self._dispatcher.withdraw(job, waiter)
        job.waiters = waiters
        message = f"No worker was free within {job.timeout:g} seconds; try again in a moment."
        self._reply_error(job, Busy(message))

    def _lose_client(self, client: Peer) -> None:
        if client.job:
            number = self._dispatcher.withdraw(client.job, client)
            if number is not None and self._zygote:
                self._zygote.kill(number)

    def _reply_error(self, job: Job, error: CarecError) -> None:
        self._reply(job, Frame(ANSWER, dump(pack_error(error))))

    def _reply(self, job: Job, frame: Frame) -> None:
        if job.timer:
            job.timer.cancel()
        for waiter in job.waiters:
            if isinstance(waiter, Peer):
                waiter.job = None
                waiter.send(frame)
        job.waiters.clear()


async def _supervise(path: str, settings: PoolSettings) -> int:
    def tell(message: dict[str, Any]) -> None:
        sys.stdout.buffer.write(dump(message) + b"\n")
        sys.stdout.buffer.flush()

    loop = asyncio.get_running_loop()
    supervisor = Supervisor(settings, tell)
    server = await loop.create_unix_server(supervisor.connect_client, path, backlog=1024)
    loop.add_reader(sys.stdin.fileno(), supervisor.stop)
    loop.add_signal_handler(signal.SIGTERM, supervisor.stop)
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    supervisor.start_zygote()
    try:
        return await supervisor.ended
    finally:
        supervisor.close()
        server.close()


def main() -> int:
    """Supervise until standard input ends or the parent does: a child of that may hold the pipe open."""
    die_with_parent(signal.SIGTERM)
    path, settings = read_settings(sys.stdin.buffer.readline())
    try:
        return asyncio.run(_supervise(path, settings))
    finally:
        # The parent does so too, unless it was killed.
        with contextlib.suppress(OSError):
            Path(path).unlink(missing_ok=True)
            Path(path).parent.rmdir()


if __name__ == "__main__":
    sys.exit(main())
