"""A small world for the pages: a member whose entry is told in two ways, a corridor, a hospital, a paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.graph.load import load_files
from carec_kg.web.application import create_app
from carec_kg.web.pages.reader import GraphReader
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import LocalPool, read_library

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from carec_kg.graph.engine import Engine

ID = "https://w3id.org/carec-kg/id/"
FILE = Path(__file__).parent / "world.trig"
SETTINGS = WebSettings(dataset="v1", timeout=5.0, max_rows=1000, max_query=10_000)


def load_world() -> Engine:
    """Return an engine over the world; its default graph holds the triples of all graphs."""
    return load_files([FILE], union_default_graph=True)


def read_world() -> GraphReader:
    """Return a reader of the world."""
    return GraphReader(LocalPool(load_world()), 5.0)


def open_world(report: str = "") -> FlaskClient:
    """Return a client of the application over the world."""
    return create_app(LocalPool(load_world()), read_library(), replace(SETTINGS, report=report)).test_client()
