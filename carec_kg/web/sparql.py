"""The blueprint of ``/sparql``: the query operation as Flask hands it on, the service description, and the editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.web.answering import respond_text, show
from carec_kg.web.clients import name_client
from carec_kg.web.graph_counts import GraphCounter
from carec_kg.web.negotiation import choose_format, prefers_html, rate, read_accept
from carec_kg.web.protocol import Question
from carec_kg.web.query_operation import PATH, QueryOperation
from carec_kg.web.replies import ANSWER_FORMATS, CUT_HEADER
from carec_kg.web.service_description import describe_service

if TYPE_CHECKING:
    from carec_kg.serving.client import Pool
    from carec_kg.web.pages.editor import EditorPage
    from carec_kg.web.settings import WebSettings


def wants_page(accept: str | None) -> bool:
    """Return whether a browser asks: one that names HTML, and likes no form of an answer that it names as much."""
    if not prefers_html(accept):
        return False
    ranges = read_accept(accept)
    page, _ = rate("text/html", ranges)
    named = (rate(media_type, ranges) for format_ in ANSWER_FORMATS for media_type in format_.media_types)
    return all(weight < page or specificity < 2 for weight, specificity in named)


def make_sparql_blueprint(pool: Pool, settings: WebSettings, editor: EditorPage) -> Blueprint:
    """Return the blueprint over a pool, with the page that browsers get."""
    blueprint = Blueprint("sparql", __name__)
    operation = QueryOperation(pool, settings)
    counter = GraphCounter(pool, settings.timeout)

    @blueprint.route(PATH, methods=["GET", "POST"])
    def sparql() -> Response:
        method = "POST" if request.method == "POST" else "GET"
        body = request.get_data() if method == "POST" else b""
        content_type = request.headers.get("Content-Type", "")
        accept = request.headers.get("Accept")
        asked = operation.read(Question(method, request.query_string, content_type, body))
        if wants_page(accept):
            return editor.answer(asked) if method == "POST" else editor.open(asked)
        if asked.query is None:
            return _describe()
        forwarded = request.headers.get("X-Forwarded-For", "")
        client = name_client(request.remote_addr or "", forwarded, settings.proxies)
        return show(operation.answer(asked, accept, client))

    def _describe() -> Response:
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
