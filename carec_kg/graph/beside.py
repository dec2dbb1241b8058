"""Load the operator's own files beside the CAREC graph: what ``serve --with`` joins it with.

Each file is a named graph of its own, and the default graph stays what it was: saved queries, counts and proofs over
the CAREC graph mean the same with and without it. A query joins by GRAPH.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from carec_kg.errors import CarecError, UsageError
from carec_kg.graph.load import digest_files, load_into
from carec_kg.iris import mint_graph
from carec_kg.rdf.media import RDF_FORMATS, format_of_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_FOLDER = "with/"
_SUFFIXES = frozenset(f".{suffix}" for format_ in RDF_FORMATS for suffix in format_.suffixes) | {".gz"}
#: Characters of the digest of the files that the version of the data set shows.
_SHOWN = 16


def name_graphs(paths: Sequence[Path]) -> list[str]:
    """Return the graph of each file: ``graph/with/{name}``, without suffixes; raise ``UsageError`` for a double."""
    graphs: dict[str, Path] = {}
    for path in paths:
        format_of_file(path)
        graph = mint_graph(_FOLDER + quote(_stem(path), safe=""))
        if graph in graphs:
            message = f"{graphs[graph]} and {path} would be one graph, <{graph}>; rename one of them."
            raise UsageError(message)
        graphs[graph] = path
    return list(graphs)


def add_files(store: ox.Store, paths: Sequence[Path]) -> None:
    """Load each file into its graph, and the named graphs of a file of quads into those.

    Raise ``UsageError`` for a file that does not load, and for one that names a graph which the store has already:
    nobody could tell then who says what.
    """
    taken = {graph.value for graph in store.named_graphs()}
    for path, graph in zip(paths, name_graphs(paths), strict=True):
        try:
            if not format_of_file(path).datasets:
                load_into(store, path, graph)
                continue
            apart = ox.Store()
            load_into(apart, path, graph)
        except CarecError as error:
            message = f"{str(error).rstrip('. ')}. Mend this file, or leave it out of --with."
            raise UsageError(message) from None
        doubles = sorted(taken.intersection(found.value for found in apart.named_graphs()))
        if doubles:
            message = f"{path} names <{doubles[0]}>, which is a graph of the CAREC graph; give its graph another name."
            raise UsageError(message)
        store.bulk_extend(apart)


def version_with(version: str, paths: Sequence[Path]) -> str:
    """Return the version of a data set with files beside it: its own, and a digest of their names and bytes."""
    names = "\n".join(name_graphs(paths))
    digest = hashlib.sha256(f"{names}\n{digest_files(paths)}".encode()).hexdigest()
    return f"{version}-with-{digest[:_SHOWN]}"


def _stem(path: Path) -> str:
    while path.suffix.lower() in _SUFFIXES:
        path = path.with_suffix("")
    return path.name
