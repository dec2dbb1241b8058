from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.checks.audit import ReviewedEntry, parse_reviewed, read_reviewed, write_reviewed
from carec_kg.errors import DataProblem

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = "passage,kind,words,reason\n"


def test_what_is_written_is_read_back_sorted() -> None:
    entries = [
        ReviewedEntry("yard", "passage", "", "It states nothing."),
        ReviewedEntry("age", "name", 'The "Old, Grey" Quay', "A nickname, no name."),
        ReviewedEntry("age", "date", "May", "The verb."),
    ]
    text = write_reviewed(entries)
    assert text.splitlines()[1] == "age,date,May,The verb."
    assert parse_reviewed(text, "r.csv") == sorted(entries)


def test_a_reviewed_file_that_is_absent_lists_nothing(tmp_path: Path) -> None:
    assert read_reviewed(tmp_path / "reviewed.csv") == []


def test_a_reviewed_file_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "reviewed.csv"
    path.write_text(_HEADER + "a,number,one-stop,A term.\n", encoding="utf-8")
    assert read_reviewed(path) == [ReviewedEntry("a", "number", "one-stop", "A term.")]


def test_a_folder_in_its_place_is_a_problem_in_words(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="cannot be read: Is a directory"):
        read_reviewed(tmp_path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", r"r\.csv:1: the header is ''; write passage,kind,words,reason\."),
        ("passage,words\n", r"r\.csv:1: the header is 'passage,words'"),
        (_HEADER + "a,number,one\n", r"r\.csv:2: 3 fields stand here"),
        (_HEADER + "a,verb,one,r\n", r"r\.csv:2: 'verb' is no kind; choose from number, date, name, passage\."),
        (_HEADER + "a,number,one, \n", r"r\.csv:2: give passage and reason"),
        (_HEADER + "a,number,,r\n", r"r\.csv:2: give passage and reason, and words"),
        (_HEADER + "a,passage,all of it,r\n", r"r\.csv:2: give passage and reason, and words except"),
        (_HEADER + "a,date,May,r\na,date,May,s\n", r"r\.csv:3: this entry is there twice"),
        (_HEADER + 'a,date,"May,r\n', r"r\.csv:2: this is no CSV"),
    ],
)
def test_a_reviewed_file_that_is_wrong_names_the_line(text: str, problem: str) -> None:
    with pytest.raises(DataProblem, match=problem):
        parse_reviewed(text, "r.csv")
