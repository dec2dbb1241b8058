"""The blueprint of ``/sparql``: queries by GET and both POSTs, and the service description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, request

from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.graph.engine import QueryRequest
from carec_kg.serving.messages import QueryTask
from carec_kg.web.answering import ANSWER_FORMATS, CUT_HEADER, respond, respond_text
from carec_kg.web.graph_counts import GraphCounter
from carec_kg.web.negotiation import choose_format, choose_formats, prefers_html
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import read_request
from carec_kg.web.service_description import describe_service

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from carec_kg.serving.client import Pool
    from carec_kg.web.settings import WebSettings

#: Bytes of a query string; longer ones are sent as POST. (The server in front gives up at 65,534.)
_MOST_IN_ADDRESS = 60_000


def make_sparql_blueprint(pool: Pool, settings: WebSettings) -> Blueprint:
    """Return the blueprint over a pool."""
    blueprint = Blueprint("sparql", __name__)
    counter = GraphCounter(pool, settings.timeout)

    @blueprint.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response | WerkzeugResponse:
        if len(request.query_string) > _MOST_IN_ADDRESS:
            message = f"The address holds more than {_MOST_IN_ADDRESS} bytes; send the query as POST."
            raise RequestProblem(414, message)
        method = "POST" if request.method == "POST" else "GET"
        body = request.get_data() if method == "POST" else b""
        content_type = request.headers.get("Content-Type", "")
        asked = read_request(method, request.query_string, content_type, body, timeout=settings.timeout)
        if asked.query is None:
            return _describe()
        choices = choose_formats(request.headers.get("Accept"), ANSWER_FORMATS)
        query = QueryRequest(asked.query, {}, asked.default_graphs, asked.named_graphs, settings.max_rows)
        formats = tuple(choice.format.name for choice in choices)
        task = QueryTask(query, formats, asked.inferred, timeout=asked.timeout)
        return respond(pool.answer(task), choices)

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
