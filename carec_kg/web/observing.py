"""Observe every request at the outermost place, and tell the metrics and the access log of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.web.clients import name_client
from carec_kg.web.front import GIVEN, OUTCOME
from carec_kg.web.replies import VERSION_HEADER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from carec_kg.web.caching import FinishedAnswer

    _Failure = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class Exchange(NamedTuple):
    """A request and its answer: ``size`` bytes of body, ``seconds`` until the answer was complete.

    ``cache`` is ``hit``, ``miss`` or ``shared``, empty where the cache was not asked; ``query`` the address's part
    behind the question mark. A file is complete when its sending begins.
    """

    method: str
    path: str
    query: str
    status: int
    size: int
    seconds: float
    client: str
    version: str
    cache: str


class ObservedApplication:
    """A WSGI application that hands requests on, and each exchange to those who listen."""

    def __init__(
        self, application: WSGIApplication, listeners: Iterable[Callable[[Exchange], None]], proxies: str
    ) -> None:
        self._application = application
        self._listeners = tuple(listeners)
        self._proxies = proxies

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        begun = time.perf_counter()
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def note(
            status: str, headers: list[tuple[str, str]], failure: _Failure | None = None, /
        ) -> Callable[[bytes], object]:
            told.append((status, headers))
            return start_response(status, headers, failure) if failure else start_response(status, headers)

        body = self._application(environ, note)
        if told:
            exchange = self._describe(environ, *told[-1], time.perf_counter() - begun)
            for listener in self._listeners:
                listener(exchange)
        return body

    def _describe(
        self, environ: WSGIEnvironment, status: str, headers: list[tuple[str, str]], seconds: float
    ) -> Exchange:
        method = environ["REQUEST_METHOD"]
        size, version = _read_answer(environ.get(GIVEN), headers)
        return Exchange(
            method,
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            int(status[:3]),
            0 if method == "HEAD" or status.startswith("304") else size,
            seconds,
            name_client(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""), self._proxies),
            version,
            environ.get(OUTCOME, ""),
        )


def _read_answer(answer: FinishedAnswer | None, headers: list[tuple[str, str]]) -> tuple[int, str]:
    """Return size and version of what was given."""
    if answer is not None:
        return len(answer.body), answer.version
    found = {name.lower(): value for name, value in headers}
    length = found.get("content-length", "")
    return int(length) if length.isdecimal() else 0, found.get(VERSION_HEADER.lower(), "")
