"""Precedence: which of several named graphs is cited for a triple that each of them states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.iris import CAREC, SCHEME, SOURCE

if TYPE_CHECKING:
    from carec_kg.evidence.citation import Reader

_ROWS = f"SELECT ?passage WHERE {{ ?passage <{CAREC}passageKind> <{SCHEME}passage-kind/row> }}"


def is_passage(graph: str) -> bool:
    """Tell whether a named graph is a passage of a source, rather than a source's description or one of our own."""
    return graph.startswith(SOURCE) and "/" in graph.removeprefix(SOURCE).strip("/")


def read_registers(engine: Reader) -> frozenset[str]:
    """Return the passages that are rows of registers: base maps, lists of codes, tables of identifiers."""
    return frozenset(row[0].value for row in engine.select(_ROWS).rows if row[0] is not None)


def order_graph(graph: str, registers: frozenset[str]) -> tuple[int, str]:
    """Return where a graph stands among those that say the same: passages of documents, registers, all others."""
    if not is_passage(graph):
        return 2, graph
    return int(graph in registers), graph
