"""A bounded queue that is fair to those who wait in it: whoever has least under way is next."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from carec_kg.errors import Busy, ShareUsed

if TYPE_CHECKING:
    from collections.abc import Mapping


_FULL = "The server is answering as many queries as it can; try again in a moment."
_SHARE = "{} queries from your address wait already; let them be answered, then ask again."


class Waiting(Protocol):
    """Whoever waits, for a client whose share of the queue it takes."""

    client: str


W = TypeVar("W", bound=Waiting)
#: Clients whose last turn is remembered.
_REMEMBERED = 1024


class FairQueue(Generic[W]):
    """Holds ``limit`` calls, of one client ``share``; the client without a name is all who need no share."""

    def __init__(self, limit: int, share: int) -> None:
        self._limit = limit
        self._share = share
        self._queues: dict[str, deque[W]] = {}
        #: The number of each client's last turn, the longest ago first; also of those who do not wait at the moment.
        self._turns: dict[str, int] = {}
        self._turn = 0
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def put(self, call: W) -> None:
        """Queue a call; raise ``ShareUsed`` where its client has its share already, ``Busy`` where all is full."""
        queue = self._queues.get(call.client, ())
        if call.client and len(queue) >= self._share:
            raise ShareUsed(_SHARE.format(self._share))
        if len(self) >= self._limit:
            raise Busy(_FULL)
        self._queues.setdefault(call.client, deque()).append(call)
        self._length += 1

    def take(self, running: Mapping[str, int], most: int = 0) -> W | None:
        """Return the oldest call of the client with the fewest ``running``, of equals the one served longest ago.

        Clients that have ``most`` running are passed over; 0 passes over nobody.
        """
        clients = self._ready(running, most)
        if not clients:
            return None
        client = min(clients, key=lambda name: (running.get(name, 0), self._turns.get(name, 0)))
        queue = self._queues[client]
        call = queue.popleft()
        self._length -= 1
        if not queue:
            del self._queues[client]
        self._turn += 1
        self._turns.pop(client, None)
        self._turns[client] = self._turn
        if len(self._turns) > _REMEMBERED:
            del self._turns[next(iter(self._turns))]
        return call

    def has_ready(self, running: Mapping[str, int], most: int = 0) -> bool:
        """Return whether ``take`` would find a call."""
        return bool(self._ready(running, most))

    def _ready(self, running: Mapping[str, int], most: int) -> list[str]:
        return [name for name in self._queues if not (most and name and running.get(name, 0) >= most)]

    def remove(self, call: W) -> bool:
        """Take a call out; return whether it was here."""
        queue = self._queues.get(call.client)
        if not queue or call not in queue:
            return False
        queue.remove(call)
        self._length -= 1
        if not queue:
            del self._queues[call.client]
        return True
