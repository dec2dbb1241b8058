"""IRIs for blank nodes, so that what is inferred about them can be named and proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.iris import mint_skolem
from carec_kg.rdf.canonical import relabel_blank_nodes
from carec_kg.rdf.terms import BlankNode, Iri, Quad, format_quad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import Term


def skolemise(quads: Iterable[Quad], scope: str) -> list[Quad]:
    """Return one file's quads, sorted, each once, with an IRI for every blank node (RDF 1.1 Concepts, section 3.5).

    The IRIs come from the canonical labels of RDFC-1.0, so they depend on what the file says and not on how it is
    written; ``scope`` keeps those of two files apart. Quads of a file come before their graph is named.
    """
    named = (
        Quad(_name_resource(quad.subject, scope), quad.predicate, _name(quad.object, scope), quad.graph)
        for quad in relabel_blank_nodes(quads)
    )
    return sorted(named, key=format_quad)


def _name_resource(term: Iri | BlankNode, scope: str) -> Iri:
    return Iri(mint_skolem(scope, term.value)) if isinstance(term, BlankNode) else term


def _name(term: Term, scope: str) -> Term:
    return _name_resource(term, scope) if isinstance(term, BlankNode) else term
