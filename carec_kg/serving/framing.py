"""Frames: how the processes of the server talk over their Unix sockets.

A frame is one byte of kind, the lengths of header and body, a header (small) and a body (bytes).
"""

from __future__ import annotations

import os
import socket
import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PREFIX = struct.Struct("!cIQ")
#: Bodies up to this size are sent with their header in one system call: to copy them costs less.
_SMALL = 2**20
_CHUNK = 2**16
_WAIT_ALL = socket.MSG_WAITALL

#: From a client to the supervisor: a worker is wanted; one comes back; one has ended before it answered; a query is
#: to be stopped; queries by a name are under way or have ended; they are to be cancelled; what is the pool's state.
WANT = b"W"
BACK = b"B"
LOST = b"E"
KILL = b"K"
NAME = b"N"
CANCEL = b"C"
STATUS = b"S"
#: From the supervisor to a client: terms; a worker, with its channel; one is to come back; queries of a name are to
#: stop; a reply.
WELCOME = b"H"
GRANT = b"G"
RECALL = b"P"
DROP = b"D"
REPLY = b"Y"
#: To a worker: a query. From one: ready for the first query; an answer; an answer after which it goes.
QUERY = b"Q"
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
    """Read a frame from a blocking descriptor; ``None`` at a clean end, ``EOFError`` at an end amid a frame.

    For those who talk in turns: nothing may follow the frame before it is answered.
    """
    data = os.read(descriptor, _CHUNK)
    if not data:
        return None
    while len(data) < _PREFIX.size:
        data += _read_more(descriptor, _CHUNK)
    missing = _size_of(data) - len(data)
    if missing > 0:
        pieces = [data]
        while missing:
            pieces.append(_read_more(descriptor, missing))
            missing -= len(pieces[-1])
        data = b"".join(pieces)
    return _cut(data)


def receive_frame(channel: socket.socket) -> Frame | None:
    """Do what ``read_frame`` does on a blocking socket; also ``None`` where the end comes amid a frame.

    Raise ``OSError``, after the socket's time too.
    """
    data = channel.recv(_CHUNK)
    if data and len(data) < _PREFIX.size:
        data += channel.recv(_PREFIX.size - len(data), _WAIT_ALL)
    if len(data) < _PREFIX.size:
        return None
    missing = _size_of(data) - len(data)
    if missing > 0:
        # One system call for all the rest, however long.
        rest = channel.recv(missing, _WAIT_ALL)
        if len(rest) < missing:
            return None
        data += rest
    return _cut(data)


def _write_all(descriptor: int, data: bytes) -> None:
    written = os.write(descriptor, data)
    if written < len(data):
        view = memoryview(data)[written:]
        while view:
            view = view[os.write(descriptor, view) :]


def _read_more(descriptor: int, size: int) -> bytes:
    piece = os.read(descriptor, min(size, 2**20))
    if not piece:
        message = "The connection ended amid a message."
        raise EOFError(message)
    return piece


def _size_of(data: bytes | memoryview) -> int:
    _, header, body = _PREFIX.unpack_from(data)
    return _PREFIX.size + int(header) + int(body)


def _cut(data: bytes | memoryview) -> Frame:
    kind, header, body = _PREFIX.unpack_from(data)
    middle = _PREFIX.size + header
    return Frame(kind, bytes(data[_PREFIX.size : middle]), bytes(data[middle : middle + body]))


class FrameReceiver:
    """Receives frames, one at a time, from a socket that does not block.

    ``receive`` returns some bytes of so many, none at the end; ``fill`` puts bytes into a place and returns how many.
    """

    def __init__(self, receive: Callable[[int], bytes], fill: Callable[[memoryview], int]) -> None:
        self._receive = receive
        self._fill = fill
        self._begun = b""
        self._room: memoryview | None = None
        self._filled = 0

    def receive(self) -> Frame:
        """Return the next frame; raise ``BlockingIOError`` before it is whole, ``EOFError`` at the end."""
        while self._room is None:
            piece = self._receive(_CHUNK)
            if not piece:
                raise EOFError
            data = self._begun = self._begun + piece if self._begun else piece
            if len(data) >= _PREFIX.size:
                size = _size_of(data)
                if len(data) >= size:
                    self._begun = b""
                    return _cut(data)
                self._room, self._filled = memoryview(bytearray(size)), len(data)
                self._room[: len(data)] = data
        room = self._room
        while self._filled < len(room):
            more = self._fill(room[self._filled :])
            if not more:
                raise EOFError
            self._filled += more
        self._begun, self._room = b"", None
        return _cut(room)


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
