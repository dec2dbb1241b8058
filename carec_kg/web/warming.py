"""Ask for the pages that people open first, so that nobody waits for what is made once over each version."""

from __future__ import annotations

import asyncio
import io
import sys
from typing import TYPE_CHECKING

from carec_kg.web.environ import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from wsgiref.types import WSGIEnvironment

    from carec_kg.web.front import AnswerCache

#: What people open first.
PATHS = ("/", "/queries", "/map", "/sparql")
#: Seconds between two looks at the version.
_PAUSE = 1.0


async def keep_warm(cache: AnswerCache, current_version: Callable[[], str], pause: float = _PAUSE) -> None:
    """Ask for the first pages, and again whenever there is another version; end only when cancelled."""
    warmed = ""
    while True:
        version = current_version()
        if version and version != warmed:
            warmed = version
            for path in PATHS:
                await _visit(cache, path)
        await asyncio.sleep(pause)


async def _visit(cache: AnswerCache, path: str) -> None:
    try:
        await cache.answer(_make_environ(path))
    except Exception as error:  # noqa: BLE001 - a page that fails here is told to whoever asks for it
        sys.stderr.write(f"{path} could not be made in advance: {error}\n")


def _make_environ(path: str) -> WSGIEnvironment:
    """Return the environment (PEP 3333) of a browser's first visit."""
    return {
        **ALWAYS,
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
