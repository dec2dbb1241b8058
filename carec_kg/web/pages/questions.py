"""The pages of the saved questions, as Flask serves them: the gallery, and each question with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, redirect, render_template, request

from carec_kg.saved_queries.lookup import Lookup
from carec_kg.web.pages.frame import here, is_served, link, page_language
from carec_kg.web.pages.gallery import make_gallery
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE
from carec_kg.web.pages.problem_page import find_advice
from carec_kg.web.pages.question_form import resolve_names
from carec_kg.web.pages.question_page import QuestionPage, Wishes, lead_row, make_page
from carec_kg.web.pages.question_rows import MOST_ROWS
from carec_kg.web.pages.snippets import write_snippets
from carec_kg.web.pages.wording import say
from carec_kg.web.parameters import read_parameters
from carec_kg.web.protocol import read_switch, read_wish

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.pages.site import Site

#: Parameters of the page itself; all others are the query's.
_OWN = ("view", "lang", "inferred", "evidence", "timeout", "why")
#: Characters of a query in an address of the editor; longer ones would not reach it.
_MOST_IN_ADDRESS = 6_000
_FILES = {
    "select": ("csv", "tsv", "json", "xml"),
    "ask": ("json", "xml", "csv", "tsv"),
    "construct": ("ttl", "jsonld", "nt", "rdf"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A link with its words."""

    text: str
    path: str
    current: bool = False


class QuestionPages:
    """Shows the gallery and the questions of a site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lookup = Lookup(site.reader.select, site.catalogue)

    def show_gallery(self) -> Response:
        """Return the gallery, filtered by ``q`` and ``tag``."""
        words, topic = request.args.get("q", "")[:200].strip(), request.args.get("tag", "")[:60]
        gallery = make_gallery(self._site.catalogue, words, topic)
        return Response(render_template("queries.html", gallery=gallery, words=words, topic=topic))

    def show_question(self, query: SavedQuery) -> Response | WerkzeugResponse:
        """Return the page of a question with its answer; raise ``ParameterProblem`` for one that is given twice."""
        given = read_parameters()
        own = {name: given.pop(name, None) for name in _OWN}
        wishes = Wishes(
            page_language(),
            "table" if own["view"] != query.view.kind else query.view.kind,
            read_switch("inferred", own["inferred"]),
            read_wish("evidence", own["evidence"]),
        )
        page = make_page(query, given, wishes, self._site.reader, self._lookup)
        if page.problem:
            resolved = resolve_names(given, page.fields, self._site.reader)
            if resolved != given:
                return redirect(here(**resolved), 303)
        return Response(render_template("query.html", page=page, query=query, **self._surround(page)), page.status)

    def _surround(self, page: QuestionPage) -> dict[str, object]:
        """Return the links around an answer, and its values in words."""
        query, given = page.query, _given(page)
        address = f"/queries/{query.slug}"
        rows = query.kind != "construct"
        snippet_address = request.url_root.rstrip("/") + _with(f"{address}.{'csv' if rows else 'ttl'}", given)
        return {
            "tabs": _list_views(page),
            "files": [Way(suffix.upper(), _with(f"{address}.{suffix}", given)) for suffix in _FILES[query.kind]],
            "drawing_path": _with(f"/chart/{query.slug}.svg", given),
            "pages": list_pages(page),
            "snippets": write_snippets(snippet_address, rows=rows) if page.bound else [],
            "permalink": self._permalink(query, given),
            "editor_path": self._editor_path(page),
            "explains": is_served(f"{address}/explain"),
            "explain_path": lambda row: link(f"{address}/explain", **given, row=row),
            "lead_row": lead_row(page),
            "most_rows": MOST_ROWS,
            "strangers": _list_strangers(page),
            "advice": find_advice(page.problem) if page.problem and page.problem.status != 400 else "",
        }

    def _permalink(self, query: SavedQuery, given: dict[str, str]) -> str | None:
        path = f"/r/{self._site.settings.dataset}/{query.slug}"
        return _with(path, given) if self._site.settings.dataset and is_served(path) else None

    def _editor_path(self, page: QuestionPage) -> str | None:
        text = page.bound.unpaged if page.bound else page.query.text
        return _with("/sparql", {"query": text}) if len(text) <= _MOST_IN_ADDRESS else None


def _list_strangers(page: QuestionPage) -> dict[str, None]:
    """Return what is given and is no parameter of the query, as what an address can do without."""
    known = {parameter.name for parameter in page.query.parameters} | {"limit", "offset"}
    return dict.fromkeys(name for name in page.given if name not in known)


def _given(page: QuestionPage) -> dict[str, str]:
    """Return the parameters that make this answer, in one spelling."""
    given = page.bound.given() if page.bound else {}
    return {**given, **({} if page.wishes.inferred else {"inferred": "false"})}


def _with(path: str, given: dict[str, str]) -> str:
    return f"{path}?{urlencode(given)}" if given else path


def _list_views(page: QuestionPage) -> list[Way]:
    kind, view = page.query.view.kind, page.wishes.view
    if page.found is None or page.found.truth is not None or not page.found.drawn.rows or kind == "table":
        return []
    names = ("table", kind)
    return [
        Way(say(DEFAULT_LANGUAGE, f"questions.view.{name}"), here(view=name if name != "table" else None), name == view)
        for name in names
    ]


def list_pages(page: QuestionPage) -> dict[str, str | None]:
    """Return the addresses of the pages beside that of an answer, ``None`` where there is none."""
    found = page.found
    if found is None or page.wishes.view != "table":
        return {"first": None, "previous": None, "next": None}
    size, first = found.size, found.first
    # From beyond the end one comes back to the last page, not to another empty one.
    end = first if found.total is None else min(first, -(-found.total // size) * size)
    before = here(offset=max(0, end - size) or None, limit=size)
    return {
        "first": here(offset=None) if first > size else None,
        "previous": before if first else None,
        "next": here(offset=first + size, limit=size) if found.following and page.query.kind == "select" else None,
    }
