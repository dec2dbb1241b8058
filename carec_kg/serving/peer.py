"""One end of a connection that speaks in frames, as the event loop sees it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from carec_kg.serving.framing import FrameAssembler

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.serving.framing import Frame
    from carec_kg.serving.job import Job


_BUFFER = 2**16


class Peer(asyncio.BufferedProtocol):
    """One connection that speaks in frames: a client or a worker."""

    def __init__(self, on_frame: Callable[[Peer, Frame], None], on_end: Callable[[Peer], None]) -> None:
        self._on_frame = on_frame
        self._on_end = on_end
        self._frames = FrameAssembler()
        # The event loop's own buffer is made anew for each read, and so large that this costs more than the read.
        self._buffer = memoryview(bytearray(_BUFFER))
        self._transport: asyncio.Transport | None = None
        self.job: Job | None = None
        self.cancel_name = ""
        self.ended = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport to write to."""
        self._transport = transport  # type: ignore[assignment] # a stream's transport can write

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 - asyncio's signature
        """Return where the next bytes go."""
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Hand on the frames that are complete."""
        for frame in self._frames.feed(self._buffer[:nbytes]):
            self._on_frame(self, frame)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Tell that nobody listens any more."""
        self.ended = True
        self._on_end(self)

    def send(self, frame: Frame) -> None:
        """Write a frame, now or when the other side reads."""
        if self._transport and not self._transport.is_closing():
            self._transport.write(frame.pack())

    def close(self) -> None:
        """End the connection."""
        if self._transport:
            self._transport.close()
