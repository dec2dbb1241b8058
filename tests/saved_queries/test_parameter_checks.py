from __future__ import annotations

import pytest

from carec_kg.saved_queries.catalogue import read_saved_query
from carec_kg.saved_queries.inspection import inspect_query

TOP = "#+ title: T\n#+ question: Why?\n#+ description: D.\n#+ tags: a\n#+ expect: yes\n"


def problems(parameters: list[str], text: str) -> list[str]:
    source = TOP + "".join(f"#+ parameter: {parameter}\n" for parameter in parameters) + text
    return [str(problem) for problem in inspect_query(read_saved_query(source, "x", "x.rq"))]


def ask(place: str) -> str:
    return f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\nASK {{\n  {place}\n  FILTER(?y = xsd:integer(1))\n}}\n"


@pytest.mark.parametrize(
    ("parameter", "place"),
    [
        ("y (year, default 2024) Y.", "VALUES ?y { 2024 }  # parameters"),
        ("y (year, default 2024) Y.", 'VALUES (?y) { ("2024"^^xsd:integer) }  # parameters'),
        ("y (date, default 2024-01-31) Y.", 'VALUES (?y) { ("2024-01-31"^^xsd:date) }  # parameters'),
        ("y (iri, default xsd:date) Y.", "VALUES (?y) { (xsd:date) }  # parameters"),
        ("y (string, default any, example x) Y.", "VALUES (?y) { (UNDEF) }  # parameters"),
        ("y (string, required, example x) Y.", 'VALUES (?y) { ("x") }  # parameters'),
        ("y (decimal, default 2.50) Y.", "VALUES (?y) { (2.5) }  # parameters"),
        ("y (decimal, default 2) Y.", "VALUES (?y) { (2.0) }  # parameters"),
    ],
)
def test_a_place_may_be_written_in_any_way_that_means_the_default(parameter: str, place: str) -> None:
    assert problems([parameter], ask(place)) == []


@pytest.mark.parametrize(
    "place", ["VALUES ?y { 2025 }", "VALUES ?y { 2024 2025 }", 'VALUES ?y { "2024" }', "VALUES ?y { UNDEF }"]
)
def test_a_place_that_means_something_else_is_shown_what_to_write(place: str) -> None:
    [problem] = problems(["y (year, default 2024) Y."], ask(place + "  # parameters"))
    assert "x.rq:9:1: the values differ from the header's; expected 'VALUES (?y) { (2024) }  # parameters'" in problem


def test_a_parameter_without_a_place_is_shown_one() -> None:
    [problem] = problems(["y (year, default 2024) Y."], ask(""))
    assert "x.rq:6:1: parameter y has no place in the text; add 'VALUES (?y) { (…) }  # parameters'" in problem


def test_a_parameter_that_stands_only_in_its_place_is_not_used() -> None:
    [problem] = problems(["z (year, default 2024) Z."], ask("VALUES ?z { 2024 }  # parameters"))
    assert "parameter z is not used" in problem


def test_a_place_for_what_is_no_parameter_is_refused() -> None:
    [problem] = problems([], ask("VALUES ?y { 2024 }  # parameters"))
    assert "?y is no parameter of the header" in problem


def test_a_marker_on_a_line_that_is_no_place_is_refused() -> None:
    found = problems([], ask("VALUES ?y { 2024 } .  # parameters"))
    assert [problem for problem in found if "expected on one line 'VALUES (?name …)" in problem]


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        ("y (year, default 20x4) Y.", "parameter y: takes a year (YYYY); the header's own '20x4' is none"),
        (
            "y (year 2000..2010, default 2024) Y.",
            "takes a year (YYYY) from 2000 to 2010; the header's own '2024' is none",
        ),
        ("y (year 2010..2000, default 2005) Y.", "the range is empty"),
        ("y (integer x..9, default 5) Y.", "whole number"),
        ("y (one of a|b, default c) Y.", "takes one of a, b"),
        ("y (year, default 2024, example 20x4) Y.", "takes a year"),
    ],
)
def test_defaults_examples_and_ranges_keep_to_the_type(parameter: str, message: str) -> None:
    [problem] = problems([parameter], ask("VALUES ?y { 2024 }  # parameters"))
    assert problem.startswith("x.rq:6:1: ")
    assert message in problem


def test_a_parameter_may_have_several_places() -> None:
    place = " VALUES ?y { 1 }  # parameters\n"
    text = f"ASK {{\n{place} {{ SELECT ?z {{\n{place} BIND(?y AS ?z) }} }}\n}}\n"
    assert problems(["y (integer, default 1) Y."], text) == []
