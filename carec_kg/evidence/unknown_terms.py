"""What else is known of a triple that is not in the graph: its unknown terms, and other graphs that state it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.iris import RDF_TYPE, compact
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.evidence.vocabulary import Role, Vocabulary
    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term, Triple


def find_unknown_terms(triple: Triple, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Return for JSON each IRI of a triple that occurs nowhere in the graph, and what may have been meant."""
    return [
        {
            "place": place,
            "iri": term.value,
            "name": compact(term.value),
            "suggestions": [
                {"iri": near.iri, "name": compact(near.iri), "label": near.label or compact(near.iri)}
                for near in vocabulary.find_nearest(term.value, [role])
            ],
        }
        for place, term, role in _assign(triple)
        if isinstance(term, Iri) and vocabulary.role_of(term.value) is None
    ]


def find_graphs(engine: Engine, triple: Triple) -> list[str]:
    """Return the named graphs that state a triple: those of an operator's files are no part of the default graph."""
    pattern = f"{triple.subject} {triple.predicate} {triple.object}"
    rows = engine.select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {pattern} }} }}").rows
    return sorted(row[0].value for row in rows if row[0])


def _assign(triple: Triple) -> Iterator[tuple[str, Term, Role]]:
    yield "subject", triple.subject, "thing"
    yield "predicate", triple.predicate, "property"
    yield "object", triple.object, "class" if triple.predicate.value == RDF_TYPE else "thing"
