"""Who answers what: the pool's bounded queues, its lanes and its shared computations. No input or output here."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from carec_kg.serving.fair_queue import FairQueue

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from carec_kg.serving.job import Job
    from carec_kg.serving.messages import Lane


class Dispatcher:
    """Gives jobs to workers, which are known by number.

    ``size`` workers are meant to be alive; jobs of the free lane leave one of them to saved queries, where there
    are two or more. Each lane's queue holds ``queue_limit`` jobs, so that neither fills the other's; in the free
    lane one client has half of it at the most.
    """

    def __init__(self, size: int, queue_limit: int) -> None:
        self._free_at_once = max(1, size - 1)
        self._idle: deque[int] = deque()
        self._running: dict[int, Job] = {}
        self._leaving: set[int] = set()
        self._queues: dict[Lane, FairQueue] = {
            "saved": FairQueue(queue_limit, queue_limit),
            "free": FairQueue(queue_limit, max(1, queue_limit // 2)),
        }
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
        self._queues[job.lane].put(job)
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
        if job := self._queues["saved"].take({}):
            return job
        running = Counter(
            job.client for number, job in self._running.items() if job.lane == "free" and number not in self._leaving
        )
        return self._queues["free"].take(running) if running.total() < self._free_at_once else None

    def add_worker(self, number: int) -> None:
        """Take a worker that is ready for a job."""
        self._idle.append(number)

    def finish(self, number: int) -> Job | None:
        """Take a job from the worker that has answered it; the worker is not idle until it is added again."""
        job = self._running.pop(number, None)
        self._leaving.discard(number)
        if job:
            self.unshare(job)
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
        self.unshare(job)
        self._queues[job.lane].remove(job)
        return next((number for number, running in self._running.items() if running is job), None)

    def job_of(self, number: int) -> Job | None:
        """Return the job that a worker has."""
        return self._running.get(number)

    def retire(self, numbers: Iterable[int]) -> None:
        """Give these workers no further job; what they run goes on, and nobody joins it any more."""
        for number in numbers:
            if number in self._idle:
                self._idle.remove(number)
            elif job := self._running.get(number):
                self._leaving.add(number)
                self.unshare(job)

    def abandon(self, numbers: Iterable[int]) -> list[Job]:
        """Forget these workers and return the jobs that they had; those that wait go on waiting."""
        return [job for number in numbers if (job := self.lose(number))]

    def unshare(self, job: Job) -> None:
        """Let nobody join a job any more."""
        key = (job.task, job.timeout)
        if self._shared.get(key) is job:
            del self._shared[key]
