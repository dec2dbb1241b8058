"""A snapshot: an immutable folder of files named by the digest of what went in, and a pointer to the current one.

Layout below the home folder: ``snapshots/{digest}/`` with ``manifest.json`` and the files that it lists, each
with its SHA-256; ``current`` is a symbolic link that is replaced atomically. A kill or a full disk at any moment
leaves at worst a folder that begins with a dot, which the next publication removes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.errors import SnapshotProblem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Raised when the files or the manifest change their meaning; part of the digest.
SNAPSHOT_FORMAT = 3

ASSERTED = "asserted.nq"
INFERRED = "inferred.nq"
PROOFS = "proofs.tsv"
CATALOGUE = "catalogue.nq"
UNION = "union.nt"
UNION_ASSERTED = "union-asserted.nt"
FINDINGS = "findings.json"
#: What was checked, in words.
CHECKS = "checks.json"
#: Folder of the files to take away.
EXPORT = "export/"
#: Folder of the saved queries as they were at the build.
QUERIES = "queries/"
#: Folder of the inference rules that made the closure, so that the same rules prove it.
RULES = "rules/"
#: Folders of the ontology's modules and of the shapes as they are written: which term stands in which module, and what
#: was checked in full. Neither is a graph of the data set.
MODULES = "modules/"
SHAPES = "shapes/"

_MANIFEST = "manifest.json"
_POINTER = "current"
#: Snapshots that stay on disk, so that a running server and permanent links find them.
_KEPT = 5


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A verified snapshot on disk."""

    folder: Path
    digest: str
    version: str
    counts: Mapping[str, int]
    names: tuple[str, ...]

    def path(self, name: str) -> Path:
        """Return the path of one of its files."""
        return self.folder / name

    def read(self, name: str) -> bytes:
        """Return the bytes of one of its files."""
        return (self.folder / name).read_bytes()


def pointer_path(home: Path) -> Path:
    """Return the path of the link that names the current snapshot."""
    return home / _POINTER


def current_folder(home: Path) -> Path | None:
    """Return the folder that the pointer names, ``None`` where nothing was published."""
    pointer = pointer_path(home)
    return pointer.resolve() if pointer.is_symlink() else None


def open_current(home: Path) -> Snapshot:
    """Open and verify the current snapshot; raise ``SnapshotProblem`` for none, or one that is not whole."""
    folder = current_folder(home)
    if folder is None:
        message = f"Nothing is built below {home}; run `carec-kg build`."
        raise SnapshotProblem(message)
    return open_snapshot(folder)


def open_snapshot(folder: Path) -> Snapshot:
    """Open a snapshot and verify each file against its digest; raise ``SnapshotProblem``."""
    manifest = _read_manifest(folder)
    for name, facts in manifest["files"].items():
        try:
            data = (folder / name).read_bytes()
        except OSError as error:
            message = f"{folder / name} cannot be read ({error.strerror}); run `carec-kg build`."
            raise SnapshotProblem(message) from None
        if hashlib.sha256(data).hexdigest() != facts["sha256"]:
            message = f"{folder / name} is not what was built; run `carec-kg build`."
            raise SnapshotProblem(message)
    return Snapshot(folder, manifest["digest"], manifest["version"], manifest["counts"], tuple(manifest["files"]))


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_bytes())
        _check_format(folder, manifest["format"])
        whole = (
            manifest["digest"] == folder.name
            and {"version", "counts"} <= manifest.keys()
            and {ASSERTED, INFERRED, UNION, UNION_ASSERTED} <= manifest["files"].keys()
            and all(_is_inside(name) and "sha256" in facts for name, facts in manifest["files"].items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        whole = False
    if not whole:
        message = f"{folder} holds no whole snapshot; run `carec-kg build`."
        raise SnapshotProblem(message)
    return manifest


def _check_format(folder: Path, found: object) -> None:
    """Raise ``SnapshotProblem`` for a snapshot that another version of the software wrote in a format of its own."""
    if isinstance(found, int) and found != SNAPSHOT_FORMAT:
        age = "an older" if found < SNAPSHOT_FORMAT else "a newer"
        message = (
            f"{folder} was built by {age} version of carec-kg (snapshot format {found}; this one reads "
            f"{SNAPSHOT_FORMAT}); run `carec-kg build`, or read it with the version that built it."
        )
        raise SnapshotProblem(message)


def _is_inside(name: str) -> bool:
    return ".." not in name and not name.startswith("/")


def publish(home: Path, digest: str, version: str, files: Mapping[str, bytes], counts: Mapping[str, int]) -> Snapshot:
    """Write a snapshot and make it the current one, atomically; raise ``SnapshotProblem`` on a full disk."""
    folder = home / "snapshots" / digest
    draft = folder.with_name(f".{digest}.{os.getpid()}")
    try:
        _sweep(folder.parent)
        _write_draft(draft, digest, version, files, counts)
        _move_into_place(draft, folder)
        _point_to(home, folder)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        message = f"The snapshot cannot be written below {home}: {error.strerror}. What was published stays in use."
        raise SnapshotProblem(message) from None
    _forget_old(home, folder)
    return open_snapshot(folder)


def point_to(home: Path, snapshot: Snapshot) -> None:
    """Make a snapshot that is already on disk the current one."""
    _point_to(home, snapshot.folder)


def _write_draft(draft: Path, digest: str, version: str, files: Mapping[str, bytes], counts: Mapping[str, int]) -> None:
    draft.mkdir(parents=True)
    listed = {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in files.items()}
    manifest = {
        "format": SNAPSHOT_FORMAT,
        "digest": digest,
        "version": version,
        "counts": dict(counts),
        "files": listed,
    }
    text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
    for name, data in {**files, _MANIFEST: text.encode()}.items():
        (draft / name).parent.mkdir(parents=True, exist_ok=True)
        with (draft / name).open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _move_into_place(draft: Path, folder: Path) -> None:
    if folder.exists():
        try:
            open_snapshot(folder)
        except SnapshotProblem:
            shutil.rmtree(folder)
        else:
            shutil.rmtree(draft)
            return
    draft.rename(folder)


def _point_to(home: Path, folder: Path) -> None:
    fresh = home / f".{_POINTER}.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(folder.relative_to(home))
    fresh.replace(home / _POINTER)


def _sweep(snapshots: Path) -> None:
    """Remove drafts of builds that no longer run."""
    if not snapshots.is_dir():
        return
    for draft in snapshots.glob(".*"):
        if not _is_running(int(draft.suffix.lstrip(".") or 0)):
            shutil.rmtree(draft, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _forget_old(home: Path, current: Path) -> None:
    folders = [path for path in (home / "snapshots").iterdir() if path != current and not path.name.startswith(".")]
    folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in folders[_KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
