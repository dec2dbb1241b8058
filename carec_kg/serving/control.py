"""A client's connection to the supervisor: what it says is heard by a thread of its own, questions wait for replies."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
from collections import deque
from itertools import count
from typing import TYPE_CHECKING, Any

from carec_kg.errors import EngineFailure
from carec_kg.serving.framing import REPLY, WELCOME, Frame, FrameAssembler
from carec_kg.serving.messages import dump

if TYPE_CHECKING:
    from collections.abc import Callable

    OnOrder = Callable[[bytes, dict[str, Any], int | None], None]

_CHUNK = 2**16
_MOST_DESCRIPTORS = 16
_SILENT = "The query service does not answer; try again in a moment."


class Control:
    """The connection; ``on_order`` gets each order of the supervisor with its descriptor, ``on_end`` its end."""

    def __init__(self, address: str, patience: float) -> None:
        """Connect; raise ``EngineFailure`` where nobody answers within ``patience`` seconds."""
        self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._frames = FrameAssembler()
        self._descriptors: deque[int] = deque()
        self._sending = threading.Lock()
        self._numbers = count()
        self._replies: dict[int, dict[str, Any] | None] = {}
        self._arrived = threading.Condition()
        self.ended = False
        try:
            self._connection.settimeout(patience)
            self._connection.connect(address)
            self._waiting = self._receive()
            self._connection.settimeout(None)
        except OSError:
            self._waiting = []
        if not self._waiting or self._waiting[0].kind != WELCOME:
            self._connection.close()
            raise EngineFailure(_SILENT)
        #: What the supervisor says of the pool.
        self.terms: dict[str, Any] = json.loads(self._waiting.pop(0).header)

    def listen(self, on_order: OnOrder, on_end: Callable[[], None]) -> None:
        """Hear the supervisor from now on."""
        threading.Thread(target=self._listen, args=(on_order, on_end), daemon=True).start()

    def tell(self, kind: bytes, **words: object) -> None:
        """Say something that has no reply; nobody may hear it any more."""
        with contextlib.suppress(OSError), self._sending:
            self._connection.sendall(Frame(kind, dump(words)).pack())

    def ask(self, kind: bytes, patience: float, **words: object) -> dict[str, Any]:
        """Say something and return the reply; raise ``EngineFailure`` where none comes."""
        number = next(self._numbers)
        with self._arrived:
            self._replies[number] = None
        self.tell(kind, ask=number, **words)
        with self._arrived:
            self._arrived.wait_for(lambda: self.ended or self._replies[number] is not None, patience)
            reply = self._replies.pop(number)
        if reply is None:
            raise EngineFailure(_SILENT)
        return reply

    def close(self) -> None:
        """End the connection."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def _listen(self, on_order: OnOrder, on_end: Callable[[], None]) -> None:
        frames = self._waiting
        with contextlib.suppress(OSError):
            while True:
                for frame in frames:
                    self._hear(frame, on_order)
                frames = self._receive()
                if not frames:
                    break
        with self._arrived:
            self.ended = True
            self._arrived.notify_all()
        on_end()
        for descriptor in self._descriptors:
            os.close(descriptor)
        self._connection.close()

    def _hear(self, frame: Frame, on_order: OnOrder) -> None:
        words = json.loads(frame.header)
        if frame.kind == REPLY:
            with self._arrived:
                # Whoever asked may have gone.
                if words["ask"] in self._replies:
                    self._replies[words["ask"]] = words
                    self._arrived.notify_all()
        else:
            on_order(frame.kind, words, self._descriptors.popleft() if words.get("channel") else None)

    def _receive(self) -> list[Frame]:
        """Return the next frames, none at the end; descriptors come in the order of the frames that they belong to."""
        while True:
            piece, descriptors, _, _ = socket.recv_fds(self._connection, _CHUNK, _MOST_DESCRIPTORS)
            self._descriptors.extend(descriptors)
            if not piece:
                return []
            if frames := list(self._frames.feed(piece)):
                return frames
