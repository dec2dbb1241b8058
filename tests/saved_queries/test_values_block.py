from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carec_kg.errors import ParameterProblem
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, text_literal
from carec_kg.saved_queries.model import Parameter, ParameterType
from carec_kg.saved_queries.typed_values import read_term
from carec_kg.saved_queries.values_block import fill_places, find_places, find_stray_markers, write_value

#: What follows the place would give a second row, or none, if a value could break out of it.
TEMPLATE = """SELECT ?before ?value ?after WHERE {
  VALUES ?before { 1 }
  VALUES (?value) { ("default") }  # parameters
  VALUES ?after { 2 }
}
"""
WORKBENCH = Workbench()
XSD = PREFIXES["xsd"]
MARKS = st.sampled_from([*"\"'\\\n\r\t{}()#<>%é\u2028\x85\ufeff\U0001f600", "?x", "@en", "^^", '""' + '"', "%22"])
ATTACKS = st.sampled_from(
    [
        "\\u0022",
        "\\U00000022",
        " # parameters",
        "\n  VALUES (?value) { (1) }  # parameters\n",
        '") } UNION { ?s ?p ?o } #',
    ]
)
TEXTS = st.lists(MARKS | ATTACKS | st.text(alphabet=st.characters(codec="utf-8"), max_size=6), max_size=8).map("".join)


def bound_value(kind: ParameterType, text: str) -> Term | None:
    """Return what the engine reads at the place where ``text`` was put, once the rest was seen to be untouched."""
    term = read_term(Parameter("value", kind, "V.", None, "x", required=True, line=1), text)
    answer = WORKBENCH.select(fill_places(TEMPLATE, {"value": term}))
    assert answer.variables == ("before", "value", "after")
    assert [(row[0], row[2]) for row in answer.rows] == [(Literal("1", XSD + "integer"), Literal("2", XSD + "integer"))]
    assert answer.rows[0][1] == term
    return answer.rows[0][1]


@given(TEXTS)
@example('"} } # ')
@example("\\")
@example("\\u0022 ) } INSERT")
@example("\\\\u0022")
@example("a\r\nb")
def test_no_text_breaks_out_of_its_literal(text: str) -> None:
    try:
        value = bound_value(ParameterType("string"), text)
    except ParameterProblem as problem:
        assert "no result can carry" in str(problem)  # noqa: PT017 - a refusal is an answer too
    else:
        assert value == Literal(text)


@given(TEXTS, st.sampled_from(["http://x/", "id:country/", "<http://x/", "urn:x:", ""]))
@example("a> } UNION { ?s ?p ?o } #", "http://x/")
@example("a b", "http://x/")
@example("\\u003E", "http://x/")
def test_no_text_breaks_out_of_its_iri(text: str, start: str) -> None:
    try:
        value = bound_value(ParameterType("iri"), start + text)
    except ParameterProblem as problem:
        assert "for example 'x'" in str(problem)  # noqa: PT017 - a refusal is an answer too
    else:
        assert isinstance(value, Iri)
        assert not set(value.value) & set('<> "{}|\\^`\n\r\t')


@pytest.mark.parametrize(
    "iri", ["http://x/a>b", "http://x/a b", "http://x/a\nb", "http://x/{", "http://x/\\u0020", 'http://x/"']
)
def test_an_iri_with_a_character_that_ends_it_is_refused(iri: str) -> None:
    with pytest.raises(ParameterProblem):
        bound_value(ParameterType("iri"), iri)


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_every_integer_comes_back_as_itself(number: int) -> None:
    assert bound_value(ParameterType("integer"), str(number)) == Literal(str(number), XSD + "integer")


@given(st.decimals(-(10**18) + 1, 10**18 - 1, places=6, allow_nan=False))
def test_every_decimal_comes_back_as_itself(number: object) -> None:
    value = bound_value(ParameterType("decimal"), f"{number:f}")
    assert value is not None
    assert value == Literal(value.value, XSD + "decimal")


@given(st.dates())
def test_every_day_comes_back_as_itself(day: object) -> None:
    assert bound_value(ParameterType("date"), str(day)) == Literal(str(day), XSD + "date")


@given(st.integers(1, 9999))
def test_every_year_comes_back_as_itself(year: int) -> None:
    assert bound_value(ParameterType("year"), f"{year:04}") == Literal(str(year), XSD + "integer")
    assert bound_value(ParameterType("gYear"), f"{year:04}") == Literal(f"{year:04}", XSD + "gYear")


def test_a_backslash_before_u_reads_the_same_where_code_points_are_replaced_first() -> None:
    r"""An engine may replace ``\uXXXX`` before it parses (SPARQL 1.1, section 19.2)."""
    written = write_value(Literal('\\u0022 \\U0001F600 \\"'))
    replaced = written.replace("\\u0075", "u").replace("\\u0055", "U")
    expected = '"\\\\u0022 \\\\U0001F600 \\\\\\""'
    assert replaced == expected
    assert "\\u0022" not in written


def test_a_language_stays_with_its_text() -> None:
    assert write_value(text_literal('a"b', "en")) == '"a\\"b"@en'


def test_a_value_that_is_not_given_is_undef_and_matches_anything() -> None:
    filled = fill_places(
        "SELECT ?a ?b WHERE {\nVALUES (?a ?b) { (1 2) }  # parameters\nVALUES ?a { 3 4 }\n}",
        {"a": None, "b": Literal("x")},
    )
    assert [row[0] for row in WORKBENCH.select(filled).rows] == [
        Literal("3", XSD + "integer"),
        Literal("4", XSD + "integer"),
    ]


def test_a_blank_node_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="name the thing by its IRI"):
        write_value(BlankNode("b"))


def test_a_place_is_one_line_with_its_marker_and_several_may_stand_in_a_text() -> None:
    text = "ASK {\n  values (?a  ?b) { (1 2) } #parameters\n{ VALUES ?a { 1 } }\n\tVALUES ?a { 1 }  # parameters  \r\n}"
    assert [(p.index, p.indent, p.names) for p in find_places(text)] == [(1, "  ", ("a", "b")), (3, "\t", ("a",))]


def test_a_marker_without_a_place_is_found() -> None:
    text = "x # parameters\nVALUES ?a { 1\n} # parameters\nVALUES ?a { 1 } # parameters\n# parameters of the query\n"
    assert find_stray_markers(text) == [0, 2]


def test_filling_leaves_every_other_line_alone() -> None:
    filled = fill_places(TEMPLATE, {"value": Literal("x")})
    changed = [(a, b) for a, b in zip(TEMPLATE.split("\n"), filled.split("\n"), strict=True) if a != b]
    assert changed == [('  VALUES (?value) { ("default") }  # parameters', '  VALUES (?value) { ("x") }  # parameters')]


def test_filling_twice_is_filling_once() -> None:
    once = fill_places(TEMPLATE, {"value": Literal("x # parameters")})
    assert fill_places(once, {"value": Literal("y")}) == fill_places(TEMPLATE, {"value": Literal("y")})
