"""The value that a triple has in the graph where it was asked for with the same number, written in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.value_words import number_of
from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.rdf.terms import Triple

if TYPE_CHECKING:
    from carec_kg.graph.engine import Engine

#: Terms write themselves as SPARQL has them, escaped.
_EQUAL = "SELECT ?found {{ {subject} {predicate} ?found FILTER(?found = {asked}) }} LIMIT 1"


def find_equal(engine: Engine, triple: Triple) -> Triple | None:
    """Return the triple of the graph with an equal number in the place of the object; ``None`` where there is none.

    A person writes 870, which is an integer (SPARQL 1.1, section 4.1.2), and the graph has a decimal.
    """
    if number_of(triple.object) is None:
        return None
    text = _EQUAL.format(subject=triple.subject, predicate=triple.predicate, asked=triple.object)
    found = engine.answer(QueryRequest(text))
    if not isinstance(found, Rows) or not found.rows:
        return None
    value = found.rows[0][0]
    return None if value is None or value == triple.object else Triple(triple.subject, triple.predicate, value)
