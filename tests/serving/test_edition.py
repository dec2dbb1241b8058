"""Which version answers now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.serving.board import Board
from carec_kg.serving.edition import Edition, EditionReader, announce_edition

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_announced_is_read_and_followed(tmp_path: Path) -> None:
    reader = EditionReader(tmp_path)
    assert reader.read() == Edition()
    board = Board(tmp_path, create=True)
    for version in ("v1", "v2"):
        announce_edition(tmp_path, board, Edition(version, "/somewhere", 1.5))
        assert reader.read() == Edition(version, "/somewhere", 1.5)


def test_the_last_edition_is_remembered_when_the_pool_is_gone(tmp_path: Path) -> None:
    announce_edition(tmp_path, Board(tmp_path, create=True), Edition("v1"))
    reader = EditionReader(tmp_path)
    reader.read()
    (tmp_path / "edition").unlink()
    assert reader.read().version == "v1"
