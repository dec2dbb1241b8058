"""The snapshot of the content as it is: found in a moment where it was built before, built where it was not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem, SnapshotProblem
from carec_kg.graph import snapshot as layout
from carec_kg.graph.manifest import digest_content
from carec_kg.graph.snapshot import Snapshot, open_current, open_snapshot, point_to
from carec_kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carec_kg.config import Content


def digest_inputs(content: Content) -> str:
    """Return the digest of everything that goes into a snapshot: the content, and who builds it."""
    return digest_content(content, f"{__version__} {layout.SNAPSHOT_FORMAT}")


def find_built(home: Path, digest: str) -> Snapshot | None:
    """Return the whole snapshot with that digest and make it the current one; ``None`` where there is none."""
    try:
        snapshot = open_snapshot(home / "snapshots" / digest)
    except SnapshotProblem:
        return None
    if layout.current_folder(home) != snapshot.folder.resolve():
        point_to(home, snapshot)
    return snapshot


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
