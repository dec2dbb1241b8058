"""The git repository that holds the content, where there is one: revisions of it, and the commit it stands at."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FOLDERS = ("ontology", "data", "queries")
_SECONDS = 60


def read_revision(name: str, root: Path) -> bytes | None:
    """Return ontology, data and queries at a revision as a tar file; ``None`` where there is no such revision."""
    if name.startswith("-"):
        return None
    commit = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if commit is None:
        return None
    return _git(root, "archive", "--format=tar", commit.decode().strip(), *_FOLDERS)


def find_commit(root: Path) -> str:
    """Return the commit that the content is the content of; empty outside of a repository, and with own changes."""
    changed = _git(root, "status", "--porcelain", "--ignored", "--", *_FOLDERS)
    commit = None if changed is None or changed.strip() else _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    return commit.decode().strip() if commit else ""


def _git(root: Path, *arguments: str) -> bytes | None:
    try:
        ended = subprocess.run(  # noqa: S603 - the operator's own git, over the operator's own folder
            ["git", "--no-optional-locks", "-C", str(root), *arguments],  # noqa: S607
            check=False,
            capture_output=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ended.stdout if ended.returncode == 0 else None
