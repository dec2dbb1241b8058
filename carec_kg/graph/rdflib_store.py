"""The engine's store as an rdflib data set to read, for rdflib's evaluator; imported only where rdflib is wanted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.store import Store

from carec_kg.iris import XSD_STRING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from rdflib.term import Identifier

    from carec_kg.graph.graph_sets import GraphName, GraphSet

_Pattern = tuple[Any, Any, Any]


@lru_cache(maxsize=2**16)
def to_rdflib(term: object) -> Identifier:
    """Turn an engine term into rdflib's, its lexical form kept; raise ``ValueError`` for what rdflib has not."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal) and term.direction is None:
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        # What a query writes without a type has none in rdflib.
        datatype = None if term.datatype.value == XSD_STRING else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)
    message = f"Unexpected term: {term}"
    raise ValueError(message)


def to_engine(term: object) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Turn an rdflib term into the engine's; raise ``ValueError`` for one that is none, such as an IRI with a space."""
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD_STRING)))
    message = f"Unexpected term: {term!r}"
    raise ValueError(message)


class GraphSetStore(Store):
    """The graphs that a query sees, as an rdflib store that refuses to be written to."""

    context_aware = True
    graph_aware = True

    def __init__(self, graphs: GraphSet) -> None:
        super().__init__()
        self._graphs = graphs

    def triples(self, triple_pattern: _Pattern, context: object = None) -> Iterator[tuple[_Pattern, Iterator[None]]]:
        """Yield the triples of a graph that fit a pattern; ``None`` fits all."""
        try:
            subject, predicate, object_ = (None if term is None else to_engine(term) for term in triple_pattern)
        except ValueError:
            return
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode | None):
            return
        for graph in self._find(context):
            for quad in self._graphs.store.quads_for_pattern(subject, predicate, object_, graph):
                yield (to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)), iter(())

    def names(self) -> list[Identifier]:
        """Return the names of the named graphs."""
        graphs = self._graphs
        return [to_rdflib(name) for name in (graphs.store.named_graphs() if graphs.named is None else graphs.named)]

    def add(self, *_: object, **__: object) -> None:
        """Refuse."""
        message = "This graph is read-only."
        raise TypeError(message)

    remove = add

    def add_graph(self, graph: object) -> None:
        """Do nothing: rdflib names each graph that it looks at."""

    def __len__(self, context: object = None) -> int:
        return sum(1 for _ in self.triples((None, None, None), context))

    def _find(self, context: object) -> list[GraphName]:
        name = getattr(context, "identifier", context)
        if name is None or name == DATASET_DEFAULT_GRAPH_ID or isinstance(context, rdflib.Dataset):
            return [ox.DefaultGraph()] if self._graphs.default is None else self._graphs.default
        try:
            graph = to_engine(name)
        except ValueError:
            return []
        shut = self._graphs.named is not None and graph not in self._graphs.named
        return [] if shut or isinstance(graph, ox.Literal) else [graph]


class EngineDataset(rdflib.Dataset):
    """A data set over such a store, without what rdflib 7 warns of."""

    def __init__(self, graphs: GraphSet) -> None:
        self._names = GraphSetStore(graphs)
        super().__init__(self._names)

    @property
    def default_context(self) -> rdflib.Graph:
        """Return the default graph."""
        return self._default_context

    @default_context.setter
    def default_context(self, value: rdflib.Graph) -> None:
        self._default_context = value

    def contexts(self, triple: object = None) -> Generator[rdflib.Graph, None, None]:  # noqa: ARG002
        """Yield the named graphs."""
        for name in self._names.names():
            yield self.get_context(name)
