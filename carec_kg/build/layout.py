"""Write data files anew in the layout of the one writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg import iris
from carec_kg.graph.manifest import list_graph_files
from carec_kg.rdf.reading import read_bytes
from carec_kg.rdf.turtle import format_turtle

if TYPE_CHECKING:
    from carec_kg.config import Content


def write_layout(content: Content) -> list[str]:
    """Write every data file that is not in the one layout, and return the names of those that changed.

    Raise ``SyntaxProblem`` for a file that does not parse, ``DataProblem`` for one with a comment that would be lost.
    """
    changed = []
    for file in list_graph_files(content):
        if file.graph == iris.ONTOLOGY_GRAPH:
            continue
        data = read_bytes(file.path)
        formatted = format_turtle(data, file.name).encode()
        if formatted != data:
            file.path.write_bytes(formatted)
            changed.append(file.name)
    return changed
