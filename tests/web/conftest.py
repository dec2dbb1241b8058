"""Fixtures: the application over a pool without processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.load import load_files
from carec_kg.web.application import create_app
from carec_kg.web.settings import WebSettings
from tests.serving.pools import write_things
from tests.web.local_pool import LocalPool, read_library

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from carec_kg.graph.engine import Engine
    from carec_kg.saved_queries.catalogue import Catalogue


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Return an engine over the things."""
    return load_files([write_things(tmp_path_factory.mktemp("things") / "things.nq")])


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the saved queries of the tests."""
    return read_library()


@pytest.fixture
def pool(engine: Engine) -> LocalPool:
    """Return a pool that keeps its tasks."""
    return LocalPool(engine)


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """Return a folder with two export files, beside a file that is none of its business."""
    folder = tmp_path / "export"
    (folder / "csv").mkdir(parents=True)
    (folder / "all.ttl").write_text("<a:a> <a:b> 1 .\n", encoding="utf-8")
    (folder / "csv" / "things.csv").write_text("thing\r\n", encoding="utf-8")
    (tmp_path / "secret.ttl").write_text("<a:a> <a:b> 2 .\n", encoding="utf-8")
    (folder / "link.ttl").symlink_to(tmp_path / "secret.ttl")
    return folder


@pytest.fixture
def client(pool: LocalPool, catalogue: Catalogue, exports: Path) -> FlaskClient:
    """Return a client of the application."""
    settings = WebSettings(dataset="v1", timeout=5.0, max_rows=200, max_query=10_000, exports=exports)
    return create_app(pool, catalogue, settings).test_client()
