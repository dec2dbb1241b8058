"""Fixtures: the application over a real pool of sealed workers, and somebody who would hear a call."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING, Any

import pytest
from flask.testing import FlaskClient

from carec_kg.web.application import create_app
from carec_kg.web.front import AnswerCache
from carec_kg.web.query_operation import DirectOperation
from carec_kg.web.settings import WebSettings
from carec_kg.web.threads import ThreadedApplication
from tests.serving.pools import open_pool
from tests.web.local_pool import read_library
from tests.web.looping import as_wsgi, the_loop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from carec_kg.serving.launch import RunningPool


class AskingTwice(FlaskClient):
    """A client that asks everything twice and looks at the second answer, which the cache may have given."""

    def open(self, *args: Any, **options: Any) -> TestResponse:  # noqa: ANN401 - whatever a client takes
        """Ask twice."""
        super().open(*args, **options).close()
        return super().open(*args, **options)


@pytest.fixture(scope="session")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPool]:
    """Return a pool over the things."""
    with open_pool(tmp_path_factory.mktemp("contract")) as pool:
        yield pool


@pytest.fixture(scope="session", params=["application", "cache", "direct"])
def client(pool: RunningPool, request: pytest.FixtureRequest) -> Iterator[FlaskClient]:
    """Return a client of the application over the things; queries may run for 6 seconds, answers have 1000 rows.

    Once it asks the application itself; once it asks through the cache, twice; and once through a cache that keeps
    nothing, with what is answered ahead of the application.
    """
    settings = WebSettings(dataset=pool.dataset, timeout=6.0, max_rows=1000, max_query=2**20)
    with contextlib.closing(pool.connect(the_loop())) as connected:
        app = create_app(connected, read_library(), settings)
        if request.param != "application":
            direct = DirectOperation(connected, settings)
            cache = AnswerCache(
                ThreadedApplication(app.wsgi_app, 8),
                capacity=2**24 if request.param == "cache" else 0,
                current_version=lambda: pool.dataset,
                patience=settings.timeout,
                direct=direct.answer,
            )
            app.wsgi_app = as_wsgi(cache)  # type: ignore[assignment,method-assign] # the documented way to put something in front
        if request.param == "cache":
            app.test_client_class = AskingTwice
        yield app.test_client()


class Listener:
    """Somebody on the loopback who would hear every connection."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/sparql"

    def was_called(self) -> bool:
        """Return whether a connection has arrived."""
        try:
            self._socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Return a listener that nobody has called yet."""
    with contextlib.closing(Listener()) as opened:
        yield opened
