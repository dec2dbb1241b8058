"""End connections whose body has been read for too long: the server in front has no such limit.

A thread that reads a body can only be woken by the connection's end, and which connection it reads from is not said.
So this looks at the process's own connections (Linux tells of each what it sent and received, and when), and ends
those of the same address that have been sent nothing since the reading began, and either fell silent or go on in
dribs and drabs. Requests that are complete are spared: they are answered sooner than that.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import struct
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds between two looks, as long as any body is being read.
_PAUSE = 2.0
#: Of Linux's ``struct tcp_info``: milliseconds since data was sent and was received, bytes received in all.
_TIMES = struct.Struct("=44xI4xI")
_RECEIVED = struct.Struct("=128xQ")


class Facts(NamedTuple):
    """What the kernel says of a connection: its peer, seconds since it sent and received data, bytes received."""

    peer: str
    unsent: float
    silent: float
    received: int


class Watch:
    """Looks after the bodies under way in this process; ``patience`` is in seconds, and above any answer's time."""

    def __init__(self, patience: float, pause: float = _PAUSE) -> None:
        self._patience = patience
        self._pause = pause
        self._begun: dict[object, tuple[str, float]] = {}
        self._seen: dict[int, Facts] = {}
        if sys.platform == "linux":
            threading.Thread(target=self._look_after, daemon=True).start()

    @contextmanager
    def over(self, address: str) -> Iterator[None]:
        """Watch over the reading of a body that comes from an address."""
        mark = object()
        self._begun[mark] = address, time.monotonic()
        try:
            yield
        finally:
            del self._begun[mark]

    def _look_after(self) -> None:
        while True:
            time.sleep(self._pause)
            now = time.monotonic()
            overdue: dict[str, float] = {}
            for address, since in list(self._begun.values()):
                if now - since > self._patience:
                    overdue[address] = min(now - since, overdue.get(address, now))
            seen, self._seen = self._seen, {}
            if overdue:
                with contextlib.suppress(OSError):
                    self._end_overdue(overdue, seen)

    def _end_overdue(self, overdue: dict[str, float], seen: dict[int, Facts]) -> None:
        """End connections from addresses whose youngest overdue body has taken so many seconds."""
        for path in Path("/proc/self/fd").iterdir():
            descriptor = int(path.name)
            with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
                if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
                    continue
                connection = stack.enter_context(socket.socket(fileno=os.dup(descriptor)))
                facts = read_facts(connection)
                if facts is None or facts.unsent < overdue.get(facts.peer, float("inf")):
                    continue
                before = seen.get(descriptor)
                if facts.silent > self._patience or (before and before.received < facts.received):
                    connection.shutdown(socket.SHUT_RDWR)
                else:
                    self._seen[descriptor] = facts


def read_facts(connection: socket.socket) -> Facts | None:
    """Return what there is to know of a TCP connection, ``None`` of another socket; raise ``OSError``."""
    if connection.family not in {socket.AF_INET, socket.AF_INET6} or connection.type != socket.SOCK_STREAM:
        return None
    peer = connection.getpeername()[0].partition("%")[0]
    found = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _RECEIVED.size)
    if len(found) < _RECEIVED.size:
        return None
    unsent, silent = _TIMES.unpack_from(found)
    return Facts(peer, unsent / 1000, silent / 1000, *_RECEIVED.unpack_from(found))
