"""The whole data set, or one graph of it, in any RDF format."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from carec_kg.errors import UnknownName
from carec_kg.rdf.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.media import Format
    from carec_kg.rdf.terms import Quad


def select_graph(quads: Iterable[Quad], graph: str) -> list[Quad]:
    """Return the quads of one named graph; raise ``UnknownName`` with the nearest names if there is no such graph."""
    every = list(quads)
    chosen = [quad for quad in every if quad.graph == graph]
    if chosen:
        return chosen
    names = sorted({quad.graph for quad in every if quad.graph})
    raise UnknownName("graph", graph, get_close_matches(graph, names, n=2, cutoff=0.8))


def dump(quads: Iterable[Quad], format_: Format, *, graph: str | None = None) -> bytes:
    """Return all quads, or those of one graph, as a file; formats of triples hold the union, each triple once.

    Raise ``UnknownName`` for a graph that is not there and ``UsageError`` for what the format cannot write.
    """
    return write(quads if graph is None else select_graph(quads, graph), format_)
