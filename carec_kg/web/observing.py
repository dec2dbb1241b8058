"""Observe every request at the outermost place, and tell the metrics and the access log of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.web.answering import VERSION_HEADER
from carec_kg.web.clients import name_client
from carec_kg.web.front import OUTCOME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    _Failure = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


@dataclass(frozen=True, slots=True)
class Exchange:
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
        found = {name.lower(): value for name, value in headers}
        method = environ["REQUEST_METHOD"]
        length = found.get("content-length", "")
        return Exchange(
            method=method,
            path=environ.get("PATH_INFO", ""),
            query=environ.get("QUERY_STRING", ""),
            status=int(status[:3]),
            size=int(length) if length.isdecimal() and method != "HEAD" else 0,
            seconds=seconds,
            client=name_client(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR", ""), self._proxies),
            version=found.get(VERSION_HEADER.lower(), ""),
            cache=environ.get(OUTCOME, ""),
        )
