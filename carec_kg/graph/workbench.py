"""The build-time face of the embedded engine: a store that can be filled and updated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from carec_kg.graph.engine import Engine
from carec_kg.graph.query_errors import query_problem
from carec_kg.iris import PREFIXES
from carec_kg.rdf.conversion import quad_from_engine, quad_to_engine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.rdf.terms import Quad


class Workbench(Engine):
    """A data set in memory that the build fills, updates and reads; never reached over HTTP."""

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self._bench = ox.Store()
        super().__init__(self._bench)
        self.add(quads)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads; those already there change nothing."""
        self._bench.extend(quad_to_engine(quad) for quad in quads)

    def update(self, text: str) -> None:
        """Run a SPARQL update of our own; raise ``QueryProblem`` for one that does not parse."""
        try:
            self._bench.update(text, prefixes=dict(PREFIXES))
        except SyntaxError as error:
            raise query_problem(error, text) from None

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield the quads of one graph, ``None`` for the default graph; literals as the engine stores them."""
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        return (quad_from_engine(quad) for quad in self._bench.quads_for_pattern(None, None, None, name))

    def clear(self, graph: str) -> None:
        """Drop a named graph with what is in it."""
        self._bench.remove_graph(ox.NamedNode(graph))

    def __len__(self) -> int:
        """Return the number of quads; linear in their number."""
        return len(self._bench)
