"""One end of a connection of small frames, as the supervisor's event loop sees it; descriptors can go along."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from carec_kg.serving.framing import FrameAssembler

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from carec_kg.serving.framing import Frame

_CHUNK = 2**16


class Peer:
    """A client of the supervisor; one that does not read what it is sent is shown out."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        connection: socket.socket,
        on_frame: Callable[[Peer, Frame], None],
        on_end: Callable[[Peer], None],
    ) -> None:
        connection.setblocking(False)  # noqa: FBT003 - the socket module's own
        self._loop = loop
        self._connection = connection
        self._on_frame = on_frame
        self._on_end = on_end
        self._frames = FrameAssembler()
        self._open = True
        loop.add_reader(connection, self._read)

    def send(self, frame: Frame, *descriptors: int) -> None:
        """Send a frame, now or never."""
        if not self._open:
            return
        data = frame.pack()
        try:
            if socket.send_fds(self._connection, [data], list(descriptors)) == len(data):
                return
        except OSError:
            pass
        self.close()

    def close(self) -> None:
        """End the connection."""
        if self._open:
            self._open = False
            self._loop.remove_reader(self._connection)
            self._connection.close()
            self._loop.call_soon(self._on_end, self)

    def _read(self) -> None:
        try:
            piece = self._connection.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self.close()
            return
        for frame in self._frames.feed(piece):
            self._on_frame(self, frame)
