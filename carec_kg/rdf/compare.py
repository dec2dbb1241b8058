"""Whether two graphs say the same, and what one says that the other does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.rdf.canonical import relabel_blank_nodes
from carec_kg.rdf.terms import Quad, format_triple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import Triple


@dataclass(frozen=True, slots=True)
class Difference:
    """What is in one graph alone, as sorted canonical N-Triples lines; a change of a line is one of each."""

    removed: tuple[str, ...]
    added: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    def __str__(self) -> str:
        marked = [(line, "-") for line in self.removed] + [(line, "+") for line in self.added]
        return "\n".join(f"{sign} {line}" for line, sign in sorted(marked))


def canonical_lines(triples: Iterable[Triple | Quad]) -> list[str]:
    """Return a graph as sorted canonical N-Triples lines, blank nodes labelled by RDFC-1.0 (section 4).

    Graphs that differ in the labels of their blank nodes alone give the same lines; lexical forms are kept. The
    names of the graphs of quads do not matter.
    """
    relabelled = relabel_blank_nodes(Quad(*triple[:3]) for triple in triples)
    return sorted(set(map(format_triple, relabelled)))


def same_graph(one: Iterable[Triple | Quad], other: Iterable[Triple | Quad]) -> bool:
    """Return whether two graphs are isomorphic (RDF 1.1 Concepts, section 3.6): equal but for blank node labels."""
    return canonical_lines(one) == canonical_lines(other)


def find_difference(old: Iterable[Triple | Quad], new: Iterable[Triple | Quad]) -> Difference:
    """Return what a graph lost and won; false where both are the same.

    Blank nodes are compared by their canonical labels: where these graphs have some, a change at one may relabel
    others, and more lines are shown than changed.
    """
    before, after = set(canonical_lines(old)), set(canonical_lines(new))
    return Difference(tuple(sorted(before - after)), tuple(sorted(after - before)))
