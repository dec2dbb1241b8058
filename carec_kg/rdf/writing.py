"""Write quads in any format, byte for byte the same for the same quads, never through a store: it rewrites literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.errors import UsageError
from carec_kg.rdf import media
from carec_kg.rdf.jsonld import write_jsonld
from carec_kg.rdf.rdfxml import write_rdfxml
from carec_kg.rdf.terms import Quad, Triple, format_quad, format_triple
from carec_kg.rdf.turtle import write_trig, write_turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def write_ntriples(triples: Iterable[Triple]) -> str:
    """Return canonical N-Triples, sorted, each line once."""
    return "".join(sorted({format_triple(triple) + "\n" for triple in triples}))


def write_nquads(quads: Iterable[Quad]) -> str:
    """Return canonical N-Quads, sorted, each line once."""
    return "".join(sorted({format_quad(quad) + "\n" for quad in quads}))


_OF_TRIPLES: dict[media.Format, Callable[[Iterable[Triple]], str]] = {
    media.TURTLE: write_turtle,
    media.N_TRIPLES: write_ntriples,
    media.RDF_XML: write_rdfxml,
}
_OF_QUADS: dict[media.Format, Callable[[Iterable[Quad]], str]] = {
    media.TRIG: write_trig,
    media.N_QUADS: write_nquads,
    media.JSON_LD: write_jsonld,
}


def write(quads: Iterable[Quad], format_: media.Format) -> bytes:
    """Return the quads in UTF-8; formats of triples lose the graphs' names and hold each triple once.

    Raise ``UsageError`` for a format of query results, and for what RDF/XML cannot write.
    """
    if format_ in _OF_QUADS:
        return _OF_QUADS[format_](quads).encode()
    if format_ in _OF_TRIPLES:
        return _OF_TRIPLES[format_](quad.triple for quad in quads).encode()
    known = ", ".join(candidate.name for candidate in media.RDF_FORMATS)
    message = f"{format_.label} holds query results, not graphs; choose from {known}."
    raise UsageError(message)
