"""The index of names for tools, read from a snapshot's union when it is first wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.graph import snapshot as layout
from carec_kg.rdf.media import N_TRIPLES
from carec_kg.rdf.reading import parse
from carec_kg.session.tool_graph import Names

if TYPE_CHECKING:
    from carec_kg.graph.snapshot import Snapshot


def read_names(snapshot: Snapshot) -> Names:
    """Return what the things of a snapshot are called."""
    from carec_kg.linking.reconciling import Reconciler  # noqa: PLC0415 - rapidfuzz is heavy
    from carec_kg.linking.reconciling_graph import read_known_graph  # noqa: PLC0415
    from carec_kg.linking.reconciling_suggest import Completer  # noqa: PLC0415

    reconciler = Reconciler(read_known_graph(parse(snapshot.read(layout.UNION), N_TRIPLES, layout.UNION)))
    return Names(reconciler, Completer(reconciler))
