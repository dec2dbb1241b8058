"""The supervisor's desk: takes tasks from clients, hands them to workers, sends answers and refusals back."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

from carec_kg.errors import Busy, Cancelled, CarecError
from carec_kg.serving.endings import explain_timeout
from carec_kg.serving.framing import ANSWER, CANCEL, QUERY, STATUS, Frame
from carec_kg.serving.job import Job
from carec_kg.serving.messages import dump, pack_error
from carec_kg.serving.peer import Peer

if TYPE_CHECKING:
    import asyncio

    from carec_kg.serving.dispatch import Dispatcher
    from carec_kg.serving.messages import PoolStatus

_CANCELLED = "The query was cancelled by the name that its client gave it."
#: How a frame begins that has an error in place of an answer.
_ERROR = b'{"error":"'


class Workers(Protocol):
    """What the desk asks of those who have the workers."""

    def send(self, number: int, frame: Frame) -> None:
        """Give a worker its task."""

    def kill(self, number: int) -> None:
        """Have a worker killed."""

    def status(self) -> PoolStatus:
        """Return the pool's state."""


class Desk:
    """Knows the clients, their jobs and their deadlines; ``endings`` counts how queries ended, by kind of error."""

    def __init__(self, loop: asyncio.AbstractEventLoop, dispatcher: Dispatcher, workers: Workers) -> None:
        self._loop = loop
        self._dispatcher = dispatcher
        self._workers = workers
        self._clients: set[Peer] = set()
        self.endings: Counter[str] = Counter()

    def connect_client(self) -> Peer:
        """Return the protocol of a new client."""
        client = Peer(self._take, self._lose_client)
        self._clients.add(client)
        return client

    def pump(self) -> None:
        """Give waiting jobs to idle workers."""
        for number, job in self._dispatcher.assign():
            if job.timer:
                job.timer.cancel()
            job.timer = self._loop.call_later(job.timeout, self._expire, number, job)
            self._workers.send(number, Frame(QUERY, b"", job.task))

    def finish(self, number: int, frame: Frame) -> Job | None:
        """Send a worker's answer to those who wait for it, and return its job."""
        job = self._dispatcher.finish(number)
        if job and job.waiters:
            failed = frame.header.startswith(_ERROR)
            ending = frame.header[len(_ERROR) :].partition(b'"')[0].decode() if failed else "Answered"
            self._reply(job, frame._replace(kind=ANSWER), ending)
        return job

    def fail(self, job: Job, error: CarecError) -> None:
        """Send an error to those who wait for a job."""
        if job.waiters:
            self._reply(job, Frame(ANSWER, dump(pack_error(error))), type(error).__name__)

    def _take(self, client: Peer, frame: Frame) -> None:
        if frame.kind == STATUS:
            client.send(Frame(STATUS, dump(asdict(self._workers.status()))))
        elif frame.kind == CANCEL:
            client.send(Frame(CANCEL, dump({"cancelled": self._cancel(json.loads(frame.header)["name"])})))
        elif frame.kind == QUERY:
            self._submit(client, frame)
        else:
            client.close()

    def _submit(self, client: Peer, frame: Frame) -> None:
        terms = json.loads(frame.header)
        job = Job(frame.body, terms["lane"], terms["timeout"], [client], terms.get("client", ""))
        try:
            client.job = self._dispatcher.submit(job, shared=terms["shared"])
        except Busy as error:
            self.endings[type(error).__name__] += 1
            client.send(Frame(ANSWER, dump(pack_error(error))))
            return
        client.cancel_name = terms.get("cancel", "")
        self.pump()
        if client.job is job and job.timer is None:
            job.timer = self._loop.call_later(job.timeout, self._lose_patience, job)

    def _cancel(self, name: str) -> int:
        """Answer the queries of that name as cancelled, stop what nobody else waits for, and return how many."""
        named = [client for client in self._clients if client.job and name and client.cancel_name == name]
        error = Cancelled(_CANCELLED)
        for client in named:
            self._withdraw(client)
            self.endings[type(error).__name__] += 1
            client.send(Frame(ANSWER, dump(pack_error(error))))
        return len(named)

    def _expire(self, number: int, job: Job) -> None:
        if self._dispatcher.job_of(number) is job:
            job.expired = True
            self._dispatcher.unshare(job)
            self._workers.kill(number)
            # To end a process with much memory takes a while; its client need not wait for that.
            self.fail(job, explain_timeout(job.timeout))

    def _lose_patience(self, job: Job) -> None:
        waiters = list(job.waiters)
        for waiter in waiters:
            self._dispatcher.withdraw(job, waiter)
        job.waiters = waiters
        self.fail(job, Busy(f"No worker was free within {job.timeout:g} seconds; try again in a moment."))

    def _lose_client(self, client: Peer) -> None:
        self._clients.discard(client)
        self._withdraw(client)

    def _withdraw(self, client: Peer) -> None:
        job, client.job = client.job, None
        if not job:
            return
        number = self._dispatcher.withdraw(job, client)
        if not job.waiters and job.timer:
            job.timer.cancel()
        if number is not None:
            # Its worker may answer before it dies, and must get no other job then.
            job.expired = True
            self._workers.kill(number)

    def _reply(self, job: Job, frame: Frame, ending: str) -> None:
        self.endings[ending] += len(job.waiters)
        if job.timer:
            job.timer.cancel()
        for waiter in job.waiters:
            if isinstance(waiter, Peer):
                waiter.job = None
                waiter.send(frame)
        job.waiters.clear()
