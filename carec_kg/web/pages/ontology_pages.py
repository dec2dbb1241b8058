"""The blueprint of ``/ontology`` and ``/shape``: every class, property and shape, as pages and as data."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from carec_kg.errors import UnknownName
from carec_kg.iris import CAREC
from carec_kg.rdf.media import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format
from carec_kg.rdf.terms import Iri, Quad
from carec_kg.web.negotiation import choose_format
from carec_kg.web.pages.descriptions import Description
from carec_kg.web.pages.formats import HTML, respond_description, split_suffix
from carec_kg.web.pages.frame import page_language
from carec_kg.web.pages.keeping import keep
from carec_kg.web.pages.ontology_files import read_files
from carec_kg.web.pages.ontology_model import restore_blank_nodes
from carec_kg.web.pages.ontology_use import list_codes
from carec_kg.web.pages.ontology_view import OntologyView, read_view
from carec_kg.web.pages.snapshot_files import find_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import Triple
    from carec_kg.web.pages.site import Site

