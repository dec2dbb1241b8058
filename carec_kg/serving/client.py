"""The pool as its clients see it: a task goes in, an answer or an error comes out."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import struct
from collections import deque
from typing import TYPE_CHECKING, Protocol

from carec_kg.errors import EngineFailure
from carec_kg.serving.edition import EditionReader
from carec_kg.serving.framing import CANCEL, QUERY, STATUS, Frame, read_frame, write_frame
from carec_kg.serving.messages import PoolStatus, dump, pack_task, unpack_answer

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.edition import Edition
    from carec_kg.serving.messages import QueryTask

#: Seconds beyond a task's time in the queue and its time to run before its client gives the supervisor up.
_GRACE = 5.0
#: Two who ask these at once must not get the same answer. Escapes can hide the words, and cost no more than that.
_NOT_REPEATABLE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)


class Pool(Protocol):
    """Whatever answers tasks: the sealed workers here, another SPARQL endpoint one day."""

    def answer(self, task: QueryTask) -> EncodedAnswer:
        """Answer a task; raise an error of ``carec_kg.errors``."""

    def status(self) -> PoolStatus:
        """Return the pool's state."""

    def current_version(self) -> str:
        """Return the version that new tasks are answered from; cheap enough for every request."""

    def cancel(self, name: str) -> int:
        """Cancel the tasks that have this name and return how many there were."""


class PoolClient:
    """A client of the supervisor; safe to use from many threads, each call on a connection of its own."""

    def __init__(self, address: Path) -> None:
        self._address = str(address)
        self._spare: deque[socket.socket] = deque()
        self._editions = EditionReader(address.parent)

    def answer(self, task: QueryTask) -> EncodedAnswer:
        """Answer a task; raise the error that the worker or the supervisor gave, or ``EngineFailure``."""
        shared = not _NOT_REPEATABLE.search(task.query.text)
        terms = {
            "timeout": task.timeout,
            "lane": task.lane,
            "shared": shared,
            "client": task.client,
            "cancel": task.cancel_name,
        }
        frame = self._exchange(Frame(QUERY, dump(terms), pack_task(task)), 2 * task.timeout + _GRACE)
        return unpack_answer(frame.header, frame.body)

    def status(self) -> PoolStatus:
        """Return the pool's state; one that cannot be reached is not ready."""
        try:
            return PoolStatus(**json.loads(self._exchange(Frame(STATUS), _GRACE).header))
        except EngineFailure:
            return PoolStatus(ready=False, dataset="", workers=0, running=0, waiting=0)

    def cancel(self, name: str) -> int:
        """Cancel the tasks that have this name and return how many there were; raise ``EngineFailure``."""
        found = json.loads(self._exchange(Frame(CANCEL, dump({"name": name})), _GRACE).header)
        return int(found["cancelled"])

    def current_version(self) -> str:
        """Return the version that new tasks are answered from; it costs one ``stat``."""
        return self._editions.read().version

    def current_edition(self) -> Edition:
        """Return version, folder and age of what new tasks are answered from."""
        return self._editions.read()

    def close(self) -> None:
        """Close the connections that nobody uses."""
        while self._spare:
            self._spare.pop().close()

    def _exchange(self, frame: Frame, patience: float) -> Frame:
        while self._spare:
            with contextlib.suppress(IndexError):
                # A connection kept from before may be dead; a new one then decides.
                if answer := self._ask(self._spare.pop(), frame, patience):
                    return answer
        if answer := self._ask(self._connect(), frame, patience):
            return answer
        message = "The query service does not answer; try again in a moment."
        raise EngineFailure(message)

    def _connect(self) -> socket.socket | None:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(self._address)
        except OSError:
            connection.close()
            return None
        return connection

    def _ask(self, connection: socket.socket | None, frame: Frame, patience: float) -> Frame | None:
        """Send a frame and return what comes back; ``None`` where the connection is dead."""
        if connection is None:
            return None
        try:
            limit = struct.pack("ll", int(patience), int(patience % 1 * 1e6))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
            write_frame(connection.fileno(), frame)
            answer = read_frame(connection.fileno())
        except (OSError, EOFError):
            answer = None
        if answer is None:
            connection.close()
        else:
            self._spare.append(connection)
        return answer
