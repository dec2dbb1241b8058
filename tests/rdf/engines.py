"""What rdflib reads, as our quads; to hold against what the engine reads."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from carec_kg.iris import XSD_STRING
from carec_kg.rdf import media
from carec_kg.rdf.canonical import relabel_blank_nodes
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Term, text_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMES = {
    media.TURTLE: "turtle",
    media.TRIG: "trig",
    media.N_TRIPLES: "nt",
    media.N_QUADS: "nquads",
    media.RDF_XML: "xml",
    media.JSON_LD: "json-ld",
}


@contextmanager
def keeping_lexical_forms() -> Iterator[None]:
    """Have rdflib keep literals as they stand, and keep its complaints about ill-typed ones to itself."""
    before = rdflib.NORMALIZE_LITERALS
    logging.getLogger("rdflib.term").disabled = True
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
        logging.getLogger("rdflib.term").disabled = False


def from_rdflib(term: object) -> Term:
    """Turn a term of rdflib into ours."""
    if isinstance(term, rdflib.URIRef):
        return Iri(str(term))
    if isinstance(term, rdflib.BNode):
        return BlankNode(str(term))
    literal = cast("rdflib.Literal", term)
    if literal.language:
        return text_literal(str(literal), literal.language)
    return Literal(str(literal), str(literal.datatype or XSD_STRING))


def read_with_rdflib(data: bytes, format_: media.Format) -> list[Quad]:
    """Parse with rdflib, lexical forms kept."""
    with keeping_lexical_forms(), warnings.catch_warnings():
        # rdflib's own parsers use what rdflib has deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=NAMES[format_])
        quads = []
        for subject, predicate, object_, graph in dataset.quads():
            name = None if graph in {None, DATASET_DEFAULT_GRAPH_ID} else str(graph)
            ours = cast("Iri | BlankNode", from_rdflib(subject))
            quads.append(Quad(ours, Iri(str(predicate)), from_rdflib(object_), name))
    return quads


def same(one: Iterable[Quad], other: Iterable[Quad]) -> bool:
    """Say whether two data sets are the same but for the labels of blank nodes; lexical forms count."""
    return set(relabel_blank_nodes(one)) == set(relabel_blank_nodes(other))
