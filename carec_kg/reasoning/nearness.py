"""Nearness: which of several proofs of one length rests on what somebody looks at already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import Triple


@dataclass(frozen=True, slots=True)
class Near:
    """The triples and the named graphs that are at hand; what the ontology states is always near."""

    triples: frozenset[Triple] = frozenset()
    graphs: frozenset[str] = frozenset()

    def is_near(self, graphs: Iterable[str]) -> bool:
        """Tell whether a triple that these graphs state brings no further source; what no graph states brings none."""
        found = set(graphs)
        return not found or ONTOLOGY_GRAPH in found or not found.isdisjoint(self.graphs)

    def weigh(self, triple: Triple, graphs: Iterable[str]) -> tuple[int, int]:
        """Return how far a stated premise is: whether its source is a further one, and whether the triple is."""
        if not self.triples and not self.graphs:
            return (0, 0)
        near = self.is_near(graphs)
        return (0 if near else 1, 0 if triple in self.triples or ONTOLOGY_GRAPH in set(graphs) else 1)


#: Nothing is at hand, and all is equally far.
NOWHERE = Near()
