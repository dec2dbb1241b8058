"""What is worth knowing of a thing: its statements, what points at it, and the names of both."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import pyoxigraph as ox

from carec_kg.iris import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.graph.graph_sets import GraphSet, Subject

#: Triples about one thing at the most.
THING_TRIPLES = 1000

_LABELS = (ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode(PREFIXES["skos"] + "prefLabel"))


@dataclass(frozen=True, slots=True)
class Description:
    """The triples about some things, each once; ``cut`` says that there are more."""

    triples: list[ox.Triple]
    cut: bool


def describe_things(graphs: GraphSet, solutions: ox.QuerySolutions, most: int | None) -> Description:
    """Describe every IRI and blank node of the solutions, in ``most`` triples together, from the default graph."""
    found: dict[ox.Triple, None] = {}
    cut = False
    for thing in _list_things(solutions):
        statements = list(islice(_state(graphs, thing), THING_TRIPLES + 1))
        cut = cut or len(statements) > THING_TRIPLES
        found |= dict.fromkeys(statements[:THING_TRIPLES])
        if most is not None and len(found) > most:
            return Description(list(islice(found, most)), cut=True)
    return Description(list(found), cut)


def _list_things(solutions: ox.QuerySolutions) -> Iterator[Subject]:
    width = range(len(solutions.variables))
    seen = set()
    for solution in solutions:
        for term in (solution[i] for i in width):
            if isinstance(term, ox.NamedNode | ox.BlankNode) and term not in seen:
                seen.add(term)
                yield term


def _state(graphs: GraphSet, thing: Subject) -> Iterator[ox.Triple]:
    """Yield what the thing says, its blank nodes unfolded, the names of what it points at, then what points at it.

    Each triple once.
    """
    seen: set[ox.Triple] = set()
    for triple in _collect(graphs, thing):
        if triple not in seen:
            seen.add(triple)
            yield triple


def _collect(graphs: GraphSet, thing: Subject) -> Iterator[ox.Triple]:
    neighbours: dict[ox.NamedNode, None] = {}
    for triple in _unfold(graphs, thing):
        yield triple
        if isinstance(triple.object, ox.NamedNode):
            neighbours[triple.object] = None
    yield from _name_all(graphs, neighbours)
    for triple in graphs.match(None, None, thing):
        yield triple
        if isinstance(triple.subject, ox.NamedNode):
            yield from _name_all(graphs, [triple.subject])
        elif isinstance(triple.subject, ox.BlankNode):
            yield from graphs.match(triple.subject, None, None)


def _unfold(graphs: GraphSet, thing: Subject) -> Iterator[ox.Triple]:
    """Yield the statements of a thing and of the blank nodes that it reaches through blank nodes alone."""
    pending, reached = [thing], {thing}
    while pending:
        for triple in graphs.match(pending.pop(), None, None):
            yield triple
            if isinstance(triple.object, ox.BlankNode) and triple.object not in reached:
                reached.add(triple.object)
                pending.append(triple.object)


def _name_all(graphs: GraphSet, things: Iterable[ox.NamedNode]) -> Iterator[ox.Triple]:
    for thing in things:
        for label in _LABELS:
            yield from graphs.match(thing, label, None)
