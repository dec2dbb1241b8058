"""The page of a named graph: what it holds, what it is about, and how to take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import abort, render_template, request

from carec_kg.iris import DEFAULT_GRAPH, GRAPH
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.web.pages.cards import read_cards
from carec_kg.web.pages.frame import here, page_language
from carec_kg.web.pages.keeping import keep
from carec_kg.web.pages.wording import find_words, say

if TYPE_CHECKING:
    from flask import Response

    from carec_kg.web.pages.reader import GraphReader
    from carec_kg.web.pages.site import Site

#: Subjects on each page.
_PAGE = 100
_LINKS = "links/"


def show_graph(site: Site, iri: str) -> Response:
    """Return the page of a graph, its subjects a hundred at a time."""
    pattern = "?s ?p ?o" if iri == DEFAULT_GRAPH else f"GRAPH {Iri(iri)} {{ ?s ?p ?o }}"
    counts = site.reader.select(f"SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) WHERE {{ {pattern} }}").rows[0]
    statements, subjects = (int(term.value) if term else 0 for term in counts)
    page, pages = read_page(), max(1, -(-subjects // _PAGE))
    if page > pages:
        abort(404)
    rows = site.reader.select(
        f"SELECT DISTINCT ?s WHERE {{ {pattern} }} ORDER BY ?s LIMIT {_PAGE} OFFSET {(page - 1) * _PAGE}"
    ).rows
    about = [row[0].value for row in rows if isinstance(row[0], Iri)]
    asked = "default" if iri == DEFAULT_GRAPH else urlencode({"graph": iri})
    return keep(
        render_template(
            "graph.html",
            iri=iri,
            name=name_graph(iri),
            description=_describe(site.reader, iri),
            statements=statements,
            subjects=subjects,
            about=about,
            cards=read_cards(site.reader, about, page_language()),
            path=f"/graph-store?{asked}",
            page=page,
            pages=pages,
            previous=here(page=page - 1) if page > 1 else None,
            next=here(page=page + 1) if page < pages else None,
        )
    )


def name_graph(iri: str) -> str:
    """Return what a graph of ours is called."""
    short = iri.removeprefix(GRAPH)
    if short.startswith(_LINKS):
        target = find_words("en", f"things.link.{short.removeprefix(_LINKS)}") or short.removeprefix(_LINKS)
        return say("en", "things.graph.links", target=target)
    return find_words("en", f"things.graph.{short}") or short


def read_page() -> int:
    """Return the number of the page that the request at hand asks for, from 1; a number that is none is not found."""
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdecimal() and len(text) < 7 and int(text)):
        abort(404)
    return int(text)


def _describe(reader: GraphReader, iri: str) -> str:
    rows = reader.select("SELECT ?g ?d WHERE { ?g dcterms:description ?d } LIMIT 1", g=Iri(iri)).rows
    return next((term.value for row in rows for term in row if isinstance(term, Literal)), "")
