"""The blueprint of ``/page``: one thing, all that the graph says of it, and what points at it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint, Response, abort, render_template, request

from carec_kg.errors import UnknownName
from carec_kg.iris import ID, compact, expand
from carec_kg.web.negotiation import prefers_html
from carec_kg.web.pages.addresses import data_of
from carec_kg.web.pages.cards import Cards, read_cards, read_cares
from carec_kg.web.pages.frame import here, page_language
from carec_kg.web.pages.keeping import keep
from carec_kg.web.pages.map_data import locate
from carec_kg.web.pages.marks import Marks, list_sources
from carec_kg.web.pages.naming import find_iri
from carec_kg.web.pages.near_things import find_near
from carec_kg.web.pages.statements import PAGE_OF_POINTING, count_pointing, read_pointing
from carec_kg.web.pages.thing_facts import mentioned_in
from carec_kg.web.pages.thing_page import read_functional, read_thing
from carec_kg.web.pages.thing_pointing import say_pointing, write_values
from carec_kg.web.pages.thing_words import kind_of

if TYPE_CHECKING:
    from carec_kg.web.pages.site import Site

#: The statements about a thing as files: suffix and name.
FORMATS = (
    ("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("nt", "N-Triples"), ("rdf", "RDF/XML"), ("trig", "TriG"),
    ("nq", "N-Quads"),
)  # fmt: skip
#: Cards that are kept in each language, some 500 bytes each.
_MOST_CARDS = 20_000


class ThingPages:
    """Renders the pages of things, of whatever kind."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._functional: frozenset[str] | None = None
        self._cards: dict[str, Cards] = {}
        # To draw the land around takes longer than all the rest of a page.
        self._draw = lru_cache(maxsize=512)(lambda iri, language: locate(site, iri, language))

    def show(self, iri: str, formats: list[tuple[str, str, str]]) -> Response:
        """Return the page of a thing, or of all that points at it by one property, as ``from`` asks.

        ``formats`` are its data: suffix, name and address.
        """
        if name := request.args.get("from"):
            return _show_pointing(self._site, iri, name)
        if self._functional is None:
            # The ontology never changes under an application: another one comes with another application.
            self._functional = read_functional(self._site.reader)
        language = page_language()
        whole = request.args.get("show") == "all"
        page = read_thing(
            self._site.reader, iri, self._keep_cards(language), self._functional, request.path, whole=whole
        )
        return keep(
            render_template(
                "thing.html",
                page=page,
                kind=kind_of(iri),
                map=self._draw(iri, language),
                formats=formats,
                report=_report(self._site.settings.report, iri),
            )
        )

    def _keep_cards(self, language: str) -> Cards:
        """Return the cards that earlier pages read: most of what a page mentions, others mention too."""
        cards = self._cards.get(language)
        if cards is None or cards.size > _MOST_CARDS:
            cards = self._cards[language] = Cards(language)
        return cards


def make_things_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("things", __name__)
    pages = ThingPages(site)

    @blueprint.get("/page/<kind>/<path:key>")
    def thing(kind: str, key: str) -> Response:
        iri = find_iri(site.reader, ID, f"{kind}/{key}")
        if iri is None:
            return show_unknown(site, ID, f"{kind}/{key}")
        return pages.show(iri, [(suffix, name, data_of(iri, suffix) or "") for suffix, name in FORMATS])

    return blueprint


def show_unknown(site: Site, namespace: str, rest: str) -> Response:
    """Return the page with what has a similar name; raise ``UnknownName`` for a program."""
    near = find_near(site.reader, namespace, rest, page_language())
    if not prefers_html(request.headers.get("Accept")):
        raise UnknownName("thing", namespace + rest[:100], [compact(one.iri) for one in near])
    return Response(render_template("thing_unknown.html", iri=namespace + rest, near=near, rest=rest[:100]), 404)


def _show_pointing(site: Site, iri: str, name: str) -> Response:
    """Return one page of all that points at a thing by one property."""
    try:
        predicate = expand(name)
    except ValueError:
        abort(404)
    count = count_pointing(site.reader, iri).get(predicate, 0)
    number = request.args.get("page", "1")
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 0
    pages = -(-count // PAGE_OF_POINTING)
    if not count or not 1 <= page <= pages:
        abort(404)
    said = read_pointing(site.reader, iri, predicate, page)
    cards = read_cares(site.reader, read_cards(site.reader, [iri, predicate, *mentioned_in(said)], page_language()))
    marks = Marks()
    values = write_values(iri, predicate, said, cards, marks)
    sources = list_sources(site.reader, marks, cards.language, cards)
    return keep(
        render_template(
            "thing_pointing.html",
            label=cards.label(iri),
            iri=iri,
            cards=cards,
            phrase=say_pointing(cards, predicate),
            values=values,
            count=count,
            page=page,
            pages=pages,
            sources=sources,
            titles={source.number: str(source.citation) for source in sources},
            first=here(page=None) if page > 2 else None,
            previous=here(page=page - 1) if page > 1 else None,
            next=here(page=page + 1) if page < pages else None,
        )
    )


def _report(address: str, iri: str) -> str:
    if address.startswith("mailto:"):
        return f"{address}{'&' if '?' in address else '?'}subject={quote(iri, safe='')}"
    return address
