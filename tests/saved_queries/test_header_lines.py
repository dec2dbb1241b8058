from __future__ import annotations

import pytest

from carec_kg.errors import SyntaxProblem
from carec_kg.saved_queries.header_lines import Entry, split_described, split_header, unquote


def test_an_indented_line_goes_on_with_the_entry_above() -> None:
    entries, count = split_header("#+ title: One\n#+   and two\n#+\n#+ tags: a\nASK {}\n", "x.rq")
    assert [(entry.key, entry.value, entry.line) for entry in entries] == [
        ("title", "One and two", 1),
        ("tags", "a", 4),
    ]
    assert count == 4


@pytest.mark.parametrize("line", ["#+title: One", "#+ Title: One", "#+ no colon", "#+   nothing above"])
def test_a_line_that_is_no_entry_names_file_and_line(line: str) -> None:
    with pytest.raises(SyntaxProblem, match=r"^x\.rq:1:1: expected '#\+ key: value'"):
        split_header(line + "\nASK {}\n", "x.rq")


def test_a_header_line_below_the_query_is_refused_with_its_line() -> None:
    with pytest.raises(SyntaxProblem, match=r"x\.rq:3:1: a '#\+' line below the header"):
        split_header("#+ title: One\nASK {}\n#+ tags: a\n", "x.rq")


def test_commas_and_brackets_inside_quotes_belong_to_the_value() -> None:
    described = split_described(Entry("parameter", 'text (string, default "a, (b)") The text (if any).', "x.rq", 1))
    assert described.clauses == ("string", 'default "a, (b)"')
    assert described.help == "The text (if any)."


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("amount: decimal", r"expected 'column: name \(type"),
        ("amount (decimal The sum.", "bracket after amount is not closed"),
        ("amount (decimal, ) The sum.", "empty clause"),
        ("amount (decimal)", "has no description"),
    ],
)
def test_a_broken_declaration_says_what_is_expected(value: str, message: str) -> None:
    with pytest.raises(SyntaxProblem, match=message):
        split_described(Entry("column", value, "x.rq", 7))


def test_only_a_pair_of_quotes_is_taken_off() -> None:
    assert [unquote(text) for text in ('"a"', '"', "a", '""')] == ["a", '"', "a", ""]
