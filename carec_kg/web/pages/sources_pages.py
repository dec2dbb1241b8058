"""The blueprint of ``/source``: all sources, each read side by side with its facts, and each of its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, redirect, render_template, request

from carec_kg.evidence.citation import cite_all
from carec_kg.iris import SOURCE
from carec_kg.rdf.terms import Iri
from carec_kg.web.pages.descriptions import describe, read_graph
from carec_kg.web.pages.formats import HTML, choose_form, respond_description, split_suffix
from carec_kg.web.pages.frame import here, page_language
from carec_kg.web.pages.graph_page import read_page
from carec_kg.web.pages.keeping import keep
from carec_kg.web.pages.licences import name_licence
from carec_kg.web.pages.naming import find_iri
from carec_kg.web.pages.passage_facts import read_stated
from carec_kg.web.pages.passage_text import read_sentences
from carec_kg.web.pages.passages import show_passage
from carec_kg.web.pages.source_outline import make_outline
from carec_kg.web.pages.source_paging import can_be_whole, find_page, make_pages, make_whole
from carec_kg.web.pages.source_reading import list_documents, read_document
from carec_kg.web.pages.things import show_unknown
from carec_kg.web.sentences import Sentences

if TYPE_CHECKING:
    from carec_kg.rdf.media import Format
    from carec_kg.web.pages.site import Site
    from carec_kg.web.pages.source_reading import Document

#: Facts of one passage that the page of its document shows; the passage's own page has all.
SHOWN_FACTS = 12
#: Sources on one page of their list.
_LISTED = 40
#: What ``page`` is for a document on one page.
_WHOLE = "all"


def make_sources_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("sources", __name__)
    sentences = Sentences(site.reader.select, site.settings.sources)

    @blueprint.get("/source")
    def sources() -> Response:
        return show_sources(list_documents(site.reader, page_language()))

    @blueprint.get("/source/<path:name>")
    def source_or_passage(name: str) -> Response:
        stem, format_ = split_suffix(name)
        iri = find_iri(site.reader, SOURCE, stem)
        if iri is None:
            return show_unknown(site, SOURCE, stem)
        source = SOURCE + iri.removeprefix(SOURCE).partition("/")[0]
        choice = None if format_ else choose_form()
        if choice is None or choice.format is not HTML:
            wanted = format_ or (choice.format if choice else HTML)
            return _respond_data(site, iri, wanted, choice.media_type if choice else "")
        document = read_document(site.reader, source, page_language())
        if document is None:
            return show_unknown(site, SOURCE, stem)
        if iri == source:
            return show_source(site, document, sentences)
        if any(passage.iri == iri for passage in document.passages):
            return show_passage(site, document, iri, sentences)
        return _send_to_section(document, iri)

    return blueprint


def _respond_data(site: Site, iri: str, format_: Format, media_type: str) -> Response:
    """Return the graph of a passage or source as it is; a section, which names no graph, as it is described."""
    found = read_graph(site.reader, iri)
    if not found.quads:
        found = describe(site.reader, iri)
    return respond_description(found, format_, iri.removeprefix(SOURCE).replace("/", "-"), media_type)


def _send_to_section(document: Document, iri: str) -> Response:
    page = find_page(make_pages(document.passages), iri)
    path = f"/source/{document.key}" + (f"?page={page}" if page > 1 else "")
    return redirect(f"{path}#{iri.rpartition('/')[2]}", 303)  # type: ignore[return-value] # werkzeug's own class


def show_sources(documents: list[Document]) -> Response:
    """Return a page of the list of all sources."""
    page, pages = read_page(), max(1, -(-len(documents) // _LISTED))
    if page > pages:
        abort(404, f"The list of sources ends with page {pages}.")
    first = (page - 1) * _LISTED
    return keep(
        render_template(
            "sources.html",
            documents=documents[first : first + _LISTED],
            count=len(documents),
            start=first + 1,
            name_licence=name_licence,
            previous=here(page=page - 1 if page > 2 else None) if page > 1 else None,
            next=here(page=page + 1) if page < pages else None,
        )
    )


def show_source(site: Site, document: Document, sentences: Sentences) -> Response:
    """Return the page of a document: its passages in order, each with the facts taken from it."""
    wholly = request.args.get("page") == _WHOLE and can_be_whole(document.passages)
    pages = make_whole(document.passages) if wholly else make_pages(document.passages)
    number = 1 if wholly else read_page()
    if number > len(pages):
        abort(404, f"This document ends with page {len(pages)}; a section is asked for by its own address.")
    shown = [passage for part in pages[number - 1] for passage in part.passages]
    coverage = document.coverage
    named = [
        *(passage.section for passage in document.passages),
        *(passage.kind for passage in (*shown, *coverage.silent)),
        *(kind for kind, _ in coverage.kinds),
        *(passage.iri for passage in shown),
        *(value.value for values in document.said.values() for value in values if isinstance(value, Iri)),
        document.iri,
    ]
    stated = read_stated(site.reader, [passage.iri for passage in shown if passage.facts], page_language(), named)
    citations = cite_all(site.reader, [one.iri for one in shown], page_language()) if site.settings.sources else {}
    return keep(
        render_template(
            "source.html",
            document=document,
            coverage=coverage,
            parts=pages[number - 1],
            outline=make_outline(pages, number, lambda page: here(page=_name_page(page, wholly=wholly))),
            stated=stated,
            cards=stated.cards,
            texts=read_sentences(sentences, citations, stated.triples),
            shown_facts=SHOWN_FACTS,
            page=number,
            pages=len(pages),
            whole=here(page=_WHOLE) if len(pages) > 1 and can_be_whole(document.passages) else None,
            parted=here(page=None) if wholly else None,
            first=here(page=None) if number > 2 else None,
            previous=here(page=number - 1 if number > 2 else None) if number > 1 else None,
            next=here(page=number + 1) if number < len(pages) else None,
        )
    )


def _name_page(number: int, *, wholly: bool) -> str | None:
    return _WHOLE if wholly else str(number) if number > 1 else None
