"""A client's connection to the supervisor, in an event loop: it hears orders, and questions wait for replies."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections import deque
from itertools import count
from typing import TYPE_CHECKING, Any

from carec_kg.errors import EngineFailure
from carec_kg.serving.framing import REPLY, WELCOME, Frame, FrameAssembler
from carec_kg.serving.messages import dump

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    OnOrder = Callable[[bytes, dict[str, Any], int | None], None]

_CHUNK = 2**16
_MOST_DESCRIPTORS = 16
_SILENT = "The query service does not answer; try again in a moment."


class Control:
    """The connection; ``on_order`` gets each order of the supervisor with its descriptor, ``on_end`` its end."""

    def __init__(self, loop: asyncio.AbstractEventLoop, address: str, patience: float) -> None:
        """Connect; raise ``EngineFailure`` where nobody answers within ``patience`` seconds."""
        self._loop = loop
        self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._frames = FrameAssembler()
        self._descriptors: deque[int] = deque()
        self._numbers = count()
        self._replies: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.ended = False
        try:
            self._connection.settimeout(patience)
            self._connection.connect(address)
            while not (waiting := self._receive()):
                pass
            self._connection.settimeout(None)
        except (OSError, EOFError):
            waiting = []
        self._waiting = waiting
        if not waiting or waiting[0].kind != WELCOME:
            self._connection.close()
            raise EngineFailure(_SILENT)
        #: What the supervisor says of the pool.
        self.terms: dict[str, Any] = json.loads(waiting.pop(0).header)

    def listen(self, on_order: OnOrder, on_end: Callable[[], None]) -> None:
        """Hear the supervisor from now on."""
        self._loop.add_reader(self._connection.fileno(), self._read, on_order, on_end)
        for frame in self._waiting:
            self._hear(frame, on_order)

    def tell(self, kind: bytes, **words: object) -> None:
        """Say something that has no reply; nobody may hear it any more."""
        with contextlib.suppress(OSError):
            self._connection.sendall(Frame(kind, dump(words)).pack())

    async def ask(self, kind: bytes, patience: float, **words: object) -> dict[str, Any]:
        """Say something and return the reply; raise ``EngineFailure`` where none comes."""
        if self.ended:
            raise EngineFailure(_SILENT)
        number = next(self._numbers)
        reply: asyncio.Future[dict[str, Any]] = self._loop.create_future()
        self._replies[number] = reply
        timer = self._loop.call_later(patience, _give_up, reply)
        try:
            self.tell(kind, ask=number, **words)
            return await reply
        finally:
            timer.cancel()
            del self._replies[number]

    def close(self) -> None:
        """End the connection; whoever listens hears of it."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def _read(self, on_order: OnOrder, on_end: Callable[[], None]) -> None:
        try:
            frames = self._receive()
        except (OSError, EOFError):
            self._end(on_end)
            return
        for frame in frames:
            self._hear(frame, on_order)

    def _end(self, on_end: Callable[[], None]) -> None:
        self.ended = True
        self._loop.remove_reader(self._connection.fileno())
        for reply in self._replies.values():
            _give_up(reply)
        on_end()
        for descriptor in self._descriptors:
            os.close(descriptor)
        self._connection.close()

    def _hear(self, frame: Frame, on_order: OnOrder) -> None:
        words = json.loads(frame.header)
        if frame.kind == REPLY:
            # Whoever asked may have gone.
            reply = self._replies.get(words["ask"])
            if reply and not reply.done():
                reply.set_result(words)
        else:
            on_order(frame.kind, words, self._descriptors.popleft() if words.get("channel") else None)

    def _receive(self) -> list[Frame]:
        """Return the frames that are whole; descriptors come in the order of the frames that they belong to.

        Raise ``EOFError`` at the end.
        """
        piece, descriptors, _, _ = socket.recv_fds(self._connection, _CHUNK, _MOST_DESCRIPTORS)
        self._descriptors.extend(descriptors)
        if not piece:
            raise EOFError
        return list(self._frames.feed(piece))


def _give_up(reply: asyncio.Future[dict[str, Any]]) -> None:
    if not reply.done():
        reply.set_exception(EngineFailure(_SILENT))
