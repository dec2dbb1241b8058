"""The Flask application over a test's own data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.graph.workbench import Workbench
from carec_kg.saved_queries.catalogue import Catalogue
from carec_kg.web.application import create_app
from carec_kg.web.front import AnswerCache
from carec_kg.web.query_operation import DirectOperation
from carec_kg.web.settings import WebSettings
from carec_kg.web.threads import ThreadedApplication
from tests.web.local_pool import LocalPool
from tests.web.looping import as_wsgi

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from carec_kg.rdf.terms import Quad


def open_application(quads: Iterable[Quad] = (), *, direct: bool = False) -> FlaskClient:
    """Return a client of the application over these quads and no saved queries; ``direct``: answered ahead of Flask."""
    pool, settings = LocalPool(Workbench(quads)), WebSettings("suite")
    app = create_app(pool, Catalogue({}, {}), settings)
    if direct:
        cache = AnswerCache(
            ThreadedApplication(app.wsgi_app, 8),
            capacity=0,
            current_version=pool.current_version,
            patience=1.0,
            direct=DirectOperation(pool, settings).answer,
        )
        app.wsgi_app = as_wsgi(cache)  # type: ignore[assignment,method-assign] # the documented way to put something in front
    return app.test_client()


def ask(client: FlaskClient, query: bytes, accept: str) -> TestResponse:
    """Send a query as the body of a POST."""
    headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
    return client.post("/sparql", data=query, headers=headers)
