"""Fixtures: the application over a real pool of sealed workers, and somebody who would hear a call."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

import pytest

from carec_kg.web.application import create_app
from carec_kg.web.settings import WebSettings
from tests.serving.pools import open_pool
from tests.web.local_pool import read_library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Return a client of the application over the things; queries may run for 3 seconds, answers have 1000 rows."""
    with open_pool(tmp_path_factory.mktemp("contract")) as pool, contextlib.closing(pool.connect()) as connected:
        settings = WebSettings(dataset=pool.dataset, timeout=3.0, max_rows=1000, max_query=2**20)
        yield create_app(connected, read_library(), settings).test_client()


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
