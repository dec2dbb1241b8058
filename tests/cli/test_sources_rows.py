"""``carec-kg sources rows``: every row of the reference tables with its graph, and what is wrong with exit code 1."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from carec_kg.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command; return exit code, standard output and standard error."""

    def run_command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["sources", "rows", *arguments])
        out, err = capsys.readouterr()
        return int(str(ended.value.code)), out, err

    return run_command


@pytest.fixture
def tables(shared: Path, tmp_path: Path) -> Path:
    for path in (shared / "reference").glob("*.csv"):
        shutil.copyfile(path, tmp_path / path.name)
    return tmp_path


def test_each_row_is_shown_with_its_graph_or_the_reason(run: Callable[..., tuple[int, str, str]], tables: Path) -> None:
    code, out, err = run(str(tables))
    assert (code, err) == (0, "")
    assert "carec_facts.csv:94  source:cpmm-2022/key-results-text\n" in out
    assert "carec_facts.csv:254  not found: no stored page of the report for 2024\n" in out
    assert out.endswith("0 findings.\n")


def test_a_changed_number_is_found_with_file_and_row(run: Callable[..., tuple[int, str, str]], tables: Path) -> None:
    path = tables / "carec_facts.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[93] = lines[93].replace("13.6", "13.7")
    path.write_text("\n".join(lines), encoding="utf-8")
    code, out, _ = run(str(tables), "--format", "json")
    found = json.loads(out)
    assert code == 1
    assert [(f["file"], f["line"], f["rule"]) for f in found["findings"]] == [
        ("carec_facts.csv", 94, "row-unchanged"),
        ("carec_facts.csv", 94, "row-number"),
    ]


def test_a_folder_without_the_tables_is_answered_in_a_sentence(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    code, out, err = run(str(tmp_path))
    assert (code, out) == (1, "")
    assert err.startswith("carec-kg: There is no ")


def test_a_folder_that_is_not_there_is_wrong_usage(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    assert run(str(tmp_path / "nowhere"))[0] == 2
