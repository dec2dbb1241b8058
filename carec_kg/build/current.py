"""Find the snapshot of the content as it is, where it was built before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.errors import SnapshotProblem
from carec_kg.graph import snapshot as layout
from carec_kg.graph.manifest import digest_content
from carec_kg.graph.snapshot import Snapshot, open_snapshot, point_to
from carec_kg.version import __version__

if TYPE_CHECKING:
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
