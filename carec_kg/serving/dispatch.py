"""Who answers what: the pool's bounded queues, its lanes and its shared computations. No input or output here."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carec_kg.errors import Busy

if TYPE_CHECKING:
    from asyncio import TimerHandle
    from collections.abc import Hashable

    from carec_kg.serving.messages import Lane


@dataclass(slots=True, eq=False)
class Job:
    """A task under way and those who wait for it; ``timeout`` in seconds.

    ``timer`` runs to the end of its patience in the queue, then to its deadline; ``expired`` once that has passed.
    """

    task: bytes
    lane: Lane
    timeout: float
    waiters: list[Hashable] = field(default_factory=list)
    timer: TimerHandle | None = None
    expired: bool = False


class Dispatcher:
    """Gives jobs to workers, which are known by number.

    ``size`` workers are meant to be alive; jobs of the free lane leave one of them to saved queries, where there
    are two or more. Each lane's queue holds ``queue_limit`` jobs, so that neither fills the other's.
    """

    def __init__(self, size: int, queue_limit: int) -> None:
        self._free_at_once = max(1, size - 1)
        self._queue_limit = queue_limit
        self._idle: deque[int] = deque()
        self._running: dict[int, Job] = {}
        self._queues: dict[Lane, deque[Job]] = {"saved": deque(), "free": deque()}
        self._shared: dict[tuple[bytes, float], Job] = {}

    @property
    def running(self) -> int:
        """Return how many workers have a job."""
        return len(self._running)

    @property
    def idle(self) -> int:
        """Return how many workers have none."""
        return len(self._idle)

    @property
    def waiting(self) -> int:
        """Return how many jobs wait for a worker."""
        return sum(map(len, self._queues.values()))

    def submit(self, job: Job, *, shared: bool) -> Job:
        """Queue a job, or join its waiters to an equal one under way, and return that; raise ``Busy``."""
        key = (job.task, job.timeout)
        if shared and key in self._shared:
            self._shared[key].waiters += job.waiters
            return self._shared[key]
        if len(self._queues[job.lane]) >= self._queue_limit:
            message = "The server is answering as many queries as it can; try again in a moment."
            raise Busy(message)
        self._queues[job.lane].append(job)
        if shared:
            self._shared[key] = job
        return job

    def assign(self) -> list[tuple[int, Job]]:
        """Give waiting jobs to idle workers, saved queries first, and return who got what."""
        assigned = []
        while self._idle and (job := self._next()):
            number = self._idle.popleft()
            self._running[number] = job
            assigned.append((number, job))
        return assigned

    def _next(self) -> Job | None:
        if self._queues["saved"]:
            return self._queues["saved"].popleft()
        free_running = sum(job.lane == "free" for job in self._running.values())
        if self._queues["free"] and free_running < self._free_at_once:
            return self._queues["free"].popleft()
        return None

    def add_worker(self, number: int) -> None:
        """Take a worker that is ready for a job."""
        self._idle.append(number)

    def finish(self, number: int) -> Job | None:
        """Take a job from the worker that has answered it; the worker is not idle until it is added again."""
        job = self._running.pop(number, None)
        if job:
            self._forget(job)
        return job

    def lose(self, number: int) -> Job | None:
        """Forget a worker that died and return the job it had."""
        if number in self._idle:
            self._idle.remove(number)
        return self.finish(number)

    def withdraw(self, job: Job, waiter: Hashable) -> int | None:
        """Take a waiter from a job; where none is left, drop the job and return the worker that still runs it."""
        if waiter in job.waiters:
            job.waiters.remove(waiter)
        if job.waiters:
            return None
        self._forget(job)
        if job in self._queues[job.lane]:
            self._queues[job.lane].remove(job)
        return next((number for number, running in self._running.items() if running is job), None)

    def job_of(self, number: int) -> Job | None:
        """Return the job that a worker has."""
        return self._running.get(number)

    def abandon(self) -> list[Job]:
        """Forget all workers and return the jobs that they had; those that wait go on waiting."""
        jobs = [job for number in list(self._running) if (job := self.finish(number))]
        self._idle.clear()
        return jobs

    def _forget(self, job: Job) -> None:
        key = (job.task, job.timeout)
        if self._shared.get(key) is job:
            del self._shared[key]
