"""A result at a version, in every format: as data, as a page, and as a citation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Response, render_template, request

from carec_kg.errors import Busy, CarecError, DataProblem, SnapshotProblem
from carec_kg.rdf.media import RESULT_JSON
from carec_kg.saved_queries.lookup import Lookup
from carec_kg.saved_queries.parameters import bind
from carec_kg.saved_queries.permalink import mint_result, write_result_path
from carec_kg.serving.messages import dump
from carec_kg.web import citation as citing
from carec_kg.web.answering import respond_json, respond_text, show
from carec_kg.web.negotiation import choose_formats, prefers_html
from carec_kg.web.pages.frame import link, page_language
from carec_kg.web.pages.question_page import Wishes, make_page
from carec_kg.web.pages.question_rows import MOST_ROWS
from carec_kg.web.pages.questions import Way, list_pages
from carec_kg.web.pages.result_page import SHOWN, canonical_parameters, cite_result, show_difference
from carec_kg.web.parameters import read_parameters
from carec_kg.web.permalink_changes import Asked, Difference, find_difference, write_difference
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import read_switch
from carec_kg.web.replies import VERSION_HEADER, make_reply
from carec_kg.web.saved import choose_by_suffix, formats_of, link_pages, make_task

if TYPE_CHECKING:
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.negotiation import Choice
    from carec_kg.web.pages.question_page import QuestionPage
    from carec_kg.web.pages.result_versions import Editions, OpenVersion
    from carec_kg.web.pages.site import Site
    from carec_kg.web.permalinks import Version

_QUERY_TYPE = "application/sparql-query"
_LONGEST_NAME = 100
#: Parameters of the page, and of answers that are not for keeping.
_OWN = ("lang", "view", "timeout", "evidence", "why")
#: What a version says once it says for good. Pages and JSON also say what became of it, and are asked about each time.
_FOREVER = "public, max-age=31536000, immutable"


class ResultAnswers:
    """Answers for results at versions."""

    def __init__(self, site: Site, editions: Editions) -> None:
        self._site = site
        self._editions = editions

    def answer(self, version: Version, name: str) -> Response:
        """Answer the request at hand; raise ``RequestProblem`` (404, 410), and whatever the version's pool raises."""
        slug, dot, suffix = name.partition(".")
        edition = self._editions.open(version)
        query = edition.catalogue.find(slug[:_LONGEST_NAME])
        accept = request.headers.get("Accept")
        try:
            if suffix == "html" or (not dot and prefers_html(accept)):
                return self._show(edition, query)
            if suffix == "rq" or (not dot and accept and _QUERY_TYPE in accept):
                return _keep(respond_text(query.source, _QUERY_TYPE), version)
            formats = (*formats_of(query), *citing.CITATION_FORMATS)
            choices = choose_by_suffix(suffix, formats) if dot else choose_formats(accept, formats)
            return self._answer(edition, query, choices)
        except (SnapshotProblem, DataProblem) as problem:
            raise RequestProblem(410, str(problem)) from None

    def _answer(self, edition: OpenVersion, query: SavedQuery, choices: tuple[Choice, ...]) -> Response:
        given, inferred = _read_given()
        bound = bind(query, given, Lookup(edition.reader.select, edition.catalogue))
        asked = Asked(edition.reader, query, bound, inferred)
        if choices and choices[0].format in citing.CITATION_FORMATS:
            return _cite(asked, edition.version, choices[0])
        task = make_task(bound, choices, self._site.settings)
        answer = edition.reader.answer(replace(task, inferred=inferred))
        if edition.is_current and answer.dataset != edition.version.name:
            message = "The data set has just moved on; ask again."
            raise Busy(message)
        json_wanted = answer.format == RESULT_JSON.name
        more = {"permalink": dump(self._describe(edition, asked, given))} if json_wanted else {}
        reply = make_reply(answer, choices, paged=task.paged, inferred=inferred, more=more)
        response = show(reply)
        suffix = next(choice.format.suffix for choice in choices if choice.format.name == answer.format)
        file = f"{query.slug}-{edition.version.name}.{suffix}"
        response.headers["Content-Disposition"] = f'inline; filename="{file}"'
        pages = link_pages(request.path, bound, read_parameters(), more=task.paged and answer.cut)
        response.headers["Link"] = ", ".join(filter(None, [_write_links(edition.version, asked), pages]))
        return response if json_wanted else _keep(response, edition.version)

    def _describe(self, edition: OpenVersion, asked: Asked, given: dict[str, str]) -> dict[str, object]:
        """Return for JSON what the result is cited by, and what became of it."""
        current = {"current": edition.is_current, "citeAs": cite_result(asked, edition.version).address}
        if edition.is_current:
            return current
        parameters = canonical_parameters(asked.bound, inferred=asked.inferred)
        now = link(f"/queries/{asked.query.slug}", **parameters) if self._is_asked_now(asked.query) else None
        difference = self._find_difference(asked, given)
        moved = {"version": self._site.settings.dataset, "address": now, **write_difference(difference)}
        return {**current, "movedOn": moved}

    def _is_asked_now(self, query: SavedQuery) -> bool:
        return query.slug in self._site.catalogue.questions

    def _find_difference(self, asked: Asked, given: dict[str, str]) -> Difference:
        site = self._site
        try:
            return find_difference(asked, site.reader, site.catalogue, given, site.settings.max_rows)
        except (SnapshotProblem, DataProblem):
            raise
        except CarecError as error:
            # The result of then is there all the same.
            return Difference(problem=f"It was not compared with version {site.settings.dataset}: {error}")

    def _show(self, edition: OpenVersion, query: SavedQuery) -> Response:
        given, inferred = _read_given()
        wishes = Wishes(page_language(), "table", inferred)
        lookup = Lookup(edition.reader.select, edition.catalogue)
        page = make_page(query, given, wishes, edition.reader, lookup)
        more: dict[str, object] = {"citation": None, "shown": None}
        if page.bound and not page.problem:
            asked = Asked(edition.reader, query, page.bound, inferred)
            citation = cite_result(asked, edition.version)
            more["citation"] = citation
            more |= {"sentence": citing.write_sentence(citation), "bibtex": citing.write_bibtex(citation)}
            more["csl"] = dump(citing.write_csl(citation)).decode()
            if not edition.is_current:
                difference = self._find_difference(asked, given)
                readers = (self._site.reader, edition.reader)
                more["shown"] = show_difference(difference, query, readers, page_language())
        surroundings = {**self._surround(edition, page), **more}
        response = Response(render_template("result.html", page=page, query=query, **surroundings), page.status)
        response.headers[VERSION_HEADER] = edition.version.name
        if page.bound:
            asked = Asked(edition.reader, query, page.bound, inferred)
            response.headers["Link"] = _write_links(edition.version, asked)
        return response

    def _surround(self, edition: OpenVersion, page: QuestionPage) -> dict[str, object]:
        query, version = page.query, edition.version
        given = canonical_parameters(page.bound, inferred=page.wishes.inferred) if page.bound else {}
        suffixes = [format_.suffix for format_ in formats_of(query)]

        def way(suffix: str, text: str) -> Way:
            return Way(text, write_result_path(version.name, f"{query.slug}.{suffix}", given))

        return {
            "version": version,
            "is_current": edition.is_current,
            "dataset": self._site.settings.dataset,
            "now_path": link(f"/queries/{query.slug}", **given) if self._is_asked_now(query) else None,
            "compare_path": None if edition.is_current else self._compare_path(version),
            "files": [way(suffix, suffix.upper()) for suffix in suffixes],
            "citation_files": [way("bib", "BibTeX"), way("csl.json", "CSL-JSON")],
            "pages": list_pages(page),
            "most_rows": MOST_ROWS,
            "most_changes": SHOWN,
            "without_evidence": True,
            "explains": False,
            "given": given,
            "path": write_result_path,
        }

    def _compare_path(self, version: Version) -> str:
        return write_result_path(f"{version.name}..{self._editions.versions().current.name}")


