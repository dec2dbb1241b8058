"""Places, bounded in all and for each client, for what would otherwise hold threads for long. No Flask here."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from carec_kg.errors import Busy, ShareUsed

if TYPE_CHECKING:
    from collections.abc import Iterator


class Places:
    """``limit`` places, of which one client has half at the most; safe to use from many threads.

    The client without a name is all who need no share. ``what`` says in the plural what takes the places.
    """

    def __init__(self, limit: int, what: str) -> None:
        self.limit = limit
        self._share = max(1, limit // 2)
        self._what = what
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def take(self, client: str) -> Iterator[None]:
        """Hold a place; raise ``ShareUsed`` where the client has its share already, ``Busy`` where all are taken."""
        with self._lock:
            if client and self._taken[client] >= self._share:
                message = f"{self._share} {self._what} from your address are under way already; let them end first."
                raise ShareUsed(message)
            if self._taken.total() >= self.limit:
                message = f"{self.limit} {self._what} are under way, as many as there may be; try again in a moment."
                raise Busy(message)
            self._taken[client] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[client] -= 1
                if not self._taken[client]:
                    del self._taken[client]
