"""The one place where the engine's terms and ours meet."""

from __future__ import annotations

import pyoxigraph as ox

from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Term, Triple


def from_engine(term: object) -> Term:
    """Turn an engine term into ours; raise ``ValueError`` for a term that RDF 1.1 does not have."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal) and term.direction is None:
        return Literal(term.value, term.datatype.value, term.language)
    if isinstance(term, ox.BlankNode):
        return BlankNode(term.value)
    message = f"Unexpected term: {term}"
    raise ValueError(message)


def resource_from_engine(term: object) -> Iri | BlankNode:
    """Turn an engine term in subject place into ours; raise ``ValueError`` for a literal."""
    resource = from_engine(term)
    if isinstance(resource, Literal):
        message = f"Unexpected literal as subject: {term}"
        raise ValueError(message)
    return resource


def to_engine(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Turn one of our terms into the engine's."""
    if isinstance(term, Iri):
        return ox.NamedNode(term.value)
    if isinstance(term, BlankNode):
        return ox.BlankNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def resource_to_engine(term: Iri | BlankNode) -> ox.NamedNode | ox.BlankNode:
    """Turn a subject of ours into the engine's."""
    return ox.NamedNode(term.value) if isinstance(term, Iri) else ox.BlankNode(term.value)


def triple_from_engine(triple: ox.Triple | ox.Quad) -> Triple:
    """Turn an engine triple (or a quad, its graph dropped) into ours."""
    return Triple(resource_from_engine(triple.subject), Iri(triple.predicate.value), from_engine(triple.object))


def quad_from_engine(quad: ox.Quad) -> Quad:
    """Turn an engine quad into ours; raise ``ValueError`` for a graph that a blank node names."""
    graph = quad.graph_name
    if isinstance(graph, ox.BlankNode):
        message = f"Unexpected blank node as the name of a graph: {graph}"
        raise ValueError(message)
    name = None if isinstance(graph, ox.DefaultGraph) else graph.value
    return Quad(*triple_from_engine(quad), name)


def triple_to_engine(triple: Triple | Quad) -> ox.Triple:
    """Turn one of our triples (or a quad, its graph dropped) into the engine's."""
    return ox.Triple(resource_to_engine(triple.subject), ox.NamedNode(triple.predicate.value), to_engine(triple.object))


def quad_to_engine(quad: Quad) -> ox.Quad:
    """Turn one of our quads into the engine's."""
    graph = ox.NamedNode(quad.graph) if quad.graph else ox.DefaultGraph()
    subject = resource_to_engine(quad.subject)
    return ox.Quad(subject, ox.NamedNode(quad.predicate.value), to_engine(quad.object), graph)
