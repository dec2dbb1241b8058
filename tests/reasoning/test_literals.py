"""Values of literals: what is ill-typed, what lies outside of a datatype, what differs."""

from __future__ import annotations

import pytest

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Literal, text_literal
from carec_kg.reasoning.literals import RL_DATATYPES, are_different, is_ill_typed, is_outside

XSD, RDF, RDFS = PREFIXES["xsd"], PREFIXES["rdf"], PREFIXES["rdfs"]


def typed(text: str, name: str) -> Literal:
    return Literal(text, XSD + name)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("integer", ["0", "-7", "+007"], ["", "1.0", " 1", "1 ", "one", "٣"]),
        ("decimal", ["1", "-1.50", ".5", "5."], ["1e3", "INF", "."]),
        ("double", ["1", "1.5E-3", "INF", "-INF", "NaN"], ["inf", "nan", "1e", "0x1"]),
        ("float", ["1e40", "-1e40"], ["--1"]),
        ("boolean", ["true", "false", "1", "0"], ["True", "yes", ""]),
        ("byte", ["-128", "127"], ["128", "-129", "1.0"]),
        ("unsignedByte", ["0", "255", "-0"], ["256", "-1"]),
        ("unsignedLong", ["18446744073709551615"], ["18446744073709551616"]),
        ("positiveInteger", ["1"], ["0"]),
        ("nonPositiveInteger", ["0", "-1"], ["1"]),
        ("dateTime", ["2024-02-29T24:00:00", "-0004-02-29T00:00:00.5Z", "2024-01-01T00:00:00+14:00"], []),
        ("dateTime", [], ["2023-02-29T00:00:00", "2024-01-01T24:00:01", "2024-01-01T25:00:00", "2024-01-01"]),
        ("dateTime", [], ["2024-01-01T00:60:00", "2024-01-01T00:00:00+14:01", "2024-01-01T24:00:00.5"]),
        ("dateTimeStamp", ["2024-01-01T00:00:00Z"], ["2024-01-01T00:00:00"]),
        ("date", ["2024-02-29", "2024-02-29Z", "-0001-12-31"], ["2024-02-30", "2024-13-01", "24-01-01"]),
        ("gYear", ["2024", "-0001"], ["24", "02024"]),
        ("hexBinary", ["", "0aFF"], ["0", "zz"]),
        ("base64Binary", ["", "aGk="], ["aGk", "a"]),
        ("string", ["", "any\nthing"], []),
        ("normalizedString", [" a b "], ["a\tb"]),
        ("token", ["", "a b"], [" a", "a  b"]),
        ("language", ["en", "zh-Hant-TW"], ["", "e n", "abcdefghi"]),
        ("Name", [":a", "a-1"], ["1a", ""]),
        ("NCName", ["a.b", "é"], ["a:b", "-a"]),
        ("NMTOKEN", ["1a", "-"], ["a b", ""]),
        ("anyURI", ["https://example.org/ a"], []),
    ],
)
def test_a_literal_is_ill_typed_where_its_datatype_has_no_such_form(name: str, good: list[str], bad: list[str]) -> None:
    assert [text for text in good if is_ill_typed(typed(text, name))] == []
    assert [text for text in bad if not is_ill_typed(typed(text, name))] == []


def test_a_datatype_that_is_not_known_makes_nothing_ill_typed() -> None:
    literal = Literal("POINT(1 2)", PREFIXES["geo"] + "wktLiteral")
    assert not is_ill_typed(literal)
    assert not is_outside(literal, XSD + "integer")
    assert not is_outside(typed("1", "integer"), PREFIXES["geo"] + "wktLiteral")
    assert not are_different(literal, typed("1", "integer"))


@pytest.mark.parametrize(
    ("literal", "datatype", "outside"),
    [
        (typed("1", "integer"), XSD + "decimal", False),
        (typed("1.0", "decimal"), XSD + "integer", False),
        (typed("1.5", "decimal"), XSD + "integer", True),
        (typed("300", "integer"), XSD + "byte", True),
        (typed("1", "integer"), XSD + "double", True),
        (typed("1", "float"), XSD + "double", True),
        (typed("a", "string"), XSD + "token", False),
        (typed("a b", "token"), XSD + "NCName", True),
        (text_literal("a", "en"), XSD + "string", True),
        (text_literal("a", "en"), RDF + "langString", False),
        (text_literal("a", "en"), RDF + "PlainLiteral", False),
        (typed("a", "string"), RDF + "PlainLiteral", False),
        (typed("a", "string"), RDF + "langString", True),
        (typed("2024-01-01T00:00:00Z", "dateTime"), XSD + "dateTimeStamp", False),
        (typed("2024-01-01T00:00:00", "dateTime"), XSD + "dateTimeStamp", True),
        (typed("a", "string"), RDFS + "Literal", False),
        (typed("ill", "integer"), XSD + "string", False),
    ],
)
def test_a_value_lies_in_a_datatype_or_outside(literal: Literal, datatype: str, outside: bool) -> None:
    assert is_outside(literal, datatype) == outside


@pytest.mark.parametrize(
    ("one", "other", "different"),
    [
        (typed("1.50", "decimal"), typed("1.5", "decimal"), False),
        (typed("1", "integer"), typed("1.0", "decimal"), False),
        (typed("1", "int"), typed("1", "byte"), False),
        (typed("1", "integer"), typed("1", "double"), True),
        (typed("0.1", "float"), typed("0.10", "float"), False),
        (typed("true", "boolean"), typed("1", "boolean"), False),
        (typed("a", "string"), text_literal("a", "en"), True),
        (text_literal("a", "en-GB"), text_literal("a", "en-gb"), False),
        (typed("0A", "hexBinary"), typed("0a", "hexBinary"), False),
        (typed("2024-01-01T00:00:00.50Z", "dateTime"), typed("2024-01-01T00:00:00.5+00:00", "dateTime"), False),
        (typed("2024-01-01", "date"), typed("2024-01-02", "date"), True),
        (typed("ill", "integer"), typed("1", "integer"), False),
    ],
)
def test_literals_differ_by_value_and_not_by_form(one: Literal, other: Literal, different: bool) -> None:
    assert are_different(one, other) == are_different(other, one) == different


def test_owl_2_rl_has_thirty_two_datatypes_and_no_dates() -> None:
    assert len(RL_DATATYPES) == 32
    assert XSD + "date" not in RL_DATATYPES
    assert PREFIXES["owl"] + "real" not in RL_DATATYPES
