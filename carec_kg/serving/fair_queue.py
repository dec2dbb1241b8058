"""A bounded queue that is fair to those who wait in it: whoever has least under way is next."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from carec_kg.errors import Busy, ShareUsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.serving.job import Job

_FULL = "The server is answering as many queries as it can; try again in a moment."
_SHARE = "{} queries from your address wait already; let them be answered, then ask again."


class FairQueue:
    """Holds ``limit`` jobs, of one client ``share``; the client without a name is all who need no share."""

    def __init__(self, limit: int, share: int) -> None:
        self._limit = limit
        self._share = share
        self._queues: dict[str, deque[Job]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._queues.values()))

    def put(self, job: Job) -> None:
        """Queue a job; raise ``ShareUsed`` where its client has its share already, ``Busy`` where all is full."""
        queue = self._queues.get(job.client, ())
        if job.client and len(queue) >= self._share:
            raise ShareUsed(_SHARE.format(self._share))
        if len(self) >= self._limit:
            raise Busy(_FULL)
        self._queues.setdefault(job.client, deque()).append(job)

    def take(self, running: Mapping[str, int]) -> Job | None:
        """Return the oldest job of the client with the fewest ``running``, of equals the one served longest ago."""
        if not self._queues:
            return None
        client = min(self._queues, key=lambda name: running.get(name, 0))
        queue = self._queues.pop(client)
        job = queue.popleft()
        if queue:
            # At the end of the dictionary: after all others that wait.
            self._queues[client] = queue
        return job

    def remove(self, job: Job) -> None:
        """Take a job out, where it waits here."""
        queue = self._queues.get(job.client)
        if queue and job in queue:
            queue.remove(job)
            if not queue:
                del self._queues[job.client]
