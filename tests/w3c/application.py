"""The Flask application over a test's own data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.graph.workbench import Workbench
from carec_kg.saved_queries.catalogue import Catalogue
from carec_kg.web.application import create_app
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from carec_kg.rdf.terms import Quad


def open_application(quads: Iterable[Quad] = ()) -> FlaskClient:
    """Return a client of the application over these quads and no saved queries."""
    return create_app(LocalPool(Workbench(quads)), Catalogue({}, {}), WebSettings("suite")).test_client()


def ask(client: FlaskClient, query: bytes, accept: str) -> TestResponse:
    """Send a query as the body of a POST."""
    headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
    return client.post("/sparql", data=query, headers=headers)
