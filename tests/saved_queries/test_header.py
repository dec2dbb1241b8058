from __future__ import annotations

import pytest

from carec_kg.errors import SyntaxProblem
from carec_kg.saved_queries.header import VIEW_ROLES, read_header
from carec_kg.saved_queries.model import View

TOP = "#+ title: T\n#+ question: Why?\n#+ description: D.\n#+ tags: a, b c\n"


def test_a_header_is_read_whole() -> None:
    header = read_header(
        TOP + "#+ parameter: year (year, default 2024) Y.\n#+ column: sum (decimal, unit USD) S.\n"
        "#+ view: bar x=year y=sum\n#+ expect: rows 1\n\nASK {}\n",
        "x.rq",
    )
    assert (header.title, header.question, header.description, header.tags) == ("T", "Why?", "D.", ("a", "b c"))
    assert [parameter.name for parameter in header.parameters] == ["year"]
    assert [column.unit for column in header.columns] == ["USD"]
    assert header.view == View("bar", (("x", "year"), ("y", "sum")), 7)
    assert len(header.expectations) == 1
    assert header.lines == 8


def test_the_view_is_a_table_where_none_is_named() -> None:
    assert read_header(TOP, "x.rq").view.kind == "table"


@pytest.mark.parametrize("key", ["title", "question", "description", "tags"])
def test_each_needed_key_is_missed_by_name(key: str) -> None:
    source = "".join(line for line in TOP.splitlines(keepends=True) if not line.startswith(f"#+ {key}:"))
    with pytest.raises(SyntaxProblem, match=rf"x\.rq:1:1: the header has no '{key}'"):
        read_header(source, "x.rq")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("#+ colum: a (iri) A.", "unknown key 'colum'; did you mean 'column'?"),
        ("#+ zzz: a", "unknown key 'zzz'; expected one of title"),
        ("#+ title: Again", "a second 'title'"),
        ("#+ view:", "'view' is empty"),
        ("#+ view: pie", "unknown view 'pie'; expected one of table, bar"),
        ("#+ view: bar x=a", "the view lacks a role; expected 'bar x=column y=column"),
        ("#+ view: bar x=a y=b z=c", "'z=c' does not fit; expected 'bar x=column"),
        ("#+ view: bar x=a x=b", "'x=b' does not fit"),
        ("#+ view: table a", "'a' does not fit"),
    ],
)
def test_a_wrong_line_says_what_is_expected(line: str, message: str) -> None:
    with pytest.raises(SyntaxProblem) as caught:
        read_header(TOP + line + "\n", "x.rq")
    assert message in str(caught.value)
    assert str(caught.value).startswith("x.rq:5:1: ")


def test_a_name_stands_once_among_parameters_and_once_among_columns() -> None:
    for line in ("#+ parameter: a (string, default x) A.\n", "#+ column: a (string) A.\n"):
        with pytest.raises(SyntaxProblem, match=r"x\.rq:6:1: a second"):
            read_header(TOP + line + line, "x.rq")


def test_a_question_ends_with_a_question_mark() -> None:
    with pytest.raises(SyntaxProblem, match=r"x\.rq:2:1: the question is one sentence"):
        read_header(TOP.replace("Why?", "Why."), "x.rq")


def test_a_tag_in_capitals_is_refused() -> None:
    with pytest.raises(SyntaxProblem, match="'B' is no tag"):
        read_header(TOP.replace("a, b c", "a, B"), "x.rq")


def test_every_view_can_be_written_with_all_its_roles() -> None:
    for kind, (needed, possible) in VIEW_ROLES.items():
        roles = " ".join(f"{role}=c" for role in (*needed, *possible))
        assert read_header(f"{TOP}#+ view: {kind} {roles}\n", "x.rq").view.kind == kind
