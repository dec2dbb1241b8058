from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.history import Published, describe_published, find_versions, note_published, read_history
from tests.serving.snapshots import publish_version, spoil_format

if TYPE_CHECKING:
    from pathlib import Path

ONE = Published("0.1.0+aaaaaaaabbbb", "aaaaaaaabbbb" + "0" * 52)
TWO = Published("0.2.0+aaaaaaaacccc", "aaaaaaaacccc" + "0" * 52)
OTHER = Published("0.1.0+dddddddddddd", "d" * 64)


def test_a_home_without_snapshots_has_no_history(tmp_path: Path) -> None:
    history = read_history(tmp_path / "nowhere")
    assert (history.kept, history.gone) == ((), ())


def test_what_is_on_disk_is_kept_with_the_day_of_its_release(tmp_path: Path) -> None:
    snapshot = publish_version(tmp_path, {"a": 1}, issued="2026-01-31")
    [kept] = read_history(tmp_path).kept
    assert kept.published == Published(snapshot.version, snapshot.digest, "2026-01-31")
    assert kept.readable
    assert kept.folder == snapshot.folder


def test_what_was_noted_and_is_not_on_disk_is_gone(tmp_path: Path) -> None:
    snapshot = publish_version(tmp_path, {"a": 1})
    note_published(tmp_path, describe_published(snapshot, "c0ffee"))
    note_published(tmp_path, OTHER)
    note_published(tmp_path, OTHER)
    history = read_history(tmp_path)
    assert [kept.published.commit for kept in history.kept] == ["c0ffee"]
    assert history.gone == (OTHER,)
    assert history.find(snapshot.version) == history.kept[0]
    assert history.find(OTHER.version) is None


def test_a_snapshot_of_another_format_is_kept_and_not_readable(tmp_path: Path) -> None:
    spoil_format(publish_version(tmp_path, {"a": 1}))
    assert [kept.readable for kept in read_history(tmp_path).kept] == [False]


def test_what_is_no_snapshot_and_no_note_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "snapshots" / "rubbish").mkdir(parents=True)
    (tmp_path / "snapshots" / ".draft.1").mkdir()
    (tmp_path / "history.jsonl").write_text('{"version": 1\n[]\n{"else": 1}\n', encoding="utf-8")
    history = read_history(tmp_path)
    assert (history.kept, history.gone) == ((), ())


def test_a_full_disk_forgets_a_note_and_breaks_nothing(tmp_path: Path) -> None:
    note_published(tmp_path / "nowhere", ONE)
    assert read_history(tmp_path).gone == ()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (ONE.version, [ONE]),
        ("aaaaaaaab", [ONE]),
        ("AAAAAAAAB", [ONE]),
        ("aaaaaaaa", [ONE, TWO]),
        ("0.2.0+aaaaaaaa", [TWO]),
        ("0.3.0+aaaaaaaa", []),
        ("dddddddddddddddd", [OTHER]),
        ("ddddddd", []),
        ("", []),
        ("..", []),
        ("gggggggg", []),
    ],
)
def test_a_version_is_found_by_its_name_or_eight_digits_of_its_digest(name: str, found: list[Published]) -> None:
    assert find_versions(name, [ONE, TWO, OTHER]) == found
