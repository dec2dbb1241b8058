from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.answers import Answer, Row, Rows, Triples, YesNo
from carec_kg.iris import ID, PREFIXES
from carec_kg.rdf.terms import Iri, Literal, Term, text_literal
from carec_kg.saved_queries.catalogue import Catalogue, read_saved_query
from carec_kg.saved_queries.expectations import check_answer
from carec_kg.saved_queries.parameters import bind

if TYPE_CHECKING:
    from carec_kg.graph.engine import Engine

XSD = PREFIXES["xsd"]
TOP = "#+ title: T\n#+ question: Why?\n#+ description: D.\n#+ tags: a\n"
KAZ, MNG = Iri(ID + "country/KAZ"), Iri(ID + "country/MNG")
COLUMNS = "#+ column: place (iri) P.\n#+ column: sum (decimal, optional) S.\n"
SELECT = "SELECT ?place ?sum WHERE { ?place ?p ?sum } ORDER BY DESC(?sum) ?place\n"


def number(text: str, type_: str = "decimal") -> Literal:
    return Literal(text, XSD + type_)


def broken(expectation: str, rows: list[Row], columns: str = COLUMNS) -> list[str]:
    query = read_saved_query(f"{TOP}{columns}#+ expect: {expectation}\n{SELECT}", "x", "x.rq")
    return check_answer(query, Rows(("place", "sum"), rows))


ROWS: list[Row] = [(KAZ, number("1820000000")), (MNG, number("1.5E3", "double")), (Iri(ID + "country/UZB"), None)]


def test_the_sample_queries_keep_what_they_promise(engine: Engine, library: Catalogue) -> None:
    for query in [*library, *library.choices.values()]:
        given = {p.name: p.example for p in query.parameters if p.required}
        assert check_answer(query, engine.query(bind(query, given).text)) == []


@pytest.mark.parametrize(
    "expectation",
    [
        "rows 3",
        "rows 1..3",
        "rows 3..",
        "columns place sum",
        "row place=country:KAZ sum=1820000000.00",
        "row sum=1500",
        "row 2 sum=unbound",
        "no row place=country:RUS",
        "no row place=country:KAZ sum=1500",
    ],
)
def test_an_expectation_that_is_met_says_nothing(expectation: str) -> None:
    assert broken(expectation, ROWS) == []


@pytest.mark.parametrize(
    ("expectation", "message"),
    [
        ("rows 5", "There are 3 rows, expected 5."),
        ("rows 4..9", "There are 3 rows, expected 4 to 9."),
        ("rows 4..", "There are 3 rows, expected 4 or more."),
        ("columns sum place", "The columns are place, sum, not sum, place."),
        (
            "row place=country:KAZ sum=1900000000",
            "No row has place=country:KAZ and sum=1900000000; the nearest, row 0, has sum=1820000000.",
        ),
        ("row 0 place=country:MNG", "Row 0 has not place=country:MNG; row 1 has."),
        ("row 0 place=country:RUS", "Row 0 has not place=country:RUS; it has place=country:KAZ."),
        ("row 7 place=country:RUS", "Row 7 has not place=country:RUS; there are only 3 rows."),
        ("no row place=country:MNG", "Row 1 has place=country:MNG, which no row should."),
        ("row total=1", "No row can have total=1: the columns are place, sum."),
    ],
)
def test_an_expectation_that_is_broken_is_said_in_words(expectation: str, message: str) -> None:
    assert broken(expectation, ROWS) == [message]


def test_an_empty_result_has_no_nearest_row() -> None:
    assert broken("row sum=1", []) == ["No row has sum=1; there are no rows at all."]


