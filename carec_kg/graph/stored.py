"""Load a snapshot into memory: the graph with its closure, and the same without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from carec_kg.graph import snapshot as layout
from carec_kg.graph.engine import Engine
from carec_kg.graph.load import ServedData
from carec_kg.graph.snapshot import Snapshot, open_snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

_WITH_CLOSURE = ((layout.ASSERTED, layout.CATALOGUE, layout.INFERRED), layout.UNION)
_ASSERTED_ONLY = ((layout.ASSERTED, layout.CATALOGUE), layout.UNION_ASSERTED)


def load_engine(snapshot: Snapshot, *, inferred: bool = True) -> Engine:
    """Load the named graphs and their union as the default graph; ``inferred=False`` leaves the closure out."""
    named, union = _WITH_CLOSURE if inferred else _ASSERTED_ONLY
    return Engine(_load(snapshot, named, union), union=True)


def serve_snapshot(folder: str) -> ServedData:
    """Load a snapshot's folder for the server; raise ``SnapshotProblem`` for one that is not whole."""
    snapshot = open_snapshot(Path(folder))
    return ServedData(load_engine(snapshot), load_engine(snapshot, inferred=False), snapshot.version)


def _load(snapshot: Snapshot, named: Sequence[str], union: str) -> ox.Store:
    store = ox.Store()
    for name in named:
        store.bulk_load(path=str(snapshot.path(name)), format=ox.RdfFormat.N_QUADS)
    store.bulk_load(path=str(snapshot.path(union)), format=ox.RdfFormat.N_TRIPLES)
    return store