def _cite(asked: Asked, version: Version, choice: Choice) -> Response:
    citation = cite_result(asked, version)
    if choice.format == citing.CSL_JSON:
        response = respond_json(citing.write_csl(citation), media_type=citing.CSL_JSON.media_type)
    else:
        text = citing.write_bibtex(citation)
        response = Response(text, content_type=f"{choice.media_type}; charset=utf-8")
    response.headers["Link"] = _write_links(version, asked)
    return _keep(response, version)


def _read_given() -> tuple[dict[str, str], bool]:
    """Return the parameters of the question, and whether inferred facts count."""
    given = read_parameters()
    for name in _OWN:
        given.pop(name, None)
    return given, read_switch("inferred", given.pop("inferred", None))


def _write_links(version: Version, asked: Asked) -> str:
    """Return the Link header: the one address here, the one to cite (RFC 8574), the latest version (RFC 5829)."""
    given = canonical_parameters(asked.bound, inferred=asked.inferred)
    canonical = write_result_path(version.name, asked.query.slug, given)
    now = canonical.replace(write_result_path(version.name), "/queries", 1)
    return (
        f'<{canonical}>; rel="canonical", <{mint_result(version.name, asked.query.slug, given)}>; rel="cite-as", '
        f'<{now}>; rel="latest-version", </r>; rel="version-history"'
    )


def _keep(response: Response, version: Version) -> Response:
    response.headers["Cache-Control"] = _FOREVER
    response.headers[VERSION_HEADER] = version.name
    return response
