from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.history import Published, note_published
from carec_kg.web.permalinks import explain_absence, explain_return, read_versions
from carec_kg.web.problems import RequestProblem
from tests.serving.snapshots import publish_version, spoil_format

if TYPE_CHECKING:
    from pathlib import Path

GONE = Published("0.0.9+dddddddddddd", "d" * 64, "2026-01-01", "c0ffee")


def test_each_version_has_its_state_and_the_current_one_comes_first(tmp_path: Path) -> None:
    old, current = publish_version(tmp_path, {"a": 1}), publish_version(tmp_path, {"a": 2})
    foreign = publish_version(tmp_path, {"a": 3})
    spoil_format(foreign)
    note_published(tmp_path, GONE)
    versions = read_versions(current.version, tmp_path)
    assert versions.current.name == current.version
    assert {version.name: version.state for version in versions.versions} == {
        current.version: "current",
        old.version: "kept",
        foreign.version: "unreadable",
        GONE.version: "gone",
    }
    assert [versions.find(name).state for name in (old.digest[:8], "dddddddd")] == ["kept", "gone"]


def test_files_beside_the_graph_are_part_of_the_current_version_alone(tmp_path: Path) -> None:
    snapshot = publish_version(tmp_path, {"a": 1})
    versions = read_versions(f"{snapshot.version}-with-0123456789abcdef", tmp_path)
    assert versions.current.digest == snapshot.digest
    assert versions.find(f"{snapshot.version}-with-0123456789abcdef") == versions.current


def test_without_snapshots_there_is_the_current_version_alone() -> None:
    versions = read_versions("a" * 64, None)
    assert versions.find("a" * 64).state == "current"
    with pytest.raises(RequestProblem, match="there are a"):
        versions.find("b" * 64)


def test_the_beginning_of_several_versions_is_no_version(tmp_path: Path) -> None:
    for last in "12":
        note_published(tmp_path, Published(f"0.1.0+dddddddd000{last}", f"dddddddd000{last}" + "0" * 52))
    with pytest.raises(RequestProblem, match="several versions"):
        read_versions("v1", tmp_path).find("dddddddd")


def test_what_is_gone_is_said_with_how_to_have_it_again(tmp_path: Path) -> None:
    note_published(tmp_path, GONE)
    version = read_versions("v1", tmp_path).find(GONE.version)
    assert "no longer kept" in explain_absence(version)
    assert "commit c0ffee by carec-kg 0.0.9" in explain_return(version)


def test_a_commit_that_was_not_noted_is_not_guessed(tmp_path: Path) -> None:
    snapshot = publish_version(tmp_path, {"a": 1})
    spoil_format(snapshot)
    version = read_versions("v1", tmp_path).find(snapshot.version)
    assert "format of its time" in explain_absence(version)
    assert "commit was not noted" in explain_return(version)
