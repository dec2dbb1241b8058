"""Compare two releases by name: open both, ask all their saved questions, and tell what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.build.releases import open_release
from carec_kg.serving.comparing_snapshots import compare_snapshots

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carec_kg.build.comparing import Comparison
    from carec_kg.config import Content


def compare_releases(
    old: str, new: str, content: Content, home: Path, begin: Callable[[str], None] | None = None
) -> Comparison:
    """Compare two releases; names are those of ``open_release``, and so are the errors."""
    with open_release(old, content, home, begin) as first, open_release(new, content, home, begin) as second:
        return compare_snapshots(first, second)