@pytest.mark.parametrize(
    ("wanted", "cell", "equal"),
    [
        ('"Trade"', text_literal("Trade", "en"), True),
        ('"Trade"@en', text_literal("Trade", "en"), True),
        ('"Trade"@en', text_literal("Trade", "EN"), True),
        ('"Trade"@ru', text_literal("Trade", "en"), False),
        ('"Trade"@en', Literal("Trade"), False),
        ('"1500"', number("1500"), True),
        ("1500", Literal("1500"), True),
        ("2024", Literal("2024", XSD + "gYear"), True),
        ("2024-01-31", Literal("2024-01-31", XSD + "date"), True),
        ("1500", number("INF", "double"), False),
        ("1500", number("x", "integer"), False),
        ("<http://x/a>", Literal("http://x/a"), False),
        ("unbound", None, True),
        ("unbound", number("1"), False),
        ("1", None, False),
    ],
)
def test_cells_are_compared_by_what_they_mean(wanted: str, cell: Term | None, equal: bool) -> None:
    found = broken(f"row sum={wanted}", [(KAZ, cell)], COLUMNS.replace("decimal", "any"))
    assert (found == []) is equal


@pytest.mark.parametrize(
    ("type_", "right", "wrong"),
    [
        ("iri", KAZ, Literal("x")),
        ("string", text_literal("x", "en"), number("1")),
        ("integer", number("1", "int"), number("1.5")),
        ("decimal", number("1", "integer"), Literal("1")),
        ("figure", number("1.5"), Literal("about")),
        ("date", number("2024-01-31", "date"), number("2024", "gYear")),
        ("year", number("2024", "integer"), number("2024", "gYear")),
        ("gYear", number("2024", "gYear"), number("2024", "integer")),
        ("boolean", number("true", "boolean"), Literal("true")),
        ("geometry", Literal("POINT(1 2)", PREFIXES["geo"] + "wktLiteral"), Literal("POINT(1 2)")),
    ],
)
def test_each_column_holds_what_its_type_says(type_: str, right: Term, wrong: Term) -> None:
    columns = f"#+ column: place (iri) P.\n#+ column: sum ({type_}) S.\n"
    assert broken("rows 1", [(KAZ, right)], columns) == []
    [message] = broken("rows 1", [(KAZ, wrong)], columns)
    assert message.startswith("Row 0 has sum=")
    assert message.endswith(f"which is no {type_}.")


def test_an_empty_cell_needs_leave() -> None:
    columns = COLUMNS.replace(", optional", "")
    assert broken("rows 1", [(KAZ, None)], columns) == [
        "Row 0 has no sum; a column that may be empty is marked 'optional'."
    ]


def test_rows_that_the_order_does_not_tell_apart_are_named() -> None:
    rows: list[Row] = [(MNG, number("2")), (KAZ, number("1")), (KAZ, number("1"))]
    assert broken("rows 3", rows) == [
        "Rows 1 and 2 are equal in sum, place; add a column to ORDER BY that tells them apart."
    ]


def test_a_result_with_other_columns_than_described_is_broken() -> None:
    query = read_saved_query(f"{TOP}{COLUMNS}#+ expect: rows 0\n{SELECT}", "x", "x.rq")
    assert check_answer(query, Rows(("place",), [])) == ["The columns are place, not place, sum."]


@pytest.mark.parametrize(
    ("expectation", "answer", "messages"),
    [
        ("yes", YesNo(value=True), []),
        ("no", YesNo(value=True), ["The answer is not no."]),
        ("yes", Triples([]), ["The answer is not yes."]),
        ("triples 0", Triples([]), []),
        ("triples 1..", Triples([]), ["There are 0 triples, expected 1 or more."]),
        ("rows 1", YesNo(value=True), ["The answer is a yes or no, without rows."]),
        ("row a=1", Triples([]), ["The answer to x has no rows."]),
    ],
)
def test_answers_without_rows_are_checked_too(expectation: str, answer: Answer, messages: list[str]) -> None:
    query = read_saved_query(f"{TOP}#+ expect: {expectation}\nASK {{}}\n", "x", "x.rq")
    assert check_answer(query, answer) == messages
