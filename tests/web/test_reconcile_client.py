"""The package ``reconciler`` from PyPI, a client of version 0.2, against a server on the loopback."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from carec_kg.graph.load import load_files
from carec_kg.saved_queries.catalogue import Catalogue
from carec_kg.web.application import create_app
from carec_kg.web.settings import WebSettings
from tests.linking.border import BORDER
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the base class's own
        """Say nothing."""


@contextlib.contextmanager
def listening(app: Flask) -> Iterator[str]:
    with make_server("127.0.0.1", 0, app, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.filterwarnings("ignore")
def test_a_column_of_a_data_frame_is_matched(tmp_path: Path) -> None:
    reconciler: Any = pytest.importorskip("reconciler", reason="reconciler is absent; install it to test with it")
    import pandas as pd  # noqa: PLC0415 - heavy

    path = tmp_path / "border.ttl"
    path.write_text(BORDER, encoding="utf-8")
    pool = LocalPool(load_files([path], union_default_graph=True))
    table = pd.DataFrame({"port": ["Khorgus", "霍尔果斯口岸", "Dostyk"], "country": ["KZ", "China", "Kazakhstan"]})
    with listening(create_app(pool, Catalogue({}, {}), WebSettings(union_default_graph=True))) as address:
        found = reconciler.reconcile(
            table["port"],
            type_id="BorderPort",
            property_mapping={"country": table["country"]},
            reconciliation_endpoint=f"{address}/reconcile",
        )
    assert list(found["id"]) == ["port/khorgos-kz", "port/khorgos-cn", "port/dostyk"]
    assert list(found["match"]) == [True, True, True]
