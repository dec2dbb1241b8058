"""The account of rows over a small content folder, as the command gives it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from carec_kg.build.accounting import LEDGER, account_for, write_account
from carec_kg.config import Content
from carec_kg.errors import DataProblem
from carec_kg.graph.manifest import digest_content
from carec_kg.sources.rows import RowEntry, read_table, write_ledger

SMALL = Path(__file__).parents[1] / "small"
GRAPH = "https://w3id.org/carec-kg/source/prc-brochure/investments-1"
TABLE = "subject,object,unit\nCAREC,2.36,billion USD\nCAREC,,\n"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    shutil.copytree(SMALL, tmp_path / "content")
    return Content(tmp_path / "content")


@pytest.fixture
def tables(content: Content, tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "facts.csv").write_text(TABLE, encoding="utf-8")
    one, two = read_table(TABLE, "facts.csv")
    entries = [
        RowEntry("facts.csv", 2, one.sha256, (GRAPH,), ""),
        RowEntry("facts.csv", 3, two.sha256, (), "not found"),
    ]
    path = content.data / LEDGER
    path.parent.mkdir()
    path.write_text(write_ledger(entries), encoding="utf-8")
    return folder


def test_every_row_is_listed_with_its_graph_or_the_reason(content: Content, tables: Path) -> None:
    assert write_account(account_for(content, tables), "text").splitlines() == [
        "facts.csv:2  source:prc-brochure/investments-1",
        "facts.csv:3  not found",
        "2 rows: 1 held by a graph, 1 with a reason for none; 0 findings.",
    ]


def test_a_finding_names_file_and_row(content: Content, tables: Path) -> None:
    (tables / "facts.csv").write_text(TABLE.replace("2.36", "2.37"), encoding="utf-8")
    lines = write_account(account_for(content, tables), "text").splitlines()
    found = [line for line in lines if line.startswith("facts.csv:2: violation: ")]
    assert [line.rpartition(" ")[2] for line in found] == ["[row-unchanged]", "[row-number]"]
    assert "None of its graphs holds 2.37; correct it there, or say in the ledger why not." in found[1]


def test_a_new_row_is_found(content: Content, tables: Path) -> None:
    (tables / "facts.csv").write_text(TABLE + "CAREC,7,projects\n", encoding="utf-8")
    assert [(f.rule, f.line) for f in account_for(content, tables).findings] == [("row-listed", 4)]


def test_as_json_the_account_can_be_read_by_programs(content: Content, tables: Path) -> None:
    found = json.loads(write_account(account_for(content, tables), "json"))
    assert found["passed"]
    assert found["rows"] == [
        {"file": "facts.csv", "line": 2, "graphs": [GRAPH], "reason": None},
        {"file": "facts.csv", "line": 3, "graphs": [], "reason": "not found"},
    ]


def test_a_table_that_is_not_there_is_named(content: Content, tables: Path) -> None:
    (tables / "facts.csv").unlink()
    with pytest.raises(DataProblem, match=r"There is no .*facts\.csv; give the folder"):
        account_for(content, tables)


def test_without_a_ledger_the_account_says_so(content: Content, tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match=r"rows\.csv cannot be read"):
        account_for(content, tmp_path)


def test_the_ledger_is_part_of_what_a_version_stands_for(content: Content, tables: Path) -> None:
    before = digest_content(content, "")
    path = content.data / LEDGER
    path.write_text(path.read_text(encoding="utf-8").replace("not found", "looked for in vain"), encoding="utf-8")
    assert tables.is_dir()
    assert digest_content(content, "") != before
