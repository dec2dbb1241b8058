"""The knowledge graph of the CAREC Program: ``carec_kg.open()`` gives a graph that answers questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.version import __version__

if TYPE_CHECKING:
    from carec_kg.session.knowledge_graph import KnowledgeGraph

__all__ = ["__version__", "open"]


def open() -> KnowledgeGraph:  # noqa: A001 - `carec_kg.open()` is the name that people know from other libraries
    """Open the graph, building it first where ontology, data or queries have changed.

    >>> graph = carec_kg.open()  # doctest: +SKIP
    >>> for row in graph.query("investments"):  # doctest: +SKIP
    ...     print(row["what"], row["amount"], row["unit"])
    """
    from carec_kg.session.knowledge_graph import open_graph  # noqa: PLC0415 - imports stay cheap until it is used

    return open_graph()
