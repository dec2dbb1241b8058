from __future__ import annotations

import pytest

from carec_kg.saved_queries.catalogue import read_saved_query
from carec_kg.saved_queries.inspection import inspect_query

TOP = "#+ title: T\n#+ question: Why?\n#+ description: D.\n#+ tags: a\n"
SELECT = "SELECT ?a ?b WHERE { ?a a ?b } ORDER BY ?a ?b\n"
COLUMNS = "#+ column: a (iri) A.\n#+ column: b (iri) B.\n"
ROWS = "#+ expect: rows 0..\n"


def problems(header: str, text: str = SELECT) -> list[str]:
    return [str(problem) for problem in inspect_query(read_saved_query(TOP + header + text, "x", "x.rq"))]


def figures(names: str) -> list[str]:
    """Return the problems of a query whose columns are these; those with a star are figures."""
    words = names.split()
    header = "".join(f"#+ column: {word.strip('*')} ({'figure' if '*' in word else 'any'}) X.\n" for word in words)
    variables = " ".join(f"?{word.strip('*')}" for word in words)
    return problems(header + ROWS, f"SELECT {variables} WHERE {{ VALUES ?z {{ 1 }} }} ORDER BY {variables}\n")


def test_columns_that_are_what_is_projected_pass() -> None:
    assert problems(COLUMNS + ROWS) == []


def test_a_column_that_is_not_projected_is_named() -> None:
    [problem] = problems(COLUMNS + "#+ column: c (iri) C.\n" + ROWS)
    assert "x.rq:7:1: column c is not projected; the query gives a, b." in problem


def test_what_is_projected_but_not_described_is_named() -> None:
    [problem] = problems("#+ column: a (iri) A.\n" + ROWS)
    assert "?b is projected but not described; add '#+ column: b (type) What it is.'" in problem


def test_columns_in_another_order_are_refused() -> None:
    [problem] = problems("#+ column: b (iri) B.\n#+ column: a (iri) A.\n" + ROWS)
    assert "another order than the query gives: a, b" in problem


@pytest.mark.parametrize(
    "names",
    [
        "n* qualifier unit asOf doubts passage",
        "n* nQualifier nUnit nFrom nDoubts nPassage",
        "n* m* nQualifier mQualifier nDoubts mDoubts unit date passage",
    ],
)
def test_a_figure_with_its_companions_passes(names: str) -> None:
    assert figures(names) == []


@pytest.mark.parametrize("missing", ["qualifier", "unit", "date", "doubts", "passage"])
def test_a_figure_without_a_companion_is_refused(missing: str) -> None:
    names = " ".join(name for name in ("n*", "qualifier", "unit", "date", "doubts", "passage") if name != missing)
    [problem] = figures(names)
    assert f"the figure n is shown without its {missing}" in problem


def test_two_figures_share_neither_a_qualifier_nor_doubts() -> None:
    assert len(figures("n* m* qualifier unit date doubts passage")) == 4


@pytest.mark.parametrize(
    ("beside", "number"), [("b (iri)", 1), ("precision (string)", 0), ("finerPrecision (string)", 0)]
)
def test_a_date_says_whether_it_is_a_day_a_month_or_a_year(beside: str, number: int) -> None:
    name = beside.split(" ", maxsplit=1)[0]
    header = f"#+ column: a (date) A.\n#+ column: {beside} B.\n"
    found = problems(header + ROWS, f"SELECT ?a ?{name} WHERE {{ VALUES ?z {{ 1 }} }} ORDER BY ?a ?{name}\n")
    assert len(found) == number
    assert all("the date a may be a year or a month given by its days; add a column precision" in one for one in found)


def test_a_value_of_a_figure_is_shown_as_one() -> None:
    text = (
        "PREFIX carec: <https://w3id.org/carec-kg/ontology#>\nSELECT ?a ?b WHERE { ?a carec:value ?b } ORDER BY ?a ?b\n"
    )
    [problem] = problems(COLUMNS + ROWS, text)
    assert "column b shows a carec:value; give it the type figure" in problem


@pytest.mark.parametrize(
    ("header", "text", "message"),
    [
        (COLUMNS + ROWS + "#+ view: bar x=a y=c\n", SELECT, "the view's y is c, which is no column; there are a, b"),
        (COLUMNS + ROWS + "#+ view: graph\n", SELECT, "expected 'graph source=column target=column'"),
        ("#+ expect: yes\n#+ view: graph\n", "ASK {}\n", "a yes or no has no view"),
        (
            "#+ expect: rows 0\n#+ view: map label=a geometry=b\n",
            "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }\n",
            "triples are shown as",
        ),
        (COLUMNS, SELECT, "the header has no 'expect'"),
        (COLUMNS + "#+ expect: yes\n", SELECT, "only an ASK query answers yes or no"),
        (COLUMNS + "#+ expect: row c=1\n", SELECT, "c is no column of this query; there are a, b"),
        (COLUMNS + "#+ expect: columns a c\n", SELECT, "c is no column of this query"),
        ("#+ expect: rows 1\n", "ASK {}\n", "an ASK query gives no rows"),
        ("#+ expect: row a=1\n", "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }\n", "a CONSTRUCT query gives triples"),
    ],
)
def test_a_view_or_expectation_that_cannot_be_is_refused(header: str, text: str, message: str) -> None:
    [problem] = problems(header, text)
    assert message in problem
