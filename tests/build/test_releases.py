from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from carec_kg.build.releases import kept_release, open_release
from carec_kg.config import Content
from carec_kg.errors import UsageError
from tests.corpus.conftest import content, graph, home

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.session.knowledge_graph import KnowledgeGraph

__all__ = ["content", "graph", "home"]


def test_a_kept_release_is_found_by_version_digest_and_folder(graph: KnowledgeGraph, home: Path) -> None:
    [digest] = [graph.version.rpartition("+")[2]]
    for name in (graph.version, digest, digest.upper(), str((home / "current").resolve())):
        found = kept_release(name, home)
        assert found is not None
        assert found.version == graph.version


@pytest.mark.parametrize("name", ["", "..", "ab", "0.1.0+", "--help", "zzzzzzzz", "no/such"])
def test_a_name_that_is_no_release_is_refused(name: str, home: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="neither"), open_release(name, Content(tmp_path), home):
        pass


def test_a_revision_is_built_aside_and_publishes_nothing(content: Content, home: Path, tmp_path: Path) -> None:
    root = tmp_path / "repository"
    for name in ("ontology", "data", "queries"):
        shutil.copytree(content.root / name, root / name)
    git = ["git", "-C", str(root), "-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "All"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    before = (home / "current").resolve()
    with open_release("HEAD", Content(root), tmp_path / "home") as snapshot:
        assert snapshot.counts["asserted"] > 1_000
    assert (home / "current").resolve() == before
    assert not (tmp_path / "home").exists()
