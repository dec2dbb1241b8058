"""Every row of the reference tables is accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.build.accounting import account_for

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.config import Content


def test_every_row_is_held_by_a_graph_or_has_a_reason(shared: Path, content: Content) -> None:
    found = account_for(content, shared / "reference")
    assert [f"{f.file}:{f.line}: {f.message}" for f in found.findings] == []
    assert {row.file for row, _ in found.rows} >= {"carec_facts.csv", "entities.csv"}
    assert len(found.rows) == 1109 + 482 + 35


def test_only_what_was_not_found_has_a_reason_and_no_graph(shared: Path, content: Content) -> None:
    found = account_for(content, shared / "reference")
    excused = [(row, entry) for row, entry in found.rows if entry and not entry.graphs]
    told = [row.text for row, entry in excused if entry.reason.startswith("not found")]
    assert [text for text in told if "NOT FOUND" not in text.upper()] == []
    assert len(excused) < 40
