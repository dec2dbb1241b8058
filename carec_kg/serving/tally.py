"""How many queries wait, and how those before them ended: each client counts in a file, whoever is asked sums them.

The files outlive their processes, so that no count of endings ever falls while the pool runs.
"""

from __future__ import annotations

import mmap
import os
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ANSWERED = "Answered"
_OTHER = "CarecError"
#: What counts as an ending: an answer, or a kind of error.
ENDINGS = (
    *(ANSWERED, "QueryProblem", "NotAcceptable", "NotAllowed", "OutOfTime", "OutOfMemory", "Cancelled"),
    *("Busy", "ShareUsed", "EngineFailure", _OTHER),
)
_PLACES = {name: place for place, name in enumerate(ENDINGS, start=1)}
_PREFIX = "tally-"
_BYTES = 8 * (1 + len(ENDINGS))
_NUMBERS = count()


class Tally:
    """The counts of one client, which sees to it that one thread writes at a time."""

    def __init__(self, place: Path) -> None:
        path = place / f"{_PREFIX}{os.getpid()}-{next(_NUMBERS)}"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.ftruncate(descriptor, _BYTES)
            self._cells = memoryview(mmap.mmap(descriptor, _BYTES)).cast("Q")
        finally:
            os.close(descriptor)

    def set_waiting(self, number: int) -> None:
        """Note how many queries wait."""
        self._cells[0] = number

    def count(self, ending: str) -> None:
        """Count a query that ended: as ``Answered``, or with an error of this name."""
        self._cells[_PLACES.get(ending, _PLACES[_OTHER])] += 1


def sum_tallies(place: Path) -> tuple[int, dict[str, int]]:
    """Return how many queries wait, and how many ended in which way, over all clients."""
    waiting, endings = 0, dict.fromkeys(ENDINGS, 0)
    for path in place.glob(f"{_PREFIX}*"):
        data = path.read_bytes()
        if len(data) != _BYTES:
            continue
        cells = memoryview(data).cast("Q")
        waiting += cells[0] if _is_alive(int(path.name.split("-")[1])) else 0
        for name, number in zip(ENDINGS, cells[1:], strict=True):
            endings[name] += number
    return waiting, {name: number for name, number in endings.items() if number}


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True
