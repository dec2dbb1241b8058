"""Read the bodies of requests, a bounded number at once, before anything else looks at them.

What lies behind finds every body whole and in memory, and waits for nobody. A body that is slow holds no thread.
"""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING

from carec_kg.web.clients import name_client
from carec_kg.web.problems import RequestProblem

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Awaitable
    from wsgiref.types import WSGIEnvironment

    from carec_kg.web.places import Places

#: Bytes of a body that is refused: a client that is cut off while it sends sees no answer.
_READ_OFF = 2**24


class BodyReader:
    """Reads bodies of ``most`` bytes, as many at once as ``places`` has, each within ``patience`` seconds."""

    def __init__(self, places: Places, *, most: int, proxies: str, patience: float) -> None:
        self._places = places
        self._most = most
        self._proxies = proxies
        self._patience = patience

    async def read(self, environ: WSGIEnvironment, pieces: AsyncIterable[bytes]) -> None:
        """Put the body into the environment; what is too large is read off and left out.

        Raise ``Busy``, ``ShareUsed`` and, for half a body and for one that takes too long, ``RequestProblem``.
        """
        # A client writes the method as it likes, and Flask takes it in any case.
        if not has_body(environ) or environ["REQUEST_METHOD"].upper() != "POST":
            return
        found = environ.get("CONTENT_LENGTH", "")
        length = int(found) if found.isdecimal() and len(found) < 20 else None
        client = name_client(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""), self._proxies)
        with self._places.take(client):
            body = await self._within_patience(self._collect(pieces, length))
        if length is None:
            environ.pop("HTTP_TRANSFER_ENCODING", None)
            environ["CONTENT_LENGTH"] = str(len(body))
        elif len(body) < length <= self._most:
            message = f"The body ended after {len(body)} of {length} bytes; send all of it."
            raise RequestProblem(400, message)
        environ["wsgi.input"] = io.BytesIO(body)

    async def _collect(self, pieces: AsyncIterable[bytes], length: int | None) -> bytes:
        """Return the body, or as much of one without a length as says that it is too large."""
        read, body = 0, bytearray()
        large = length is not None and length > self._most
        async for piece in pieces:
            read += len(piece)
            if not large:
                body += piece
            if read > (_READ_OFF if large else self._most):
                break
        return b"" if large else bytes(body[: self._most + 1])

    async def _within_patience(self, reading: Awaitable[bytes]) -> bytes:
        task = asyncio.ensure_future(reading)
        await asyncio.wait({task}, timeout=self._patience)
        if not task.done():
            task.cancel()
            message = f"The body did not come within {self._patience:g} seconds; send it in one go."
            raise RequestProblem(408, message, {"Connection": "close"})
        return task.result()


def has_body(environ: WSGIEnvironment) -> bool:
    """Return whether a request says that it has a body (RFC 9112, section 6)."""
    return environ.get("CONTENT_LENGTH", "") not in {"", "0"} or "HTTP_TRANSFER_ENCODING" in environ
