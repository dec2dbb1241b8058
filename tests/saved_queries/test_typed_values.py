from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.errors import ParameterProblem
from carec_kg.iris import CAREC, ID, PREFIXES
from carec_kg.rdf.terms import Iri, Literal, Term
from carec_kg.saved_queries.model import Parameter, ParameterType, ValueKind
from carec_kg.saved_queries.typed_values import check_range, describe_type, read_term, show_term

XSD = PREFIXES["xsd"]


def parameter(type_: ParameterType, example: str = "x") -> Parameter:
    return Parameter("p", type_, "P.", None, example, required=True, line=1)


@pytest.mark.parametrize(
    ("kind", "text", "term"),
    [
        (ParameterType("iri"), "id:country/KAZ", Iri(ID + "country/KAZ")),
        (ParameterType("iri"), " <http://x/a> ", Iri("http://x/a")),
        (ParameterType("string"), " a ", Literal(" a ")),
        (ParameterType("string"), "", Literal("")),
        (ParameterType("integer"), " +007 ", Literal("7", XSD + "integer")),
        (ParameterType("integer"), "-0", Literal("0", XSD + "integer")),
        (ParameterType("decimal"), "-.50", Literal("-0.5", XSD + "decimal")),
        (ParameterType("decimal"), "-0.0", Literal("0", XSD + "decimal")),
        (ParameterType("decimal"), "0012.", Literal("12", XSD + "decimal")),
        (ParameterType("date"), "2024-02-29", Literal("2024-02-29", XSD + "date")),
        (ParameterType("year"), "2024", Literal("2024", XSD + "integer")),
        (ParameterType("gYear"), "0800", Literal("0800", XSD + "gYear")),
    ],
)
def test_each_kind_becomes_its_term(kind: ParameterType, text: str, term: Term) -> None:
    assert read_term(parameter(kind), text) == term


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("iri", "Kazakhstan"),
        ("iri", "foo:bar"),
        ("iri", "http://x/a b"),
        ("iri", "http://x/> } #"),
        ("iri", "<http://x/a"),
        ("iri", "http://x/%zz"),
        ("iri", "http://x/\\u003E"),
        ("iri", "http://x/\ud800"),
        ("iri", "id:country/" + "a" * 2001),
        ("string", "a\x00b"),
        ("string", "\udc80"),
        ("string", "a" * 1001),
        ("integer", "1.0"),
        ("integer", "١٢"),
        ("integer", "9223372036854775808"),
        ("integer", "1_000"),
        ("decimal", "."),
        ("decimal", "1e9"),
        ("decimal", "1" * 19),
        ("decimal", "NaN"),
        ("date", "2023-02-29"),
        ("date", "2024-2-1"),
        ("date", "2024-02-01Z"),
        ("date", "20240201"),
        ("year", "24"),
        ("year", "0000"),
        ("year", "-2024"),
        ("gYear", "20x4"),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: ValueKind, text: str) -> None:
    with pytest.raises(ParameterProblem, match=r"Parameter p takes .*, for example 'x'; .* is not \("):
        read_term(parameter(ParameterType(kind)), text)


@pytest.mark.parametrize(
    ("type_", "inside", "outside"),
    [
        (ParameterType("integer", minimum="1", maximum="9"), ("1", "9"), ("0", "10")),
        (ParameterType("decimal", minimum="-0.5"), ("-0.5", "7"), ("-0.51",)),
        (ParameterType("date", maximum="2024-01-31"), ("2024-01-31", "0001-01-01"), ("2024-02-01",)),
        (ParameterType("year", minimum="1997", maximum="2030"), ("1997", "2030"), ("1996", "2031")),
        (ParameterType("gYear", minimum="1997"), ("1997",), ("0997",)),
    ],
)
def test_both_ends_belong_to_a_range(type_: ParameterType, inside: tuple[str, ...], outside: tuple[str, ...]) -> None:
    assert [read_term(parameter(type_), text) for text in inside]
    for text in outside:
        with pytest.raises(ParameterProblem, match=r"\(too (small|great)\)"):
            read_term(parameter(type_), text)


def test_a_range_is_checked_for_order_and_kind() -> None:
    with pytest.raises(ValueError, match="empty"):
        check_range(ParameterType("integer", minimum="9", maximum="1"))
    with pytest.raises(ValueError, match="calendar"):
        check_range(ParameterType("date", maximum="2023-02-30"))


def test_an_enumeration_of_words_takes_them_as_they_stand() -> None:
    type_ = ParameterType("string", options=("road", "rail"))
    assert read_term(parameter(type_), " rail ") == Literal("rail")
    with pytest.raises(ParameterProblem, match=r"takes one of road, rail, .*'rial' is not \(did you mean rail\?\)"):
        read_term(parameter(type_), "rial")


@pytest.mark.parametrize("text", ["carec:Country", CAREC + "Country", f"<{CAREC}Country>", "Country"])
def test_an_enumeration_of_things_takes_each_spelling_of_a_name(text: str) -> None:
    type_ = ParameterType("iri", options=("carec:Country", "carec:Region"))
    assert read_term(parameter(type_), text) == Iri(CAREC + "Country")


@pytest.mark.parametrize("text", ["", "ry", "carec:Place"])
def test_an_enumeration_of_things_refuses_others(text: str) -> None:
    with pytest.raises(ParameterProblem, match="one of carec:Country"):
        read_term(parameter(ParameterType("iri", options=("carec:Country",))), text)


def test_a_long_value_is_cut_in_the_message() -> None:
    with pytest.raises(ParameterProblem) as caught:
        read_term(parameter(ParameterType("integer")), "x" * 5000)
    assert len(str(caught.value)) < 200


def test_a_type_is_described_with_class_and_range() -> None:
    assert describe_type(parameter(ParameterType("iri", of_class=CAREC + "Corridor"))) == "the IRI of a carec:Corridor"
    assert describe_type(parameter(ParameterType("year", minimum="1997"))) == "a year (YYYY) from 1997"
    assert describe_type(parameter(ParameterType("integer", maximum="9"))) == "a whole number up to 9"
    assert describe_type(parameter(ParameterType("iri", options_from="q"))) == "one of the answers of the query q"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_whatever_is_taken_reads_back_from_what_is_shown(text: str) -> None:
    for kind in (
        ParameterType("iri"),
        ParameterType("integer"),
        ParameterType("decimal"),
        ParameterType("date"),
        ParameterType("string"),
    ):
        try:
            term = read_term(parameter(kind), text)
        except ParameterProblem as problem:
            assert "for example" in str(problem)  # noqa: PT017 - most texts are refused, and that is an answer
        else:
            assert read_term(parameter(kind), show_term(term)) == term
