"""The blueprint of ``/explain`` and ``/queries/{slug}/explain``: why a statement, and why a row."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, g, request

from carec_kg.errors import ParameterProblem
from carec_kg.rdf.media import Format
from carec_kg.saved_queries.lookup import Lookup
from carec_kg.saved_queries.parameters import bind
from carec_kg.serving.messages import InquiryTask
from carec_kg.web.answering import show
from carec_kg.web.explain_reading import read_posted_wish, read_triple_wish, read_wish_of_row
from carec_kg.web.negotiation import choose_format, prefers_html
from carec_kg.web.pages.explain_page import PAGE_SIZE, ExplainPages
from carec_kg.web.pages.frame import page_language
from carec_kg.web.parameters import read_parameters
from carec_kg.web.problems import RequestProblem
from carec_kg.web.replies import Reply, describe_answer, describe_result
from carec_kg.web.sentences import Sentences
from carec_kg.web.validators import is_repeatable

if TYPE_CHECKING:
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.serving.client import Pool
    from carec_kg.serving.messages import Lane
    from carec_kg.web.explain_reading import Wish
    from carec_kg.web.pages.site import Site

#: Characters of a query's name.
_LONGEST_NAME = 100
#: Bytes of a query string; a longer one is sent as POST.
_MOST_IN_ADDRESS = 60_000
_JSON = Format("json", "JSON", ("application/json",), ("json",))
_HTML = Format("html", "HTML", ("text/html",), ("html",))
_FORMATS = {"json": False, "html": True}


class Explanations:
    """Answers inquiries of the request at hand as JSON or as a page; strangers' queries on the lane for them."""

    def __init__(self, pool: Pool, site: Site) -> None:
        """Take the pool at hand, which knows the client; raise ``DataProblem`` for texts that cannot be read."""
        self._pool = pool
        self._site = site
        self._sentences = Sentences(site.reader.select, site.settings.sources)
        self._pages = ExplainPages(site)
        self._lookup = Lookup(site.reader.select, site.catalogue)

    def explain_triple(self) -> Response:
        """Explain the triple of the address; without one, show the form for it to a browser."""
        if len(request.query_string) > _MOST_IN_ADDRESS:
            message = f"The address holds more than {_MOST_IN_ADDRESS} bytes; send fewer."
            raise RequestProblem(414, message)
        given = read_parameters()
        wish = read_triple_wish(given, self._site.settings.timeout)
        if wish is None:
            if _wants_page(given):
                return self._pages.show_form()
            message = "Give a triple: s, p and o, for example /explain?s=country:KAZ&p=a&o=carec:Member."
            raise ParameterProblem(message)
        return self._answer(wish, given, "free")

    def explain_posted(self) -> Response:
        """Explain a row of the query that was sent."""
        content_type = request.headers.get("Content-Type", "")
        wish = read_posted_wish(request.query_string, content_type, request.get_data(), self._site.settings.timeout)
        g.changing = not is_repeatable(str(wish.asked.get("query", "")))
        return self._answer(wish, {}, "free")

    def explain_saved(self, query: SavedQuery) -> Response:
        """Explain a row of a saved query's answer; the row counts in the page that ``limit`` and ``offset`` choose."""
        given = read_parameters()
        wish = read_wish_of_row(given, self._site.settings.timeout)
        bound = bind(query, dict(wish.given), self._lookup)
        row = {"row": 0, **wish.asked, "query": bound.text}
        return self._answer(replace(wish, asked=row), given, "saved", query)

    def _answer(self, wish: Wish, given: dict[str, str], lane: Lane, query: SavedQuery | None = None) -> Response:
        page = _wants_page(given)
        asked = {**wish.asked}
        if page:
            asked |= {"language": page_language(), "proofs": wish.asked.get("proofs", 1)}
            asked |= {} if wish.kind == "prove" else {"size": wish.asked.get("size", PAGE_SIZE)}
        elif "format" not in given:
            choose_format(request.headers.get("Accept"), (_JSON, _HTML))
        task = InquiryTask(wish.kind, asked, wish.inferred, timeout=wish.timeout, lane=lane)
        answer = self._pool.answer(task)
        found: dict[str, Any] = json.loads(answer.body)
        self._sentences.add_to(found)
        complete = _is_complete(found)
        if page:
            response = self._pages.show(found, asked, query, given)
        else:
            found["meta"] = describe_answer(answer.dataset, complete=complete, inferred=wish.inferred)
            body = json.dumps(found, indent=2, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
            response = show(Reply(body, [("Content-Type", _JSON.media_type)], dataset=answer.dataset, keep=True))
        response.headers.extend(describe_result(complete=complete, inferred=wish.inferred))
        return response


def _wants_page(given: dict[str, str]) -> bool:
    asked = given.get("format")
    if asked is None:
        return prefers_html(request.headers.get("Accept"))
    if asked not in _FORMATS:
        message = f"The parameter format takes json or html; not {asked[:40]!r}."
        raise ParameterProblem(message)
    return _FORMATS[asked]


def _is_complete(found: dict[str, Any]) -> bool:
    """Return whether an explanation says all that there is to say."""
    if found["kind"] == "row":
        whole = all(derivation["whole"] for derivation in found["derivations"])
        return whole and not found["more"] and not found["unexplained"]
    return not found.get("more", False) and bool(found.get("complete", True))


def make_explain_blueprint(pool: Pool, site: Site) -> Blueprint:
    """Return the blueprint over the pool at hand; raise ``DataProblem`` where the sources' texts cannot be read."""
    blueprint = Blueprint("explain", __name__)
    explanations = Explanations(pool, site)

    @blueprint.get("/explain")
    def explain_triple() -> Response:
        return explanations.explain_triple()

    @blueprint.post("/explain")
    def explain_row() -> Response:
        return explanations.explain_posted()

    @blueprint.get("/queries/<name>/explain")
    def explain_saved(name: str) -> Response:
        return explanations.explain_saved(site.catalogue.find(name[:_LONGEST_NAME]))

    return blueprint
