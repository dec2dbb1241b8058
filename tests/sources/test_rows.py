from __future__ import annotations

import hashlib

import pytest

from carec_kg.errors import DataProblem
from carec_kg.sources.rows import RowEntry, TableRow, parse_ledger, read_table, write_ledger

DIGEST = "a" * 64
TABLE = 'subject,object\nOldtown,4.5\n"New, town",5\n'
LEDGER = f"file,line,sha256,graphs,reason\nfacts.csv,2,{DIGEST},urn:one urn:two,\nfacts.csv,3,{DIGEST},,not found\n"


def test_a_row_knows_its_line_its_text_and_its_cells() -> None:
    rows = read_table(TABLE, "facts.csv")
    assert [(row.line, row.text) for row in rows] == [(2, "Oldtown,4.5"), (3, '"New, town",5')]
    assert dict(rows[1].cells) == {"subject": "New, town", "object": "5"}


def test_the_digest_of_a_row_is_that_of_its_text_without_the_line_end() -> None:
    expected = hashlib.sha256(b"Oldtown,4.5").hexdigest()
    assert [read_table(text, "facts.csv")[0].sha256 for text in (TABLE, TABLE.replace("\n", "\r\n"))] == [expected] * 2


def test_a_row_over_several_lines_begins_on_its_first() -> None:
    rows = read_table('a,b\n"one\ntwo",3\nlast,4', "facts.csv")
    assert [(row.line, row.text) for row in rows] == [(2, '"one\ntwo",3'), (4, "last,4")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2,3\n", "facts.csv:2: the row has 3 cells, the header 2"),
        ("a,b\n1,2\n\n", "facts.csv:3: the row has 0 cells"),
        ('a,b\n1,"2\n', "facts.csv:2: this is no CSV"),
        ('a,b\n1,"2"3\n', "facts.csv:2: this is no CSV"),
    ],
)
def test_a_broken_table_names_its_row(text: str, words: str) -> None:
    with pytest.raises(DataProblem, match=words):
        read_table(text, "facts.csv")


def test_an_empty_table_has_no_rows() -> None:
    assert read_table("", "facts.csv") == read_table("a,b\n", "facts.csv") == []


def test_a_ledger_gives_graphs_or_the_reason() -> None:
    assert parse_ledger(LEDGER, "rows.csv") == [
        RowEntry("facts.csv", 2, DIGEST, ("urn:one", "urn:two"), ""),
        RowEntry("facts.csv", 3, DIGEST, (), "not found"),
    ]


def test_a_ledger_that_is_written_reads_back_the_same_and_sorted_by_number() -> None:
    entries = [RowEntry("facts.csv", line, DIGEST, (), "so, and so") for line in (10, 9)]
    assert parse_ledger(write_ledger(entries), "rows.csv") == entries[::-1]
    assert write_ledger(parse_ledger(LEDGER, "rows.csv")) == LEDGER


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("file,line,sha256", "file,row,sha256", "rows.csv:1: the header is 'file,row,sha256,graphs,reason'"),
        ("facts.csv,2", "facts.csv,two", "rows.csv:2: 'two' is no line number"),
        ("facts.csv,2", "facts.csv,²", "rows.csv:2: '²' is no line number"),
        (f"3,{DIGEST}", "3,abc", "rows.csv:3: sha256 is 64 hexadecimal digits"),
        ("facts.csv,3", "facts.csv,2", "rows.csv:3: line 2 of facts.csv is there twice"),
        (",,not found", ",not found", "rows.csv:3: the row has 4 cells"),
    ],
)
def test_a_faulty_ledger_names_its_line(old: str, new: str, words: str) -> None:
    with pytest.raises(DataProblem, match=words):
        parse_ledger(LEDGER.replace(old, new), "rows.csv")


def test_two_rows_of_the_same_text_have_the_same_digest() -> None:
    rows = [TableRow("facts.csv", line, "a,b", {}) for line in (2, 3)]
    assert rows[0].sha256 == rows[1].sha256
