"""The editor at ``/sparql`` in a browser, and what its script asks for: terms, examples, why there is no answer.

Without a script the page is a form whose answer the server shows as a table.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, g, render_template, request

from carec_kg.errors import CarecError, ParameterProblem
from carec_kg.graph.engine import QueryRequest
from carec_kg.iris import FILE_PREFIXES
from carec_kg.saved_queries.lookup import Lookup
from carec_kg.saved_queries.parameters import bind, examples
from carec_kg.serving.messages import QueryTask
from carec_kg.web.answering import respond_text, show
from carec_kg.web.pages.editor_answer import FORMATS, MOST_ROWS, list_things, show_answer
from carec_kg.web.pages.editor_drawing import draw_order, read_order
from carec_kg.web.pages.editor_terms import describe_terms, read_terms
from carec_kg.web.pages.frame import page_language
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE, choose_language
from carec_kg.web.pages.wording import words_of
from carec_kg.web.problems import RequestProblem, describe_error
from carec_kg.web.protocol import read_graphs
from carec_kg.web.replies import Reply

if TYPE_CHECKING:
    from carec_kg.serving.client import Pool
    from carec_kg.web.pages.editor_answer import ShownAnswer
    from carec_kg.web.pages.site import Site
    from carec_kg.web.problems import Problem
    from carec_kg.web.protocol import SparqlRequest

_QUERY_TYPE = "application/sparql-query"
_JSON = "application/json"
#: What the protocol calls the graphs of a data set, and what an inquiry does.
_GRAPHS = {"default-graph-uri": "defaultGraphs", "named-graph-uri": "namedGraphs"}
#: What a new query begins with; it gives rows over any graph.
_START = (
    "SELECT ?class (COUNT(?thing) AS ?things)\nWHERE { ?thing a ?class }\nGROUP BY ?class\nORDER BY DESC(?things)\n"
)


class EditorPage:
    """Shows the editor, and in it the answers to a form that was sent without a script."""

    def __init__(self, site: Site, pool: Pool) -> None:
        """``pool`` is the one at hand, which knows the client."""
        self._site = site
        self._pool = pool

    def open(self, asked: SparqlRequest) -> Response:
        """Return the page with a query in the editor, which is not run here: a link must not cost a minute."""
        return self._render(asked)

    def answer(self, asked: SparqlRequest) -> Response:
        """Return the page with a query and its answer, or what is wrong with it."""
        query = QueryRequest(asked.query or "", {}, asked.default_graphs, asked.named_graphs, MOST_ROWS)
        task = QueryTask(query, FORMATS, asked.inferred, timeout=asked.timeout, paged=True)
        try:
            answer = self._pool.answer(task)
            labels = self._site.reader.labels(list_things(answer), page_language())
        except CarecError as error:
            problem = describe_error(error)
            return self._render(asked, problem=problem)
        return self._render(asked, answer=show_answer(answer, labels))

    def _render(
        self, asked: SparqlRequest, *, answer: ShownAnswer | None = None, problem: Problem | None = None
    ) -> Response:
        given = {"default-graph-uri": asked.default_graphs or (), "named-graph-uri": asked.named_graphs or ()}
        state = {
            "words": words_of(DEFAULT_LANGUAGE, "editor"),
            "language": page_language(),
            "graphs": [[name, graph] for name, graphs in given.items() for graph in graphs],
            "start": _START,
            "prefixes": dict(FILE_PREFIXES),
            # A query of the address is run by the script; the answer to a form is on the page already.
            "asked": asked.query if request.method == "GET" else None,
        }
        page = render_template("editor.html", asked=asked, answer=answer, problem=problem, most=MOST_ROWS, state=state)
        return Response(page, problem.status if problem else 200, problem.headers if problem else None)


def make_editor_blueprint(site: Site) -> Blueprint:
    """Return the blueprint of what the editor's script asks for."""
    blueprint = Blueprint("editor", __name__)
    lookup = Lookup(site.reader.select, site.catalogue)

    @blueprint.get("/editor/terms.json")
    def terms() -> Response:
        found = read_terms(site.reader)
        language = choose_language(request.args.get("lang"), None)
        labels = site.reader.labels([*found.classes, *found.properties, *found.graphs], language)
        # Names of terms may look like functions that change; what is asked here does not.
        g.changing = False
        body = json.dumps(describe_terms(found, labels), ensure_ascii=False, separators=(",", ":"))
        return show(Reply(body.encode(), [("Content-Type", "application/json")], keep=True))

    @blueprint.get("/editor/example/<slug>")
    def example(slug: str) -> Response:
        query = site.catalogue.find(slug[:100])
        bound = bind(query, {**examples(query), **request.args.to_dict()}, lookup)
        return respond_text(f"# {query.question}\n{bound.text.lstrip()}", _QUERY_TYPE)

    @blueprint.post("/editor/drawing")
    def drawing() -> Response:
        drawn = draw_order(read_order(_read_document()))
        return show(Reply(drawn.svg.encode("utf-8", "replace"), [("Content-Type", "image/svg+xml")]))

    @blueprint.post("/editor/why")
    def why() -> Response:
        asked, inferred = read_why(_read_document())
        asked["language"] = page_language()
        return _respond(site.reader.inquire("diagnose", asked, inferred=inferred, lane="free"))

    return blueprint


def _read_document() -> object:
    """Return the JSON of the request at hand; ``None`` where it has none, or one too deep to be read.

    Raise ``RequestProblem`` for a body of another media type.
    """
    if not request.is_json:
        message = f"Send a JSON object as {_JSON}, not as {request.mimetype or 'a body without a type'}."
        raise RequestProblem(415, message, {"Accept-Post": _JSON})
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def read_why(document: object) -> tuple[dict[str, Any], bool]:
    """Read a JSON object with ``query``, ``inferred`` and graphs as the protocol names them, as an inquiry.

    Return it and whether the closure is looked at; raise ``ParameterProblem`` where there is no query.
    """
    query = document.get("query") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(query, str) or not query.strip():
        message = "Send a JSON object with 'query', a text."
        raise ParameterProblem(message)
    asked: dict[str, Any] = {"query": query}
    graphs = {name: read_graphs(_list_graphs(document.get(key), key), key) for key, name in _GRAPHS.items()}
    if any(graphs.values()):
        asked |= {name: list(found) for name, found in graphs.items()}
    return asked, document.get("inferred") is not False


def _list_graphs(value: object, name: str) -> list[tuple[str, str]]:
    return [(name, str(graph)) for graph in value] if isinstance(value, list) else []


def _respond(document: dict[str, Any]) -> Response:
    body = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    return show(Reply(body, [("Content-Type", "application/json")]))
