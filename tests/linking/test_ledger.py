from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem, UnknownName
from carec_kg.linking.holdings import read_holdings
from carec_kg.linking.importing import ImportDefaults, Outcome, plan_import
from carec_kg.linking.proposing import Request, propose
from carec_kg.linking.sssom_reading import read_sssom
from carec_kg.linking.storing import apply_changes
from carec_kg.linking.table_source import TableOptions

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.config import Content

OPTIONS = TableOptions({}, "http://example.org/")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "t.csv"
    path.write_text("qid,name,kind\nQ35493,Almaty,city\nQ188822,Asian Development Bank,bank\n", encoding="utf-8")
    return path


def run(content: Content, table: Path, ledger: Path, *kinds: str, day: str = "2026-11-23") -> tuple[int, int]:
    """Return how many suggestions there are, and how many are new in the ledger."""
    found, fresh = propose(content, Request(str(table), kinds, 0.8, None, 1, day), OPTIONS, ledger)
    return len(found), fresh


def decide(ledger: Path, item: str, state: str) -> None:
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text(
        "".join(line.replace("\topen\t", f"\t{state}\t") if f"wd:{item}\t" in line else line for line in lines),
        encoding="utf-8",
    )


def test_suggestions_are_open_rows_with_reasons(content: Content, table: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.tsv"
    assert run(content, table, ledger) == (2, 2)
    rows = read_sssom(ledger).rows
    assert all(row.is_open for row in rows)
    values = next(row.values for row in rows if row.values["object_id"][0].endswith("Q35493"))
    assert values["comment"][0].startswith("The name 'Almaty' is the same; it is its first name there; both are of")
    assert values["mapping_tool"] == ("carec-kg links suggest",)


def test_the_same_again_changes_no_byte(content: Content, table: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.tsv"
    run(content, table, ledger)
    before = ledger.read_bytes()
    assert run(content, table, ledger) == (2, 0)
    assert ledger.read_bytes() == before


def test_what_was_decided_in_the_ledger_is_not_asked_again(content: Content, table: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.tsv"
    run(content, table, ledger)
    decide(ledger, "Q35493", "refused")
    before = ledger.read_text(encoding="utf-8")
    assert run(content, table, ledger, day="2026-11-24") == (1, 0)
    line = next(line for line in before.splitlines() if "Q35493" in line)
    assert line in ledger.read_text(encoding="utf-8").splitlines()


def test_what_was_imported_is_not_asked_again_even_with_a_new_ledger(
    content: Content, table: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "ledger.tsv"
    run(content, table, ledger)
    decide(ledger, "Q35493", "refused")
    decide(ledger, "Q188822", "accepted")
    holdings = read_holdings(content)
    defaults = ImportDefaults("A. Reader", "2026-11-24")
    changes = plan_import(read_sssom(ledger), holdings.records, holdings.labels, defaults)
    assert [change.outcome for change in changes] == [Outcome.NEW, Outcome.NEW]
    assert apply_changes(content, changes) == ["data/links/wikidata.ttl"]
    assert run(content, table, tmp_path / "other.tsv") == (0, 0)
    assert not (tmp_path / "other.tsv").exists()


def test_a_thing_that_is_linked_to_a_target_is_not_asked_about_it(
    content: Content, table: Path, tmp_path: Path
) -> None:
    table.write_text("qid,name,kind\nQ7,Erenhot,city\n", encoding="utf-8")
    assert run(content, table, tmp_path / "ledger.tsv") == (0, 0)


def test_only_things_of_the_kinds_asked_for(content: Content, table: Path, tmp_path: Path) -> None:
    assert run(content, table, tmp_path / "ledger.tsv", "organization") == (1, 1)
    with pytest.raises(UnknownName, match="no kind of things named 'city'"):
        run(content, table, tmp_path / "ledger.tsv", "city")


def test_a_ledger_that_is_broken_is_left_alone(content: Content, table: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.tsv"
    run(content, table, ledger)
    decide(ledger, "Q35493", "perhaps")
    before = ledger.read_bytes()
    with pytest.raises(DataProblem, match="'perhaps' is not one of"):
        run(content, table, ledger)
    assert ledger.read_bytes() == before
