"""The board: memory that supervisor and clients share, so that a query is watched without a message.

It is a file in the pool's folder, mapped by all. Its first cell counts the editions; then each lease has a slot:
when its query has to end (``time.monotonic``, the same for all processes; 0 for none), the query's serial, and the
seconds that it may run. Cells are aligned doubles, which no processor that Python runs on tears apart.
"""

from __future__ import annotations

import mmap
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Leases at once at the most.
SLOTS = 512

_NAME = "board"
_CELLS = 3
_BYTES = 8 * (1 + _CELLS * SLOTS)


class Board:
    """The shared cells; whoever holds a lease writes its slot, the supervisor all else."""

    def __init__(self, place: Path, *, create: bool = False) -> None:
        """Map the board in the pool's folder; raise ``OSError`` where there is none."""
        flags = os.O_RDWR | os.O_CLOEXEC | (os.O_CREAT if create else 0)
        descriptor = os.open(place / _NAME, flags, 0o600)
        try:
            if create:
                os.ftruncate(descriptor, _BYTES)
            self._cells = memoryview(mmap.mmap(descriptor, _BYTES)).cast("d")
        finally:
            os.close(descriptor)

    @property
    def generation(self) -> float:
        """Return how many editions there have been."""
        return self._cells[0]

    def begin_generation(self) -> None:
        """Count another edition."""
        self._cells[0] += 1

    def begin(self, slot: int, serial: int, deadline: float, timeout: float) -> None:
        """Note a query that begins."""
        at = 1 + _CELLS * slot
        cells = self._cells
        # The query before may be overdue by now, and this one must not be taken for it.
        cells[at] = 0.0
        cells[at + 1] = serial
        cells[at + 2] = timeout
        # Last, since this is what is looked at.
        cells[at] = deadline

    def end(self, slot: int) -> None:
        """Note that the slot's query has been answered in full: its worker's channel is empty then."""
        self._cells[1 + _CELLS * slot] = 0.0

    def running(self, slot: int) -> int:
        """Return the serial of the query that runs in a slot, 0 for none."""
        at = 1 + _CELLS * slot
        return int(self._cells[at + 1]) if self._cells[at] else 0

    def overdue(self, slot: int, now: float) -> tuple[int, float]:
        """Return serial and time of a query that should have ended; ``(0, 0.0)`` for none."""
        at = 1 + _CELLS * slot
        deadline, serial, timeout = self._cells[at], self._cells[at + 1], self._cells[at + 2]
        # Looked at twice: serial and time are of this deadline if it has not changed in between.
        if 0 < deadline < now and self._cells[at] == deadline:
            return int(serial), timeout
        return 0, 0.0
