"""The versions that were ever published below a home folder: those that are kept, and those that are gone.

``history.jsonl`` beside the snapshots has one line for each publication, so that a version whose snapshot was
removed is still known; snapshots that are older than that file are found on disk.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from carec_kg.errors import SnapshotProblem
from carec_kg.graph import snapshot as layout
from carec_kg.iris import CATALOGUE_GRAPH, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FILE = "history.jsonl"
_SNAPSHOTS = "snapshots"
_MANIFEST = "manifest.json"
_ISSUED = re.compile(
    re.escape(f"<{CATALOGUE_GRAPH}#dataset> <{PREFIXES['dcterms']}issued> ").encode()
    + rb'"([0-9]{4}-[0-9]{2}-[0-9]{2})"'
)


@dataclass(frozen=True, slots=True)
class Published:
    """A version that was published: its digest, the day that the release gives for itself, the commit it was made of.

    ``issued`` and ``commit`` are empty where they are not known.
    """

    version: str
    digest: str
    issued: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A version whose snapshot is on disk; ``readable`` where this software reads its format."""

    published: Published
    folder: Path
    readable: bool


@dataclass(frozen=True, slots=True)
class History:
    """All versions that are known, the latest first; ``kept`` are those with a snapshot."""

    kept: tuple[Kept, ...] = ()
    gone: tuple[Published, ...] = ()

    def find(self, version: str) -> Kept | None:
        """Return the kept version of that very name."""
        return next((kept for kept in self.kept if kept.published.version == version), None)


def note_published(home: Path, published: Published) -> None:
    """Note a publication; where the disk takes no more, a version is forgotten once its snapshot is."""
    line = json.dumps(asdict(published), sort_keys=True) + "\n"
    try:
        with (home / _FILE).open("a", encoding="utf-8") as file:
            file.write(line)
    except OSError:
        return


def read_history(home: Path) -> History:
    """Return the versions that are kept and those that are known to be gone; what cannot be read is passed over."""
    noted = _read_notes(home / _FILE)
    kept = [found for folder in _list_folders(home / _SNAPSHOTS) if (found := _read_kept(folder, noted))]
    there = {found.published.digest for found in kept}
    gone = [published for digest, published in reversed(noted.items()) if digest not in there]
    return History(tuple(kept), tuple(gone))


def describe_published(snapshot: layout.Snapshot, commit: str = "") -> Published:
    """Return how a snapshot is noted."""
    return Published(snapshot.version, snapshot.digest, _read_issued(snapshot.folder), commit)


def find_versions(name: str, known: Iterable[Published]) -> list[Published]:
    """Return the versions that a name means: one of that name, else those whose digest begins so, 8 digits at least."""
    versions = list(known)
    exact = [published for published in versions if published.version == name]
    prefix = name.rpartition("+")[2].lower()
    if exact or not re.fullmatch("[0-9a-f]{8,64}", prefix):
        return exact[:1]
    # With a plus sign before it, the software's version has to be the same, too.
    head = name[: -len(prefix)]
    return [p for p in versions if p.digest.startswith(prefix) and p.version.startswith(head)]


def _list_folders(snapshots: Path) -> list[Path]:
    try:
        folders = [path for path in snapshots.iterdir() if not path.name.startswith(".")]
        return sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return []


def _read_notes(path: Path) -> dict[str, Published]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    noted: dict[str, Published] = {}
    for line in lines:
        try:
            published = Published(**json.loads(line))
        except (ValueError, TypeError):
            continue
        # What was published again is as new as its last publication.
        noted.pop(published.digest, None)
        noted[published.digest] = published
    return noted


def _read_kept(folder: Path, noted: dict[str, Published]) -> Kept | None:
    try:
        version, format_ = _read_manifest(folder, (folder / _MANIFEST).stat().st_mtime_ns)
    except (SnapshotProblem, OSError):
        return None
    readable = format_ == layout.SNAPSHOT_FORMAT
    published = noted.get(folder.name) or Published(version, folder.name, _read_issued(folder))
    return Kept(published, folder, readable)


@lru_cache(maxsize=64)
def _read_manifest(folder: Path, changed: int) -> tuple[str, int]:
    """Return version and format of a snapshot; raise ``SnapshotProblem`` for what is none."""
    del changed
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        if manifest["digest"] == folder.name:
            return str(manifest["version"]), int(manifest["format"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    message = f"{folder} holds no snapshot."
    raise SnapshotProblem(message)


@lru_cache(maxsize=64)
def _read_issued(folder: Path) -> str:
    """Return the day that the release's own catalogue gives, empty where it gives none."""
    try:
        found = _ISSUED.search((folder / layout.CATALOGUE).read_bytes())
    except OSError:
        return ""
    return found[1].decode() if found else ""
