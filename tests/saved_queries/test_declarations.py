from __future__ import annotations

import pytest

from carec_kg.errors import SyntaxProblem
from carec_kg.iris import CAREC
from carec_kg.saved_queries.declarations import read_column, read_parameter
from carec_kg.saved_queries.header_lines import Entry
from carec_kg.saved_queries.model import RESERVED_NAMES, Parameter, ParameterType


def parameter(value: str) -> Parameter:
    return read_parameter(Entry("parameter", value, "x.rq", 3))


@pytest.mark.parametrize(
    ("clause", "type_"),
    [
        ("iri carec:Corridor", ParameterType("iri", of_class=CAREC + "Corridor")),
        ("iri", ParameterType("iri")),
        ("string", ParameterType("string")),
        ("integer 1..9", ParameterType("integer", minimum="1", maximum="9")),
        ("decimal 0.5..", ParameterType("decimal", minimum="0.5")),
        ("date ..2030-12-31", ParameterType("date", maximum="2030-12-31")),
        ("year", ParameterType("year")),
        ("gYear", ParameterType("gYear")),
        ("one of road|rail", ParameterType("string", options=("road", "rail"))),
        ("one of carec:A|carec:B", ParameterType("iri", options=("carec:A", "carec:B"))),
        ("one from all-measures", ParameterType("iri", options_from="all-measures")),
    ],
)
def test_each_type_is_read(clause: str, type_: ParameterType) -> None:
    assert parameter(f"a ({clause}, default x) A.").type == type_


def test_a_default_is_its_own_example() -> None:
    read = parameter("a (year, default 2024) The year.")
    assert (read.default, read.example, read.required, read.help) == ("2024", "2024", False, "The year.")


def test_any_means_no_default_and_a_quoted_any_is_a_text() -> None:
    assert parameter("a (string, default any, example x) A.").default is None
    assert parameter('a (string, default "any") A.').default == "any"


def test_a_required_parameter_has_an_example() -> None:
    read = parameter("a (string, required, example x) A.")
    assert (read.default, read.example, read.required) == (None, "x", True)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("a (number, default 1) A.", "'number' is no type of a parameter"),
        ("a (string 1..2, default x) A.", "is no type of a parameter"),
        ("a (integer 1-9, default 1) A.", "'1-9' is no range; expected for example 'integer 1..9'"),
        ("a (iri Corridor, default x) A.", "'Corridor' is no name of a thing"),
        ("a (one of a|a, default a) A.", "with different values"),
        ("a (one in a, default a) A.", "expected 'one of a|b|c'"),
        ("a (one of a|carec:B, default a) A.", "mixes names of things"),
        ("a (one of foo:A|carec:B, default a) A.", "'foo:A' is no name of a thing"),
        ("a (year) A.", "neither a default nor 'required'"),
        ("a (year, required, default 1) A.", "has a default and is required"),
        ("a (year, required) A.", "has no example"),
        ("a (year, default any) A.", "has no example"),
        ("a (year, default 1, default 2) A.", "'default 2' does not fit"),
        ("a (year, unit USD) A.", "'unit USD' does not fit"),
        ("a (year, required yes) A.", "'required yes' does not fit"),
    ],
)
def test_a_wrong_parameter_says_what_is_expected(value: str, message: str) -> None:
    with pytest.raises(SyntaxProblem) as caught:
        parameter(value)
    assert message in str(caught.value)


@pytest.mark.parametrize("name", sorted(RESERVED_NAMES))
def test_no_parameter_has_a_reserved_name(name: str) -> None:
    with pytest.raises(SyntaxProblem, match=f"{name} is a reserved name"):
        parameter(f"{name} (integer, default 1) A.")


def test_a_column_has_type_class_unit_and_leave_to_be_empty() -> None:
    column = read_column(Entry("column", "place (iri carec:Place, unit km, optional) Where.", "x.rq", 3))
    assert (column.type, column.of_class, column.unit, column.optional) == ("iri", CAREC + "Place", "km", True)


@pytest.mark.parametrize("value", ["a (number) A.", "a (string carec:A) A.", "a (iri, default x) A."])
def test_a_wrong_column_is_refused(value: str) -> None:
    with pytest.raises(SyntaxProblem, match="expected"):
        read_column(Entry("column", value, "x.rq", 3))
