"""One build at a time below a home folder: who comes second waits, and then finds what the first has built."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from carec_kg.errors import SnapshotProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: What ``begin`` is told where somebody else builds.
WAITING = "wait for another build"
_LOCK = ".build.lock"


@contextlib.contextmanager
def take_turn(home: Path, begin: Callable[[str], None]) -> Iterator[None]:
    """Hold the right to build below ``home`` for the time of the block; wait for it, and tell ``begin`` so.

    The system frees it when its holder ends, however that may be. Where files cannot be locked, nobody waits. Raise
    ``SnapshotProblem`` where ``home`` cannot be written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = os.open(home / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        message = f"The snapshot cannot be written below {home}: {error.strerror}. What was published stays in use."
        raise SnapshotProblem(message) from None
    try:
        _acquire(lock, begin)
        yield
    finally:
        os.close(lock)


def _acquire(lock: int, begin: Callable[[str], None]) -> None:
    if sys.platform == "win32":
        return
    import fcntl  # noqa: PLC0415 - not everywhere

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        begin(WAITING)
        fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError:
        # A file system without locks: two builds at once do no harm, they only take longer.
        return
