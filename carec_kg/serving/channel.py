"""Our end of a worker's channel, in an event loop: questions are sent, answers are heard when they have arrived."""

from __future__ import annotations

from socket import MSG_DONTWAIT
from typing import TYPE_CHECKING

from carec_kg.serving.framing import FrameReceiver

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import Callable

    from carec_kg.serving.framing import Frame


class Channel:
    """A channel that ``on_frame`` hears from: each frame, and ``None`` once, when the worker has ended.

    It is written to as it is: whoever is asked listens, so that no question waits for long.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, connection: socket.socket, on_frame: Callable[[Frame | None], None]
    ) -> None:
        connection.setblocking(True)  # noqa: FBT003 - the socket module's own
        self._loop = loop
        self._connection = connection
        self._on_frame = on_frame
        self._receiver = FrameReceiver(lambda size: connection.recv(size, MSG_DONTWAIT), self._fill)
        self.ended = False
        loop.add_reader(connection.fileno(), self._read)

    def send(self, frame: Frame) -> bool:
        """Send a frame; false where nobody is there any more."""
        try:
            self._connection.sendall(frame.pack())
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Hear nothing any more."""
        if not self.ended:
            self.ended = True
            self._loop.remove_reader(self._connection.fileno())
            self._connection.close()

    def _fill(self, room: memoryview) -> int:
        return self._connection.recv_into(room, 0, MSG_DONTWAIT)

    def _read(self) -> None:
        try:
            frame = self._receiver.receive()
        except BlockingIOError:
            return
        except (OSError, EOFError):
            frame = None
        self._on_frame(frame)
