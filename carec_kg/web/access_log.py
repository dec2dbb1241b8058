"""The access log: one line of JSON for each request."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from carec_kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.web.observing import Exchange

_STANDARD_ERROR = "-"
#: Characters of a path or a query that are written at the most.
_LONGEST = 2000


class AccessLog:
    """Writes lines to a file, ``-`` for standard error; each in one system call, so that processes can share it."""

    def __init__(self, file: str, *, queries: bool = False, clock: Callable[[], datetime] | None = None) -> None:
        """Open the file at its end; ``queries`` says whether what was asked is written. Raise ``UsageError``."""
        self._queries = queries
        self._clock = clock or (lambda: datetime.now(UTC))
        self._descriptor = sys.stderr.fileno() if file == _STANDARD_ERROR else open_log(file)

    def __call__(self, exchange: Exchange) -> None:
        """Write the line of an exchange."""
        line = json.dumps(self._describe(exchange), separators=(",", ":")) + "\n"
        try:
            os.write(self._descriptor, line.encode("ascii"))
        except OSError:
            # A full disk stops the log, not the answers.
            return

    def _describe(self, exchange: Exchange) -> dict[str, object]:
        asked = {"query": exchange.query[:_LONGEST]} if self._queries else {}
        return {
            "time": self._clock().isoformat(timespec="milliseconds"),
            "method": exchange.method,
            # PEP 3333: bytes of the path stand in a string of Latin-1.
            "path": exchange.path[:_LONGEST].encode("latin-1", "replace").decode("utf-8", "replace"),
            **asked,
            "status": exchange.status,
            "bytes": exchange.size,
            "ms": round(exchange.seconds * 1000, 2),
            "client": exchange.client,
            "version": exchange.version,
            "cache": exchange.cache,
        }


def open_log(file: str) -> int:
    """Open a log at its end, making it where needed, and return its descriptor; raise ``UsageError``."""
    try:
        return os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
    except OSError as error:
        message = f"The access log {file} cannot be written ({error.strerror}); choose another with --access-log."
        raise UsageError(message) from None
