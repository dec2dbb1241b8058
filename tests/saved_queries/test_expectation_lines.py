from __future__ import annotations

import pytest

from carec_kg.errors import SyntaxProblem
from carec_kg.iris import ID, PREFIXES
from carec_kg.rdf.terms import Iri, Literal, Term, text_literal
from carec_kg.saved_queries.expectation_lines import read_expectation
from carec_kg.saved_queries.header_lines import Entry
from carec_kg.saved_queries.model import ColumnsExpected, CountExpected, Expectation, RowExpected, YesNoExpected


def read(value: str) -> Expectation:
    return read_expectation(Entry("expect", value, "x.rq", 9))


@pytest.mark.parametrize(
    ("value", "expectation"),
    [
        ("rows 5", CountExpected(5, 5, 9)),
        ("rows 3..10", CountExpected(3, 10, 9)),
        ("rows 3..", CountExpected(3, None, 9)),
        ("triples 1..", CountExpected(1, None, 9)),
        ("columns a b", ColumnsExpected(("a", "b"), 9)),
        ("yes", YesNoExpected(value=True, line=9)),
        ("no", YesNoExpected(value=False, line=9)),
        ("row a=unbound", RowExpected((("a", None),), None, absent=False, line=9)),
        ("row 2 a=unbound", RowExpected((("a", None),), 2, absent=False, line=9)),
        ("no row a=unbound", RowExpected((("a", None),), None, absent=True, line=9)),
    ],
)
def test_each_form_is_read(value: str, expectation: Expectation) -> None:
    assert read(value) == expectation


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("1820000000", Literal("1820000000", PREFIXES["xsd"] + "decimal")),
        ("-1.5", Literal("-1.5", PREFIXES["xsd"] + "decimal")),
        ("2024-11-23", Literal("2024-11-23")),
        ("true", Literal("true")),
        ('"two words = 1"', Literal("two words = 1")),
        ('"投资"@zh-CN', text_literal("投资", "zh-cn")),
        ("<http://x/a b>", Iri("http://x/a b")),
        ("id:country/KAZ", Iri(ID + "country/KAZ")),
    ],
)
def test_each_sort_of_value_is_read(text: str, term: Term) -> None:
    expectation = read(f"row a={text} b=1")
    assert isinstance(expectation, RowExpected)
    assert expectation.cells[0] == ("a", term)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("rows", "is no number of rows"),
        ("rows many", "is no number of rows"),
        ("rows 5..3", "the range 5..3 is empty"),
        ("columns", "is no expectation"),
        ("row", "is no expectation"),
        ("no row 2 a=1", "is no expectation"),
        ("row a=", "is no expectation"),
        ("row a = 1", "is no expectation"),
        ("row a=Transport", "'Transport' is no value; expected a number, a date"),
        ("maybe", "is no expectation; expected 'rows 5'"),
    ],
)
def test_a_wrong_expectation_says_what_is_expected(value: str, message: str) -> None:
    with pytest.raises(SyntaxProblem) as caught:
        read(value)
    assert message in str(caught.value)
    assert str(caught.value).startswith("x.rq:9:1: ")
