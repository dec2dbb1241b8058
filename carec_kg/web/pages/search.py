"""The blueprint of ``/search``: a page, the same as JSON, and completions of what is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request

from carec_kg.web.answering import respond_json
from carec_kg.web.pages.frame import here
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE, choose_language
from carec_kg.web.pages.wording import say
from carec_kg.web.replies import VERSION_HEADER
from carec_kg.web.search import (
    SearchRequest,
    SearchResult,
    locate,
    read_search,
    write_result,
    write_suggestions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.linking.search_model import Hit
    from carec_kg.web.search import Searcher

#: Results of a kind that the page of all kinds shows, and completions.
_FIRST, _COMPLETIONS = 5, 8


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The results of a kind that a page shows, how many there are, and where all of them are."""

    kind: str
    label: str
    count: int
    hits: Sequence[Hit]
    path: str


def name_kind(kind: str) -> str:
    """Return a kind in words, in the plural; its own name where nobody gave words for it."""
    try:
        return say(DEFAULT_LANGUAGE, f"search.kinds.{kind}")
    except KeyError:
        return kind.replace("-", " ").capitalize()


def group_hits(result: SearchResult, asked: SearchRequest) -> list[ShownGroup]:
    """Return what a page shows: the first results of each kind, or a page of those of one kind."""
    groups = []
    for kind in result.found.kinds():
        hits = result.found.of_kind(kind.name)
        hits = hits[asked.offset : asked.offset + asked.limit] if asked.kind else hits[:_FIRST]
        if asked.kind in {"", kind.name}:
            path = here(kind=kind.name, offset=None)
            groups.append(ShownGroup(kind.name, name_kind(kind.name), kind.number, hits, path))
    return groups


def make_search_blueprint(searcher: Searcher) -> Blueprint:
    """Return the blueprint over what searches."""
    blueprint = Blueprint("search", __name__)

    @blueprint.get("/search")
    def page() -> Response:
        asked = read_search(request.query_string)
        result = searcher.search(asked.text)
        total = len(result.found.of_kind(asked.kind))
        shown = render_template(
            "search.html",
            asked=asked,
            result=result,
            total=total,
            groups=group_hits(result, asked),
            kinds=[(kind, name_kind(kind.name)) for kind in result.found.kinds()],
            examples=[] if asked.text else searcher.list_examples(),
            holdings=[] if asked.text else [(kind, name_kind(kind.name)) for kind in searcher.list_kinds()],
            previous=here(offset=max(0, asked.offset - asked.limit)) if asked.kind and asked.offset else None,
            next=here(offset=asked.offset + asked.limit) if asked.kind and asked.offset + asked.limit < total else None,
            locate=locate,
        )
        return Response(shown)

    @blueprint.get("/search.json")
    def as_json() -> Response:
        asked = read_search(request.query_string)
        result = searcher.search(asked.text)
        labels = {kind.name: name_kind(kind.name) for kind in result.found.kinds()}
        return _reply(write_result(result, asked, _read_language(), labels), result)

    @blueprint.get("/search/suggest")
    def suggest() -> Response:
        asked = read_search(request.query_string)
        result = searcher.search(asked.text)
        return _reply(write_suggestions(result, asked, _read_language(), _COMPLETIONS, name_kind), result)

    return blueprint


def _read_language() -> str:
    """Return the language that a program asks for by name: what it accepts besides says nothing to caches."""
    return choose_language(request.args.get("lang"), None)


def _reply(found: object, result: SearchResult) -> Response:
    response = respond_json(found)
    if result.dataset:
        response.headers[VERSION_HEADER] = result.dataset
    return response
