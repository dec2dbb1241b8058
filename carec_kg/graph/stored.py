"""Load a snapshot into memory: the graph with its closure, and the same without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from carec_kg.graph import snapshot as layout
from carec_kg.graph.beside import add_files, version_with
from carec_kg.graph.engine import Engine
from carec_kg.graph.load import ServedData
from carec_kg.graph.snapshot import Snapshot, open_snapshot
from carec_kg.rdf.media import N_QUADS
from carec_kg.rdf.reading import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.rdf.terms import Quad

_WITH_CLOSURE = ((layout.ASSERTED, layout.CATALOGUE, layout.INFERRED), layout.UNION)
_ASSERTED_ONLY = ((layout.ASSERTED, layout.CATALOGUE), layout.UNION_ASSERTED)


def load_engine(snapshot: Snapshot, *, inferred: bool = True, beside: Sequence[Path] = ()) -> Engine:
    """Load the named graphs and their union as the default graph; ``inferred=False`` leaves the closure out.

    The files ``beside`` become named graphs of their own and no part of the default graph; raise ``UsageError`` for
    one that does not load.
    """
    named, union = _WITH_CLOSURE if inferred else _ASSERTED_ONLY
    store = _load(snapshot, named, union)
    add_files(store, beside)
    return Engine(store, union=True, beside=bool(beside))


def serve_snapshot(folder: str, beside: Sequence[str] = ()) -> ServedData:
    """Load a snapshot's folder for the server, with files beside it.

    Raise ``SnapshotProblem`` for a folder that is not whole, ``UsageError`` for a file that does not load.
    """
    snapshot = open_snapshot(Path(folder))
    paths = [Path(file) for file in beside]
    version = version_with(snapshot.version, paths) if paths else snapshot.version
    engine, asserted = (load_engine(snapshot, inferred=inferred, beside=paths) for inferred in (True, False))
    return ServedData(engine, asserted, version)


def read_quads(snapshot: Snapshot, *, inferred: bool = True) -> list[Quad]:
    """Return the asserted quads of a snapshot, and those of ``graph/inferred`` if wanted, lexical forms kept."""
    names = [layout.ASSERTED, layout.CATALOGUE, *([layout.INFERRED] if inferred else [])]
    return [quad for name in names for quad in parse(snapshot.read(name), N_QUADS, name)]


def _load(snapshot: Snapshot, named: Sequence[str], union: str) -> ox.Store:
    store = ox.Store()
    for name in named:
        store.bulk_load(path=str(snapshot.path(name)), format=ox.RdfFormat.N_QUADS)
    store.bulk_load(path=str(snapshot.path(union)), format=ox.RdfFormat.N_TRIPLES)
    return store
