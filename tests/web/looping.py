"""What lives in an event loop, for tests and clients that do not."""

from __future__ import annotations

import asyncio
from functools import cache
from http import HTTPStatus
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from carec_kg.serving.loop_thread import LoopThread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from granian._granian import RSGIHTTPProtocol
    from granian.rsgi import Scope

    from carec_kg.web.door import Door
    from carec_kg.web.front import AnswerCache

_T = TypeVar("_T")


@cache
def the_loop() -> asyncio.AbstractEventLoop:
    """Return the loop of all tests."""
    return LoopThread().loop


def wait_for(work: Coroutine[Any, Any, _T]) -> _T:
    """Have something done in the loop of all tests, and wait for it."""
    return asyncio.run_coroutine_threadsafe(work, the_loop()).result()


def as_wsgi(cache: AnswerCache) -> WSGIApplication:
    """Return a cache as a WSGI application."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        given = wait_for(cache.answer(environ))
        start_response(given.status, given.headers)
        return [given.body] if given.pieces is None else wait_for(_collect(given.pieces))

    return application


def door_as_wsgi(door: Door) -> WSGIApplication:
    """Return a door as a WSGI application: what comes in goes through RSGI."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        exchange = Exchange(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        wait_for(door.answer(make_scope(environ), cast("RSGIHTTPProtocol", exchange)))
        start_response(f"{exchange.status} {HTTPStatus(exchange.status).phrase.upper()}", exchange.headers)
        return exchange.pieces

    return application


def make_scope(environ: WSGIEnvironment) -> Scope:
    """Return the scope (RSGI 1.5) of a request."""
    headers = [(key[5:].replace("_", "-").lower(), value) for key, value in environ.items() if key.startswith("HTTP_")]
    headers += [(key.replace("_", "-").lower(), environ[key]) for key in _BARE if environ.get(key)]
    found = SimpleNamespace(
        method=environ["REQUEST_METHOD"],
        path=environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace"),
        query_string=environ["QUERY_STRING"],
        http_version="1.1",
        scheme="http",
        client=environ.get("REMOTE_ADDR", "127.0.0.1") + ":50000",
        server="127.0.0.1:8000",
        headers=SimpleNamespace(items=lambda: headers),
    )
    return cast("Scope", found)


_BARE = ("CONTENT_TYPE", "CONTENT_LENGTH")


class Exchange:
    """A request's body, and what was sent in return."""

    def __init__(self, body: bytes = b"") -> None:
        self.body = body
        self.status = 0
        self.headers: list[tuple[str, str]] = []
        self.pieces: list[bytes] = []

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self.body:
            yield self.body

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        """Take an answer without a body."""
        self.status, self.headers = status, headers

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Take an answer."""
        self.status, self.headers, self.pieces = status, headers, [body]

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> Exchange:
        """Take the beginning of an answer in pieces."""
        self.status, self.headers = status, headers
        return self

    async def send_bytes(self, piece: bytes) -> None:
        """Take a piece."""
        self.pieces.append(piece)


async def _collect(pieces: AsyncIterator[bytes]) -> list[bytes]:
    return [piece async for piece in pieces]
