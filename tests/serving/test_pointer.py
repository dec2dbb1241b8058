"""The link that names the current snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.serving.pointer import Pointer, folder_of
from carec_kg.serving.pool_settings import Loader

if TYPE_CHECKING:
    from pathlib import Path


def point(home: Path, name: str) -> str:
    """Point to a folder, and return its path."""
    folder = home / name
    folder.mkdir(exist_ok=True)
    link = home / "fresh"
    link.symlink_to(name)
    link.replace(home / "current")
    return str(folder.resolve())


def load(folder: str) -> Loader:
    return Loader("m:f", {"folder": folder})


def test_another_folder_is_news_and_the_same_one_is_not(tmp_path: Path) -> None:
    first = load(point(tmp_path, "one"))
    pointer = Pointer(str(tmp_path / "current"), first)
    assert pointer.find_news(first) is None
    second = load(point(tmp_path, "two"))
    assert pointer.find_news(first) == second
    assert pointer.find_news(second) is None


def test_what_was_refused_is_no_news_until_the_link_moves_again(tmp_path: Path) -> None:
    first = load(point(tmp_path, "one"))
    pointer = Pointer(str(tmp_path / "current"), first)
    point(tmp_path, "two")
    pointer.refuse()
    assert pointer.find_news(first) is None
    assert pointer.find_news(load("/elsewhere")) is None
    third = load(point(tmp_path, "three"))
    assert pointer.find_news(first) == third


def test_without_a_link_there_is_no_news(tmp_path: Path) -> None:
    loader = Loader("m:f", {"files": []})
    for path in ("", str(tmp_path / "current")):
        assert Pointer(path, loader).find_news(loader) is None
        assert Pointer(path, loader).find_loader() == loader
    assert folder_of(loader) == ""
