"""The blueprint of what our IRIs mean: things, saved queries and named graphs, by content negotiation."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from carec_kg.errors import UnknownName
from carec_kg.iris import BASE, DEFAULT_GRAPH, GENID, GRAPH, ID, PREFIXES, RDF_TYPE, mint_query
from carec_kg.rdf.media import Format
from carec_kg.rdf.terms import Iri, Literal, Quad, text_literal
from carec_kg.web.negotiation import choose_format, prefers_html
from carec_kg.web.pages.addresses import data_of, page_of
from carec_kg.web.pages.descriptions import Description, describe
from carec_kg.web.pages.formats import (
    DATA_FORMATS,
    HTML,
    choose_data,
    choose_form,
    respond_description,
    see_other,
    split_suffix,
)
from carec_kg.web.pages.graph_page import show_graph
from carec_kg.web.pages.naming import find_iri
from carec_kg.web.pages.things import show_unknown
from carec_kg.web.protocol import read_switch

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Term
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.pages.site import Site

_SPARQL = Format("sparql", "SPARQL", ("application/sparql-query",), ("rq",))
_SH = PREFIXES["sh"]


class Dereferencing:
    """Answers requests for the IRIs of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def thing(self, kind: str, key: str) -> Response:
        """Send the client to the page of a thing or to its data; a thing is no document."""
        iri = find_iri(self._site.reader, ID, f"{kind}/{key}")
        if iri is None:
            return show_unknown(self._site, ID, f"{kind}/{key}")
        choice = choose_form()
        path = page_of(iri) if choice.format is HTML else data_of(iri, choice.format.suffix)
        return see_other(path or "/")

    def data(self, kind: str, key: str) -> Response:
        """Return the description of a thing, in the format of the suffix or else as the client takes it."""
        stem, format_ = split_suffix(key)
        iri = find_iri(self._site.reader, ID, f"{kind}/{stem}")
        if iri is None:
            return show_unknown(self._site, ID, f"{kind}/{stem}")
        media_type = ""
        if format_ is None:
            choice = choose_data()
            format_, media_type = choice.format, choice.media_type
        inferred = read_switch("inferred", request.args.get("inferred"))
        found = describe(self._site.reader, iri, inferred=inferred)
        response = respond_description(found, format_, f"{kind}-{stem}", media_type)
        response.headers["Content-Location"] = data_of(iri, format_.suffix) or request.path
        return response

    def query(self, slug: str) -> Response:
        """Send the client to a saved query's form or text, or describe the query."""
        found = self._site.catalogue.find(slug)
        choice = choose_format(request.headers.get("Accept"), (*DATA_FORMATS, _SPARQL, HTML))
        if choice.format in {HTML, _SPARQL}:
            return see_other(f"/queries/{found.slug}" + (".rq" if choice.format is _SPARQL else ""))
        return respond_description(describe_query(found), choice.format, found.slug, choice.media_type)

    def graph(self, name: str) -> Response:
        """Return the page of a named graph, or send the client to its triples."""
        iri = DEFAULT_GRAPH if GRAPH + name == DEFAULT_GRAPH else find_iri(self._site.reader, GRAPH, name)
        if iri is None:
            return show_unknown(self._site, GRAPH, name)
        if choose_form().format is HTML:
            return show_graph(self._site, iri)
        return see_other(f"/graph-store?{urlencode({'default': ''} if iri == DEFAULT_GRAPH else {'graph': iri})}")


def make_dereferencing_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint, answers = Blueprint("dereferencing", __name__), Dereferencing(site)
    blueprint.add_url_rule("/id/<kind>/<path:key>", view_func=answers.thing, endpoint="thing")
    blueprint.add_url_rule("/data/<kind>/<path:key>", view_func=answers.data, endpoint="data")
    blueprint.add_url_rule("/query/<slug>", view_func=answers.query, endpoint="query")
    blueprint.add_url_rule("/graph/<path:name>", view_func=answers.graph, endpoint="graph")
    blueprint.add_url_rule("/.well-known/genid/<path:name>", view_func=show_unnamed, endpoint="unnamed")
    return blueprint


def show_unnamed(name: str) -> Response:
    """Say what the IRI of an unnamed node is, and that it has no page; raise ``UnknownName`` for a program."""
    if prefers_html(request.headers.get("Accept")):
        return Response(render_template("genid.html", iri=GENID + name[:200]), 404)
    raise UnknownName("thing with a page", f"{GENID.removeprefix(BASE)}{name[:100]}", ["/ontology"])


def describe_query(query: SavedQuery) -> Description:
    """Return what a saved query is, in the terms of SHACL's advanced features: its question and its text."""
    node = Iri(mint_query(query.slug))
    form = query.kind.lower()
    kinds = {"select": "SPARQLSelectExecutable", "ask": "SPARQLAskExecutable", "construct": "SPARQLConstructExecutable"}
    said: list[tuple[str, Term]] = [
        (RDF_TYPE, Iri(_SH + kinds.get(form, "SPARQLExecutable"))),
        (PREFIXES["rdfs"] + "label", text_literal(query.question, "en")),
        (PREFIXES["dcterms"] + "description", text_literal(query.description, "en")),
        (_SH + form, Literal(query.text)),
    ]
    return Description(tuple(Quad(node, Iri(predicate), value) for predicate, value in said))
