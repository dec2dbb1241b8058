"""Frames: how the processes of the server talk over their Unix sockets.

A frame is one byte of kind, the lengths of header and body, a header (JSON) and a body (bytes).
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = struct.Struct("!cIQ")
#: Bodies up to this size are sent with their header in one system call.
_SMALL = 2**16
_CHUNK = 2**20

#: To the supervisor: a query; a question for the pool's state; an order to cancel a query.
QUERY = b"Q"
STATUS = b"S"
CANCEL = b"C"
#: From a worker: ready for the first query; an answer; an answer after which it goes.
READY = b"R"
ANSWER = b"A"
LAST_ANSWER = b"L"


class Frame(NamedTuple):
    """One message."""

    kind: bytes
    header: bytes = b""
    body: bytes = b""

    def pack(self) -> bytes:
        """Return the frame as bytes."""
        return _PREFIX.pack(self.kind, len(self.header), len(self.body)) + self.header + self.body


def write_frame(descriptor: int, frame: Frame) -> None:
    """Write a frame to a blocking descriptor; raise ``OSError`` where nobody reads."""
    if len(frame.body) <= _SMALL:
        _write_all(descriptor, frame.pack())
        return
    _write_all(descriptor, _PREFIX.pack(frame.kind, len(frame.header), len(frame.body)) + frame.header)
    _write_all(descriptor, frame.body)


def read_frame(descriptor: int) -> Frame | None:
    """Read a frame from a blocking descriptor; ``None`` at a clean end, ``EOFError`` at an end amid a frame."""
    prefix = _read_exactly(descriptor, _PREFIX.size, start=True)
    if not prefix:
        return None
    kind, header, body = _PREFIX.unpack(prefix)
    return Frame(kind, _read_exactly(descriptor, header), _read_exactly(descriptor, body))


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _read_exactly(descriptor: int, size: int, *, start: bool = False) -> bytes:
    chunks: list[bytes] = []
    missing = size
    while missing:
        chunk = os.read(descriptor, min(missing, _CHUNK))
        if not chunk:
            if start and not chunks:
                return b""
            message = "The connection ended amid a message."
            raise EOFError(message)
        chunks.append(chunk)
        missing -= len(chunk)
    return b"".join(chunks)


class FrameAssembler:
    """Puts frames together from pieces as they arrive."""

    def __init__(self) -> None:
        self._pieces = bytearray()

    def feed(self, data: bytes | memoryview) -> Iterator[Frame]:
        """Take a piece and yield the frames that it completes."""
        self._pieces += data
        while len(self._pieces) >= _PREFIX.size:
            kind, header, body = _PREFIX.unpack_from(self._pieces)
            middle = _PREFIX.size + header
            end = middle + body
            if len(self._pieces) < end:
                return
            frame = Frame(kind, bytes(self._pieces[_PREFIX.size : middle]), bytes(self._pieces[middle:end]))
            del self._pieces[:end]
            yield frame
