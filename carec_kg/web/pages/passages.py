"""The page of a passage: its place, our summary, the sentence where it is held, and all facts taken from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, render_template

from carec_kg.evidence.citation import cite_all
from carec_kg.web.pages.cards import read_cards
from carec_kg.web.pages.frame import page_language
from carec_kg.web.pages.keeping import keep
from carec_kg.web.pages.passage_facts import read_stated
from carec_kg.web.pages.passage_text import read_sentences
from carec_kg.web.pages.source_paging import find_page, make_pages
from carec_kg.web.pages.statements import read_statements

if TYPE_CHECKING:
    from carec_kg.web.pages.site import Site
    from carec_kg.web.pages.source_reading import Document
    from carec_kg.web.sentences import Sentences


def show_passage(site: Site, document: Document, iri: str, sentences: Sentences) -> Response:
    """Return the page of one passage of a document."""
    language = page_language()
    place = next(place for place, passage in enumerate(document.passages) if passage.iri == iri)
    passage = document.passages[place]
    about = read_statements(site.reader, iri)
    readings = about.pointing("carec:readingOf")
    disagrees = list(dict.fromkeys([*about.iris("carec:disagreesWith"), *about.pointing("carec:disagreesWith")]))
    doubts = about.iris("carec:doubt")
    more = [passage.section, passage.kind, document.iri, *readings, *disagrees, *doubts]
    stated = read_stated(site.reader, [iri], language, more)
    citations = cite_all(site.reader, [iri], language)
    others = cite_all(site.reader, disagrees, language) if disagrees else {}
    pages = make_pages(document.passages)
    number = find_page(pages, iri)
    return keep(
        render_template(
            "passage.html",
            document=document,
            passage=passage,
            citation=citations.get(iri),
            about=about,
            marks=[about.text(f"carec:{name}") for name in ("lostFootnote", "misprint")],
            notes=[term.value for term in about.values("skos:note")],
            doubts=doubts,
            disagrees=[(other, str(others[other]) if other in others else other) for other in disagrees],
            readings=readings,
            things=stated.things[iri],
            cards=read_cards(site.reader, [], language, stated.cards),
            count=len(stated.triples[iri]),
            text=read_sentences(sentences, citations, stated.triples).get(iri),
            previous=document.passages[place - 1] if place else None,
            next=document.passages[place + 1] if place + 1 < len(document.passages) else None,
            back=f"/source/{document.key}" + (f"?page={number}" if number > 1 else "") + f"#{passage.key}",
            address=passage.address or (citations[iri].address if iri in citations else ""),
            start=about.text("carec:start"),
            end=about.text("carec:end"),
            digest=about.text("carec:sha256"),
        )
    )
