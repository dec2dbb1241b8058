"""The blueprint of ``/queries``: the list, and each saved query in every format that suits it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from carec_kg.errors import ParameterProblem
from carec_kg.graph.answers import Rows
from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.results import read_answer
from carec_kg.rdf.media import RESULT_FORMATS, Format
from carec_kg.saved_queries.describe import describe_catalogue, describe_query
from carec_kg.saved_queries.lookup import Lookup
from carec_kg.saved_queries.parameters import BoundQuery, bind
from carec_kg.serving.messages import QueryTask
from carec_kg.web.answering import respond, respond_json, respond_text
from carec_kg.web.negotiation import Choice, choose_formats, prefers_html
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import read_fields, read_switch, read_timeout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.serving.client import Pool
    from carec_kg.web.settings import WebSettings

_QUERY_TYPE = "application/sparql-query"
#: Characters of a parameter's name or value, and of a query's name: to find what is nearest to a text takes longer
#: than the text is long.
_LONGEST = 1000
_LONGEST_NAME = 100


class SavedQueryAnswers:
    """Answers saved queries from a pool, on their own lane."""

    def __init__(self, pool: Pool, catalogue: Catalogue, settings: WebSettings) -> None:
        self._pool = pool
        self._settings = settings
        self._lookup = Lookup(self._select, catalogue)

    def answer(self, query: SavedQuery, choices: Sequence[Choice]) -> Response:
        """Answer the request at hand; raise ``ParameterProblem`` and whatever the pool raises."""
        given = read_parameters()
        timeout = read_timeout(given.pop("timeout", None), self._settings.timeout)
        inferred = read_switch("inferred", given.pop("inferred", None))
        bound = bind(query, given, self._lookup)
        limit = bound.paging.limit
        paged = limit is not None and limit <= self._settings.max_rows
        cap = limit if paged else self._settings.max_rows
        task = QueryTask(
            QueryRequest(bound.text_with_one_ahead if paged else bound.text, row_cap=cap),
            tuple(choice.format.name for choice in choices),
            inferred,
            paged=paged,
            timeout=timeout,
            lane="saved",
        )
        answer = self._pool.answer(task)
        response = respond(answer, choices, paged=paged)
        suffix = next(choice.format.suffix for choice in choices if choice.format.name == answer.format)
        response.headers["Content-Disposition"] = f'inline; filename="{query.slug}.{suffix}"'
        if links := link_pages(request.path, bound, read_parameters(), more=paged and answer.cut):
            response.headers["Link"] = links
        return response

    def _select(self, text: str) -> Rows:
        task = QueryTask(QueryRequest(text), ("json",), timeout=self._settings.timeout, lane="saved")
        answer = self._pool.answer(task)
        rows = read_answer(answer.body, answer.format)
        return rows if isinstance(rows, Rows) else Rows((), [])


def read_parameters() -> dict[str, str]:
    """Return the parameters of the request at hand; raise ``ParameterProblem`` for one that is given twice."""
    given: dict[str, str] = {}
    for name, value in read_fields(request.query_string):
        if len(name) > _LONGEST or len(value) > _LONGEST:
            message = f"The parameter {name[:40]} has more than {_LONGEST} characters; send fewer."
            raise ParameterProblem(message)
        if name in given:
            message = f"The parameter {name[:40]} is given more than once; give it once."
            raise ParameterProblem(message)
        given[name] = value
    return given


def link_pages(path: str, bound: BoundQuery, given: dict[str, str], *, more: bool) -> str:
    """Return the Link header (RFC 8288) to the pages beside this one, empty where there is none."""
    limit, offset = bound.paging.limit, bound.paging.offset
    pages: dict[str, int] = {}
    if limit is None:
        return ""
    if offset:
        pages |= {"first": 0, "prev": max(0, offset - limit)}
    if more:
        pages["next"] = offset + limit
    links = []
    for relation, start in pages.items():
        target = urlencode({**given, "limit": str(limit), "offset": str(start)})
        links.append(f'<{path}?{target}>; rel="{relation}"')
    return ", ".join(links)


def formats_of(query: SavedQuery) -> tuple[Format, ...]:
    """Return the formats that a saved query can be had in, best first."""
    return GRAPH_FORMATS if query.kind == "construct" else RESULT_FORMATS


def make_saved_blueprint(pool: Pool, catalogue: Catalogue, settings: WebSettings) -> Blueprint:
    """Return the blueprint over a catalogue and a pool."""
    blueprint = Blueprint("saved", __name__)
    answers = SavedQueryAnswers(pool, catalogue, settings)

    @blueprint.get("/queries")
    def listing() -> Response:
        if prefers_html(request.headers.get("Accept")):
            return Response(render_template("queries.html", queries=list(catalogue)))
        return respond_json(describe_catalogue(catalogue))

    @blueprint.get("/queries.json")
    def listing_as_json() -> Response:
        return respond_json(describe_catalogue(catalogue))

    @blueprint.get("/queries/<name>")
    def saved_query(name: str) -> Response:
        slug, dot, suffix = name.partition(".")
        query = catalogue.find(slug[:_LONGEST_NAME])
        accept = request.headers.get("Accept")
        if suffix == "html" or (not dot and prefers_html(accept)):
            return _show(query)
        if suffix == "rq" or (not dot and accept and _QUERY_TYPE in accept):
            return respond_text(query.source, _QUERY_TYPE)
        formats = formats_of(query)
        return answers.answer(query, _by_suffix(suffix, formats) if dot else choose_formats(accept, formats))

    def _show(query: SavedQuery) -> Response:
        suffixes = [(format_.label, format_.suffix) for format_ in formats_of(query)]
        return Response(render_template("query.html", query=describe_query(query), formats=suffixes, text=query.text))

    return blueprint


def _by_suffix(suffix: str, formats: tuple[Format, ...]) -> tuple[Choice, ...]:
    for format_ in formats:
        if suffix in format_.suffixes:
            return (Choice(format_, format_.media_type),)
    message = f"This query has no form .{suffix[:20]}; there are {', '.join(f'.{f.suffix}' for f in formats)} and .rq."
    raise RequestProblem(404, message)
