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
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.pages.site import Site

_SPARQL = Format("sparql", "SPARQL", ("application/sparql-query",), ("rq",))
_SH = PREFIXES["sh"]


def make_dereferencing_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("dereferencing", __name__)

    @blueprint.get("/id/<kind>/<path:key>")
    def thing(kind: str, key: str) -> Response:
        iri = find_iri(site.reader, ID, f"{kind}/{key}")
        if iri is None:
            return show_unknown(site, ID, f"{kind}/{key}")
        choice = choose_form()
        path = page_of(iri) if choice.format is HTML else data_of(iri, choice.format.suffix)
        return see_other(path or "/")

    @blueprint.get("/data/<kind>/<path:key>")
    def data(kind: str, key: str) -> Response:
        stem, format_ = split_suffix(key)
        iri = find_iri(site.reader, ID, f"{kind}/{stem}")
        if iri is None:
            return show_unknown(site, ID, f"{kind}/{stem}")
        media_type = ""
        if format_ is None:
            choice = choose_data()
            format_, media_type = choice.format, choice.media_type
        inferred = read_switch("inferred", request.args.get("inferred"))
        found = describe(site.reader, iri, inferred=inferred)
        response = respond_description(found, format_, f"{kind}-{stem}", media_type)
        response.headers["Content-Location"] = data_of(iri, format_.suffix) or request.path
        return response

    @blueprint.get("/query/<slug>")
    def query(slug: str) -> Response:
        found = site.catalogue.find(slug)
        choice = choose_format(request.headers.get("Accept"), (*DATA_FORMATS, _SPARQL, HTML))
        if choice.format is HTML:
            return see_other(f"/queries/{found.slug}")
        if choice.format is _SPARQL:
            return see_other(f"/queries/{found.slug}.rq")
        return respond_description(describe_query(found), choice.format, found.slug, choice.media_type)

    @blueprint.get("/graph/<path:name>")
    def graph(name: str) -> Response:
        iri = DEFAULT_GRAPH if GRAPH + name == DEFAULT_GRAPH else find_iri(site.reader, GRAPH, name)
        if iri is None:
            return show_unknown(site, GRAPH, name)
        if choose_form().format is HTML:
            return show_graph(site, iri)
        asked = {"default": ""} if iri == DEFAULT_GRAPH else {"graph": iri}
        return see_other(f"/graph-store?{urlencode(asked)}")

    @blueprint.get("/.well-known/genid/<path:name>")
    def node(name: str) -> Response:
        if prefers_html(request.headers.get("Accept")):
            return Response(render_template("genid.html", iri=GENID + name[:200]), 404)
        raise UnknownName("thing with a page", f"{GENID.removeprefix(BASE)}{name[:100]}", ["/ontology"])

    return blueprint


def describe_query(query: SavedQuery) -> Description:
    """Return what a saved query is, in the terms of SHACL's advanced features: its question and its text."""
    node = Iri(mint_query(query.slug))
    form = query.kind.lower()
    kinds = {"select": "SPARQLSelectExecutable", "ask": "SPARQLAskExecutable", "construct": "SPARQLConstructExecutable"}
    said = [
        (RDF_TYPE, Iri(_SH + kinds.get(form, "SPARQLExecutable"))),
        (PREFIXES["rdfs"] + "label", text_literal(query.question, "en")),
        (PREFIXES["dcterms"] + "description", text_literal(query.description, "en")),
        (_SH + form, Literal(query.text)),
    ]
    return Description(tuple(Quad(node, Iri(predicate), value) for predicate, value in said))
