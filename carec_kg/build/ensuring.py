"""Make sure of a snapshot: the one of the content as it is, built where it was not built before."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from carec_kg.build.current import digest_inputs, find_built
from carec_kg.errors import DataProblem, SnapshotProblem
from carec_kg.graph.snapshot import Snapshot, open_current

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carec_kg.config import Content


def ensure_snapshot(content: Content, home: Path, begin: Callable[[str], None] | None = None) -> Snapshot:
    """Return the snapshot of the content as it is, building it where needed; ``begin`` is told of each step.

    Where the content does not build, the last good snapshot is used and a line on stderr says so; raise
    ``DataProblem`` where there is none.
    """
    present = find_built(home, digest_inputs(content))
    if present:
        return present
    from carec_kg.build.pipeline import build  # noqa: PLC0415 - heavy, and most often there is nothing to build

    try:
        return build(content, home, begin).snapshot
    except DataProblem as failure:
        try:
            snapshot = open_current(home)
        except SnapshotProblem:
            raise failure from None
        sys.stderr.write(f"carec-kg: {failure} Answers come from version {snapshot.version}.\n")
        return snapshot
