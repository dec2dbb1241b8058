"""The graphs that one query sees: the data set's own, some of them, or a copy of several made one.

The engine reads several graphs as one by concatenation, so a triple of two of them counts twice, where the merge of
graphs is a set (SPARQL 1.1 Query, section 13.2). Such a query runs over a copy in memory, where each stands once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from carec_kg.iris import DEFAULT_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GraphName: TypeAlias = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
Subject: TypeAlias = ox.NamedNode | ox.BlankNode


@dataclass(frozen=True, slots=True)
class GraphSet:
    """A store and the graphs of it that a query sees; ``None`` is the store's own.

    ``default`` holds one graph at the most.
    """

    store: ox.Store
    default: list[GraphName] | None = None
    named: list[Subject] | None = None

    def match(self, subject: Subject | None, predicate: ox.NamedNode | None, object_: object) -> Iterator[ox.Triple]:
        """Yield the triples of the default graph that fit; ``None`` fits all."""
        for graph in [ox.DefaultGraph()] if self.default is None else self.default:
            for quad in self.store.quads_for_pattern(subject, predicate, object_, graph):  # type: ignore[arg-type]
                yield quad.triple


def open_graphs(
    store: ox.Store, default: Sequence[str] | None, named: Sequence[str] | None, *, union: bool = False
) -> GraphSet:
    """Return the graphs of these names as a query sees them; one that the store does not have is empty.

    ``DEFAULT_GRAPH`` is the store's default graph, which with ``union`` holds all others. Where a copy is needed, it
    takes time and memory in proportion to the triples of the graphs.
    """
    sources = None if default is None else _filled(store, default, union=union)
    if (sources and len(sources) > 1) or DEFAULT_GRAPH in (named or ()):
        return _copy(store, sources, named)
    return GraphSet(store, sources, None if named is None else [ox.NamedNode(name) for name in named])


def _filled(store: ox.Store, names: Sequence[str], *, union: bool) -> list[GraphName]:
    """Return the graphs of these names that hold a triple, each once; one suffices where it holds the others."""
    if union and DEFAULT_GRAPH in names:
        return [ox.DefaultGraph()]
    graphs = [_find(name) for name in dict.fromkeys(names)]
    return [graph for graph in graphs if next(store.quads_for_pattern(None, None, None, graph), None)]


def _find(name: str) -> GraphName:
    return ox.DefaultGraph() if name == DEFAULT_GRAPH else ox.NamedNode(name)


def _copy(store: ox.Store, default: list[GraphName] | None, named: Sequence[str] | None) -> GraphSet:
    # One document for all: a blank node that two graphs share is one node in the copy too.
    pieces = [_dump(store, graph) for graph in ([ox.DefaultGraph()] if default is None else default)]
    targets = store.named_graphs() if named is None else [ox.NamedNode(name) for name in named]
    for target in targets:
        source = _find(target.value) if isinstance(target, ox.NamedNode) else target
        # No other line of N-Triples than its last has this end: line ends within a literal are escaped.
        pieces.append(_dump(store, source).replace(b" .\n", f" {target} .\n".encode()))
    copy = ox.Store()
    # Four times as fast as quad by quad. What comes from a store needs no second check.
    copy.bulk_load(b"".join(pieces), format=ox.RdfFormat.N_QUADS, lenient=True)
    names: list[Subject] | None = None if named is None else [ox.NamedNode(name) for name in named]
    return GraphSet(copy, [ox.DefaultGraph()], names)


def _dump(store: ox.Store, graph: GraphName) -> bytes:
    return store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
