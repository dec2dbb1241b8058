from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.serving.comparing_snapshots import ask_questions, compare_snapshots
from tests.serving.snapshots import QUESTIONS, SIZES, publish_version

if TYPE_CHECKING:
    from pathlib import Path


def test_things_and_answers_that_differ_are_told(tmp_path: Path) -> None:
    old, new = (publish_version(tmp_path, {"a": 1, "b": size}) for size in (2, 3))
    comparison = compare_snapshots(old, new)
    assert (comparison.old, comparison.new) == (old.version, new.version)
    assert [change.label for change in comparison.entities] == ["Thing b"]
    assert [(change.slug, len(change.added)) for change in comparison.answers] == [("pairs", 1), ("sizes", 1)]


def test_a_snapshot_does_not_differ_from_itself(tmp_path: Path) -> None:
    snapshot = publish_version(tmp_path, {"a": 1})
    assert compare_snapshots(snapshot, snapshot).same


def test_a_question_that_needs_a_value_is_compared_by_its_text(tmp_path: Path) -> None:
    needing = SIZES.replace("(integer, default 0)", "(integer, required, example 1)")
    snapshot = publish_version(tmp_path, {"a": 1}, {**QUESTIONS, "sizes": needing})
    question = ask_questions(snapshot)["sizes"]
    assert question.text
    assert question.answer == ask_questions(snapshot)["sizes"].answer
