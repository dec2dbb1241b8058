"""How many of a kind one process lets through at once to an office, in all and from one client."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from typing import TYPE_CHECKING

from carec_kg.errors import Busy, ShareUsed

if TYPE_CHECKING:
    from collections.abc import Iterator


class Entrance:
    """Lets ``most`` through at once, ``share`` of them from one client; safe to use from many threads.

    ``what`` says in the plural what goes through. The client without a name is nobody, and has no share.
    """

    def __init__(self, most: int, share: int, what: str) -> None:
        self._most = most
        self._share = share
        self._what = what
        self._lock = threading.Lock()
        self._clients: Counter[str] = Counter()

    @contextlib.contextmanager
    def enter(self, client: str) -> Iterator[None]:
        """Let one through for the time of the block; raise ``ShareUsed`` or ``Busy``."""
        self._count_in(client)
        try:
            yield
        finally:
            with self._lock:
                self._clients[client] -= 1

    def _count_in(self, client: str) -> None:
        with self._lock:
            if client and self._clients[client] >= self._share:
                message = f"Your {self._what} that are under way fill your share; wait for one of them."
                raise ShareUsed(message)
            if self._clients.total() >= self._most:
                message = f"Too many {self._what} are under way; try again in a moment."
                raise Busy(message)
            self._clients = +self._clients
            self._clients[client] += 1
