"""Call a WSGI application (PEP 3333) in threads, from an event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from types import TracebackType
    from typing import BinaryIO
    from wsgiref.types import WSGIApplication, WSGIEnvironment

    from carec_kg.web.caching import FinishedAnswer

    _Failure = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

#: In the environment, from the application: its answer finished, where the body is not a stream.
FINISHED = "carec_kg.finished"
#: Bytes of a file that are read at once.
_PIECE = 2**18


@dataclass(slots=True)
class Given:
    """What a request is given: status line, headers, and a body that is either whole or comes in pieces.

    ``outcome`` is ``hit``, ``miss`` or ``shared``, empty where the cache was not asked; ``version`` that of the data,
    empty where the headers alone say it.
    """

    status: str
    headers: list[tuple[str, str]]
    body: bytes = b""
    pieces: AsyncIterator[bytes] | None = None
    outcome: str = ""
    version: str = ""


class FilePieces:
    """The pieces of an open file; what PEP 3333 calls a file wrapper."""

    def __init__(self, file: BinaryIO, _size: int = _PIECE) -> None:
        self._file = file
        self.close = file.close

    def __iter__(self) -> FilePieces:
        return self

    def __next__(self) -> bytes:
        if piece := self._file.read(_PIECE):
            return piece
        raise StopIteration

    def seekable(self) -> bool:
        """Return whether the file can be read from any place."""
        return self._file.seekable()

    def seek(self, *where: int) -> int:
        """Go on at another place of the file."""
        return self._file.seek(*where)

    def tell(self) -> int:
        """Return the place in the file."""
        return self._file.tell()


class ThreadedApplication:
    """A WSGI application that an event loop can call; ``threads`` at once."""

    def __init__(self, application: WSGIApplication, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, "application")

    async def call(self, environ: WSGIEnvironment) -> Given:
        """Answer a request; raise what the application raises."""
        loop = asyncio.get_running_loop()
        status, headers, body = await loop.run_in_executor(self._threads, self._call, environ)
        if isinstance(body, bytes):
            return Given(status, headers, body)
        return Given(status, headers, pieces=self._stream(body))

    def finished(self, environ: WSGIEnvironment) -> FinishedAnswer | None:
        """Return what the application said of its answer to a request."""
        found: FinishedAnswer | None = environ.get(FINISHED)
        return found

    def _call(self, environ: WSGIEnvironment) -> tuple[str, list[tuple[str, str]], bytes | Iterable[bytes]]:
        head = _Head()
        pieces = self._application(environ, head)
        if FINISHED in environ or isinstance(pieces, (list, tuple)):
            return head.status, head.headers, _join(pieces)
        return head.status, head.headers, pieces

    async def _stream(self, pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
        loop, left = asyncio.get_running_loop(), iter(pieces)
        try:
            while found := await loop.run_in_executor(self._threads, lambda: list(islice(left, 1))):
                if found[0]:
                    yield found[0]
        finally:
            if close := getattr(pieces, "close", None):
                close()


class _Head:
    """Takes down what the application says before its body."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []

    def __call__(
        self, status: str, headers: list[tuple[str, str]], _failure: _Failure | None = None, /
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return _refuse_to_write


def _refuse_to_write(_piece: bytes) -> None:
    message = "Give the body as an iterable."
    raise NotImplementedError(message)


def _join(pieces: Iterable[bytes]) -> bytes:
    try:
        return b"".join(pieces)
    finally:
        if close := getattr(pieces, "close", None):
            close()
