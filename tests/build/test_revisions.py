from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from carec_kg.build.revisions import find_commit, read_revision

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with content that is committed."""
    for name in ("ontology", "data", "queries"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("one", encoding="utf-8")
    run(tmp_path, "init", "--quiet")
    run(tmp_path, "add", ".")
    run(tmp_path, "commit", "--quiet", "--message", "First")
    return tmp_path


def run(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True)  # noqa: S607


def test_content_that_is_committed_has_its_commit(root: Path) -> None:
    assert len(find_commit(root)) == 40


@pytest.mark.parametrize("change", ["data/file", "data/new"])
def test_content_with_changes_has_none(root: Path, change: str) -> None:
    (root / change).write_text("two", encoding="utf-8")
    assert find_commit(root) == ""


def test_content_that_its_repository_ignores_has_none(root: Path) -> None:
    below = root / "built"
    for name in ("ontology", "data", "queries"):
        (below / name).mkdir(parents=True)
        (below / name / "file").write_text("one", encoding="utf-8")
    (root / ".gitignore").write_text("built/\n", encoding="utf-8")
    assert find_commit(below) == ""


def test_content_outside_of_a_repository_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert find_commit(tmp_path) == ""
    assert read_revision("HEAD", tmp_path) is None


def test_a_revision_is_a_tar_file_and_an_option_is_none(root: Path) -> None:
    assert b"one" in (read_revision("HEAD", root) or b"")
    assert read_revision("--output=somewhere", root) is None
    assert read_revision("nothing", root) is None
