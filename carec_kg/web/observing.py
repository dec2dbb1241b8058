"""Observe every request at the outermost place, and tell the metrics and the access log of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carec_kg.web.clients import name_client
from carec_kg.web.replies import VERSION_HEADER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import WSGIEnvironment

    from carec_kg.web.threads import Given


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


class Observer:
    """Tells those who listen of each exchange."""

    def __init__(self, listeners: Iterable[Callable[[Exchange], None]], proxies: str) -> None:
        self._listeners = tuple(listeners)
        self._proxies = proxies

    def observe(self, environ: WSGIEnvironment, given: Given, seconds: float) -> None:
        """Tell of a request that took so long and was given this."""
        method = environ["REQUEST_METHOD"]
        size, version = (len(given.body), given.version) if given.version else _read_headers(given.headers)
        exchange = Exchange(
            method,
            environ["PATH_INFO"],
            environ["QUERY_STRING"],
            int(given.status[:3]),
            0 if method == "HEAD" or given.status.startswith("304") else size,
            seconds,
            name_client(environ["REMOTE_ADDR"], environ.get("HTTP_X_FORWARDED_FOR", ""), self._proxies),
            version,
            given.outcome,
        )
        for listener in self._listeners:
            listener(exchange)


def _read_headers(headers: list[tuple[str, str]]) -> tuple[int, str]:
    """Return size and version of what was given."""
    found = {name.lower(): value for name, value in headers}
    length = found.get("content-length", "")
    return int(length) if length.isdecimal() else 0, found.get(VERSION_HEADER.lower(), "")
