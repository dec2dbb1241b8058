"""The blueprint of ``/scheme``: the code lists, each as a page and as data, and each of their concepts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from carec_kg.iris import SCHEME
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.web.pages.addresses import page_of
from carec_kg.web.pages.cards import read_cards
from carec_kg.web.pages.descriptions import describe
from carec_kg.web.pages.formats import HTML, choose_form, respond_description, split_suffix
from carec_kg.web.pages.frame import page_language
from carec_kg.web.pages.keeping import keep
from carec_kg.web.pages.naming import find_iri
from carec_kg.web.pages.things import FORMATS, ThingPages, show_unknown

if TYPE_CHECKING:
    from carec_kg.web.pages.reader import GraphReader
    from carec_kg.web.pages.site import Site

_LISTS = """SELECT ?list ?d (COUNT(?c) AS ?n) WHERE {
  ?list a skos:ConceptScheme . OPTIONAL { ?list skos:definition ?d } OPTIONAL { ?c skos:inScheme ?list }
} GROUP BY ?list ?d ORDER BY ?list"""
_CONCEPTS = """SELECT ?list ?c ?code ?d ?above (COUNT(?s) AS ?uses) WHERE {
  ?c skos:inScheme ?list . OPTIONAL { ?c skos:notation ?code } OPTIONAL { ?c skos:definition ?d }
  OPTIONAL { ?c skos:broader ?above }
  OPTIONAL { ?s ?p ?c FILTER(?p NOT IN (skos:broader, skos:hasTopConcept, dcterms:subject, schema:audience)) }
} GROUP BY ?list ?c ?code ?d ?above ORDER BY ?c"""


@dataclass(slots=True)
class Concept:
    """An entry of a code list: its code, its definition, how many statements use it, and what is below it."""

    iri: str
    code: str
    definition: str
    uses: int
    above: str = ""
    below: list[Concept] = field(default_factory=list)


def read_concepts(reader: GraphReader, scheme: str) -> list[Concept]:
    """Return the concepts at the top of a list, each with those below it."""
    rows = reader.select(_CONCEPTS, list=Iri(scheme)).rows
    found: dict[str, Concept] = {}
    for _, concept, code, definition, above, uses in rows:
        if concept and concept.value not in found:
            texts = [term.value if term else "" for term in (code, definition, above)]
            found[concept.value] = Concept(concept.value, texts[0], texts[1], int(uses.value) if uses else 0, texts[2])
    for one in found.values():
        if one.above in found:
            found[one.above].below.append(one)
    return [one for one in found.values() if one.above not in found]


def make_schemes_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("schemes", __name__)
    pages = ThingPages(site)

    @blueprint.get("/scheme")
    def lists() -> Response:
        found = []
        for scheme, definition, count in site.reader.select(_LISTS).rows:
            if scheme and count:
                found.append((scheme.value, definition.value if definition else "", int(count.value)))
        cards = read_cards(site.reader, [iri for iri, _, _ in found], page_language())
        return keep(render_template("schemes.html", lists=found, cards=cards))

    @blueprint.get("/scheme/<path:name>")
    def concept_or_list(name: str) -> Response:
        stem, format_ = split_suffix(name)
        iri = find_iri(site.reader, SCHEME, stem)
        if iri is None:
            return show_unknown(site, SCHEME, stem)
        choice = None if format_ else choose_form()
        if choice and choice.format is HTML:
            return show_scheme(site, iri) if "/" not in stem.strip("/") else pages.show(iri, list_files(iri))
        wanted = format_ or (choice.format if choice else HTML)
        return respond_description(
            describe(site.reader, iri), wanted, stem.replace("/", "-"), choice.media_type if choice else ""
        )

    return blueprint


def list_files(iri: str) -> list[tuple[str, str, str]]:
    """Return the formats of a thing that has its data at its own address, with a suffix."""
    return [(suffix, name, f"{page_of(iri)}.{suffix}") for suffix, name in FORMATS]


def show_scheme(site: Site, iri: str) -> Response:
    """Return the page of a code list."""
    concepts = read_concepts(site.reader, iri)
    cards = read_cards(site.reader, [iri, *_list_iris(concepts)], page_language())
    rows = site.reader.select("SELECT ?c ?d WHERE { ?c skos:definition ?d } LIMIT 1", c=Iri(iri)).rows
    definition = next((term.value for row in rows for term in row if isinstance(term, Literal)), "")
    return keep(
        render_template(
            "scheme.html",
            iri=iri,
            concepts=concepts,
            cards=cards,
            definition=definition,
            count=len(_list_iris(concepts)),
            formats=list_files(iri),
        )
    )


def _list_iris(concepts: list[Concept]) -> list[str]:
    return [iri for one in concepts for iri in (one.iri, *_list_iris(one.below))]
