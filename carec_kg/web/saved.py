"""The blueprint of ``/queries``: the list, and each saved query in every format that suits it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Blueprint, Response, g, request

from carec_kg.graph.answers import Rows
from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.results import read_answer
from carec_kg.rdf.media import RESULT_FORMATS, Format
from carec_kg.saved_queries.describe import describe_catalogue
from carec_kg.saved_queries.lookup import Lookup
from carec_kg.saved_queries.parameters import BoundQuery, bind
from carec_kg.serving.messages import QueryTask
from carec_kg.web.answering import respond, respond_json, respond_text
from carec_kg.web.evidence_answer import answer_with_evidence
from carec_kg.web.negotiation import Choice, choose_formats, prefers_html
from carec_kg.web.pages.questions import QuestionPages
from carec_kg.web.parameters import read_parameters
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import read_switch, read_timeout, read_wish
from carec_kg.web.reasons import Reasons, is_repeatable_reason
from carec_kg.web.replies import describe_answer
from carec_kg.web.whole_results import WholeResults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response as WerkzeugResponse

    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.serving.client import Pool
    from carec_kg.web.pages.site import Site
    from carec_kg.web.settings import WebSettings

_QUERY_TYPE = "application/sparql-query"
#: Characters of a query's name: to find what is nearest to a text takes longer than the text is long.
_LONGEST_NAME = 100
#: Rows whose evidence is found about as fast as they are.
_ROWS_OF_PAGE = 100
#: Whole results may take so large a share of what the cache of answers may.
_SHARE_OF_CACHE = 4


class SavedQueryAnswers:
    """Answers saved queries from a pool, on their own lane."""

    def __init__(self, pool: Pool, catalogue: Catalogue, settings: WebSettings) -> None:
        self._pool = pool
        self._settings = settings
        self._lookup = Lookup(self._select, catalogue)
        self._results = WholeResults(pool, settings.cache // _SHARE_OF_CACHE)

    def answer(self, query: SavedQuery, choices: Sequence[Choice]) -> Response:
        """Answer the request at hand; raise ``ParameterProblem`` and whatever the pool raises."""
        given = read_parameters()
        timeout = read_timeout(given.pop("timeout", None), self._settings.timeout)
        inferred = read_switch("inferred", given.pop("inferred", None))
        wants_why = read_wish("why", given.pop("why", None))
        wants_evidence = read_wish("evidence", given.pop("evidence", None))
        bound = bind(query, given, self._lookup)
        task = replace(make_task(bound, choices, self._settings), inferred=inferred, timeout=timeout)
        reasons = Reasons(self._pool) if wants_why else None
        answer = (
            answer_with_evidence(self._pool, _make_long(task)) if wants_evidence else self._results.answer(bound, task)
        )
        why = reasons.find(task, answer, bound.given()) if reasons else b""
        response = respond(answer, choices, paged=task.paged, inferred=inferred, why=why)
        g.changing = not is_repeatable_reason(why)
        suffix = next(choice.format.suffix for choice in choices if choice.format.name == answer.format)
        response.headers["Content-Disposition"] = f'inline; filename="{query.slug}.{suffix}"'
        if links := link_pages(request.path, bound, read_parameters(), more=task.paged and answer.cut):
            response.headers["Link"] = links
        return response

    def _select(self, text: str) -> Rows:
        task = QueryTask(QueryRequest(text), ("json",), timeout=self._settings.timeout, lane="saved")
        answer = self._pool.answer(task)
        rows = read_answer(answer.body, answer.format)
        return rows if isinstance(rows, Rows) else Rows((), [])


def make_task(bound: BoundQuery, choices: Sequence[Choice], settings: WebSettings) -> QueryTask:
    """Return the task that answers a bound query in the formats chosen, within the server's limits."""
    limit = bound.paging.limit
    paged = limit is not None and limit <= settings.max_rows
    return QueryTask(
        QueryRequest(bound.text_with_one_ahead if paged else bound.text, row_cap=limit if paged else settings.max_rows),
        tuple(choice.format.name for choice in choices),
        paged=paged,
        timeout=settings.timeout,
        lane="saved",
    )


def _make_long(task: QueryTask) -> QueryTask:
    """Return the task for an answer with evidence: of more than a page it takes seconds, which are no saved query's."""
    rows = task.query.row_cap
    return task if rows is not None and rows <= _ROWS_OF_PAGE else replace(task, lane="free")


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


def make_saved_blueprint(pool: Pool, site: Site) -> Blueprint:
    """Return the blueprint over a catalogue and a pool."""
    blueprint = Blueprint("saved", __name__)
    catalogue, settings, pages = site.catalogue, site.settings, QuestionPages(site)
    answers = SavedQueryAnswers(pool, catalogue, settings)

    @blueprint.get("/queries")
    def listing() -> Response:
        if prefers_html(request.headers.get("Accept")):
            return pages.show_gallery()
        return respond_json(_describe(catalogue, settings.dataset))

    @blueprint.get("/queries.json")
    def listing_as_json() -> Response:
        return respond_json(_describe(catalogue, settings.dataset))

    @blueprint.get("/queries/<name>")
    def saved_query(name: str) -> Response | WerkzeugResponse:
        slug, dot, suffix = name.partition(".")
        query = catalogue.find(slug[:_LONGEST_NAME])
        accept = request.headers.get("Accept")
        if suffix == "html" or (not dot and prefers_html(accept)):
            return pages.show_question(query)
        if suffix == "rq" or (not dot and accept and _QUERY_TYPE in accept):
            return respond_text(query.source, _QUERY_TYPE)
        formats = formats_of(query)
        return answers.answer(query, choose_by_suffix(suffix, formats) if dot else choose_formats(accept, formats))

    return blueprint


def _describe(catalogue: Catalogue, dataset: str) -> dict[str, Any]:
    return {**describe_catalogue(catalogue), "meta": describe_answer(dataset)}


def choose_by_suffix(suffix: str, formats: tuple[Format, ...]) -> tuple[Choice, ...]:
    """Return the format of a suffix; raise ``RequestProblem`` (404) with those that there are."""
    for format_ in formats:
        if suffix in format_.suffixes:
            return (Choice(format_, format_.media_type),)
    message = f"This query has no form .{suffix[:20]}; there are {', '.join(f'.{f.suffix}' for f in formats)} and .rq."
    raise RequestProblem(404, message)
