"""Answers of other endpoints, kept for a minute in the pool's folder, where the brokers of all queries find them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Seconds that an answer is given again.
FRESH_SECONDS = 60.0
#: Bytes of all answers, and of one.
_CAPACITY = 32 * 2**20
_LARGEST = 2**20


class ServiceCache:
    """A folder with one file for each answer; safe between processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, exist_ok=True)

    def get(self, endpoint: str, query: str) -> bytes | None:
        """Return a fresh answer."""
        path = self._path(endpoint, query)
        try:
            age = time.time() - path.stat().st_mtime
            return path.read_bytes() if 0 <= age < FRESH_SECONDS else None
        except OSError:
            return None

    def put(self, endpoint: str, query: str, answer: bytes) -> None:
        """Keep an answer that is not too large; the oldest go where there is no room."""
        if len(answer) > _LARGEST:
            return
        path = self._path(endpoint, query)
        fresh = path.with_name(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._make_room(len(answer))
            fresh.write_bytes(answer)
            fresh.replace(path)

    def _make_room(self, size: int) -> None:
        kept = sorted(
            (found.st_mtime, found.st_size, path) for path in self._folder.iterdir() if (found := path.stat())
        )
        total = size + sum(held for _, held, _ in kept)
        for _, held, path in kept:
            if total <= _CAPACITY:
                return
            path.unlink(missing_ok=True)
            total -= held

    def _path(self, endpoint: str, query: str) -> Path:
        return self._folder / hashlib.sha256(f"{endpoint}\n{query}".encode("utf-8", "replace")).hexdigest()
