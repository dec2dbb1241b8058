from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.serving.archive_office import Shelf
from tests.serving.snapshots import publish_version

if TYPE_CHECKING:
    from pathlib import Path


def test_two_snapshots_are_in_memory_at_the_most_the_least_used_goes(tmp_path: Path) -> None:
    one, two, three = (publish_version(tmp_path, {"a": size}).digest for size in (1, 2, 3))
    shelf = Shelf(tmp_path)
    shelf.take(one)
    shelf.take(two)
    shelf.take(one)
    shelf.take(three)
    assert shelf.digests == (one, three)


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    now = 0.0
    one, two = (publish_version(tmp_path, {"a": size}).digest for size in (1, 2))
    shelf = Shelf(tmp_path, lambda: now)
    shelf.take(one)
    now = 200.0
    shelf.take(two)
    now = 400.0
    shelf.drop_idle()
    assert list(shelf.digests) == [two]
    now = 1000.0
    shelf.drop_idle()
    assert list(shelf.digests) == []
