"""Find a release by what people call it: the current one, a version, a folder, or a revision of the repository."""

from __future__ import annotations

import tarfile
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from carec_kg.build.ensuring import ensure_snapshot
from carec_kg.build.revisions import read_revision
from carec_kg.config import Content
from carec_kg.errors import UsageError
from carec_kg.graph.snapshot import Snapshot, open_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CURRENT = "current"
_SHORTEST_DIGEST = 6


@contextmanager
def open_release(
    name: str, content: Content, home: Path, begin: Callable[[str], None] | None = None
) -> Iterator[Snapshot]:
    """Open a release for as long as it is needed.

    ``name`` is ``current`` (built where needed), a version or the beginning of a digest among the snapshots that are
    kept, the folder of a snapshot, or a revision of the git repository that holds the content, which is built aside.
    Raise ``UsageError`` where it is none of these.
    """
    found = content_release(name, content, home, begin) or kept_release(name, home)
    if found:
        yield found
        return
    archive = read_revision(name, content.root)
    if archive is None:
        message = f"{name[:80]!r} is neither a kept version, the folder of a snapshot nor a revision; try `current`."
        raise UsageError(message)
    with TemporaryDirectory() as scratch:
        with tarfile.open(fileobj=BytesIO(archive)) as files:
            files.extractall(Path(scratch) / "content", filter="data")
        yield ensure_snapshot(Content(Path(scratch) / "content"), Path(scratch) / "home", begin)


def content_release(
    name: str, content: Content, home: Path, begin: Callable[[str], None] | None = None
) -> Snapshot | None:
    """Return the snapshot of the content as it is where the name asks for it."""
    return ensure_snapshot(content, home, begin) if name == CURRENT else None


def kept_release(name: str, home: Path) -> Snapshot | None:
    """Return the snapshot on disk of that version, digest or folder; ``None`` where there is none."""
    folder = Path(name)
    if (folder / "manifest.json").is_file():
        return open_snapshot(folder.resolve())
    # A version is the software's, a plus sign and the beginning of the digest.
    digest = name.rpartition("+")[2].lower()
    snapshots = home / "snapshots"
    if len(digest) < _SHORTEST_DIGEST or not digest.isalnum() or not snapshots.is_dir():
        return None
    found = [path for path in snapshots.iterdir() if path.name.startswith(digest)]
    return open_snapshot(found[0]) if len(found) == 1 else None
