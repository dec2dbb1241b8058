"""The blueprint of ``/sparql``: the query operation as Flask hands it on, and the service description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.web.answering import respond_text, show
from carec_kg.web.clients import name_client
from carec_kg.web.graph_counts import GraphCounter
from carec_kg.web.negotiation import choose_format, prefers_html
from carec_kg.web.protocol import Question
from carec_kg.web.query_operation import PATH, QueryOperation
from carec_kg.web.replies import CUT_HEADER
from carec_kg.web.service_description import describe_service

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from carec_kg.serving.client import Pool
    from carec_kg.web.settings import WebSettings


def make_sparql_blueprint(pool: Pool, settings: WebSettings) -> Blueprint:
    """Return the blueprint over a pool."""
    blueprint = Blueprint("sparql", __name__)
    operation = QueryOperation(pool, settings)
    counter = GraphCounter(pool, settings.timeout)

    @blueprint.route(PATH, methods=["GET", "POST"])
    def sparql() -> Response | WerkzeugResponse:
        method = "POST" if request.method == "POST" else "GET"
        body = request.get_data() if method == "POST" else b""
        content_type = request.headers.get("Content-Type", "")
        asked = operation.read(Question(method, request.query_string, content_type, body))
        if asked.query is None:
            return _describe()
        forwarded = request.headers.get("X-Forwarded-For", "")
        client = name_client(request.remote_addr or "", forwarded, settings.proxies)
        return show(operation.answer(asked, request.headers.get("Accept"), client))

    def _describe() -> Response | WerkzeugResponse:
        if prefers_html(request.headers.get("Accept")):
            return redirect("/", 303)
        choice = choose_format(request.headers.get("Accept"), GRAPH_FORMATS)
        counts = counter.count()
        described = describe_service(
            request.base_url, choice.format, counts, union_default_graph=settings.union_default_graph
        )
        response = respond_text(described, choice.media_type)
        if counts and counts.cut:
            response.headers[CUT_HEADER] = str(len(counts.named))
        return response

    return blueprint
