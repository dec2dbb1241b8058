"""Pages are made before anybody asks for them, once over each version."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from carec_kg.web.front import AnswerCache
from carec_kg.web.threads import ThreadedApplication
from carec_kg.web.warming import PATHS, keep_warm
from tests.web.looping import wait_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment


class Pages:
    """An application that notes what it is asked for; its start page is broken."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.seen.append(environ["PATH_INFO"])
        assert environ["HTTP_ACCEPT"] == "text/html"
        if environ["PATH_INFO"] == "/":
            message = "broken"
            raise RuntimeError(message)
        start_response("200 OK", [])
        return [b"page"]


def test_pages_are_asked_for_again_over_each_version_and_one_that_fails_stops_no_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    pages, versions = Pages(), iter(["", "v1", "v1", "v2"])

    async def warm() -> None:
        cache = AnswerCache(ThreadedApplication(pages, 1), capacity=0, current_version=lambda: "v1", patience=1.0)
        task = asyncio.ensure_future(keep_warm(cache, lambda: next(versions), pause=0.0))
        await asyncio.wait({task})
        with pytest.raises(RuntimeError, match="StopIteration"):
            task.result()

    wait_for(warm())
    assert pages.seen == [*PATHS, *PATHS]
    assert "/ could not be made in advance: broken" in capsys.readouterr().err
