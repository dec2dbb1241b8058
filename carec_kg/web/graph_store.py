"""The blueprint of ``/graph-store``: whole graphs (SPARQL 1.1 Graph Store HTTP Protocol), read and never written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from carec_kg.errors import ParameterProblem, UnknownName
from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.graph.engine import QueryRequest
from carec_kg.iris import DEFAULT_GRAPH
from carec_kg.serving.messages import QueryTask
from carec_kg.web.answering import respond
from carec_kg.web.negotiation import choose_format, choose_formats
from carec_kg.web.protocol import read_fields, read_graphs, read_single, read_switch, read_timeout
from carec_kg.web.query_operation import sees_closure

if TYPE_CHECKING:
    from carec_kg.serving.client import Pool
    from carec_kg.web.settings import WebSettings

_WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def make_graph_store_blueprint(pool: Pool, settings: WebSettings) -> Blueprint:
    """Return the blueprint over a pool; other methods than GET, HEAD and OPTIONS are 405."""
    blueprint = Blueprint("graph_store", __name__)

    @blueprint.get("/graph-store")
    def read_graph() -> Response:
        fields = read_fields(request.query_string)
        name = name_graph(fields)
        accept = request.headers.get("Accept")
        choose_format(accept, GRAPH_FORMATS)
        choices = choose_formats(accept, GRAPH_FORMATS)
        inferred = read_switch("inferred", read_single(fields, "inferred"))
        task = QueryTask(
            QueryRequest(_WHOLE, {}, (name,), (), settings.max_rows),
            tuple(choice.format.name for choice in choices),
            inferred=inferred,
            timeout=read_timeout(read_single(fields, "timeout"), settings.timeout),
        )
        answer = pool.answer(task)
        # The engine has no graph without triples, but for the default graph.
        if not answer.count and not answer.cut and name != DEFAULT_GRAPH:
            raise UnknownName("graph", name, [])
        return respond(answer, choices, inferred=inferred and sees_closure(task.query))

    return blueprint


def name_graph(fields: list[tuple[str, str]]) -> str:
    """Return the name of the graph that is asked for (sections 4.2 and 5.2); raise ``ParameterProblem``."""
    default, graphs = read_single(fields, "default"), read_graphs(fields, "graph")
    if (default is None) == (not graphs) or len(graphs) > 1:
        message = "Name one graph: ?default for the default graph, or ?graph= with the name of another."
        raise ParameterProblem(message)
    return graphs[0] if graphs else DEFAULT_GRAPH
