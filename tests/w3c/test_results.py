"""When two results say the same: a comparison that cannot fail would prove nothing."""

from __future__ import annotations

import pytest

from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, Triple

from .results import Table, by_value, read_table, same_table, same_triples

XSD = "http://www.w3.org/2001/XMLSchema#"
A, B = BlankNode("a"), BlankNode("b")
ONE = Literal("1", XSD + "integer")


def table(*rows: dict[str, Term], variables: str = "xy") -> Table:
    return Table(frozenset(variables), rows)


def test_rows_are_a_multiset_without_order() -> None:
    one: dict[str, Term] = {"x": Iri("a:a")}
    two: dict[str, Term] = {"x": Iri("a:b")}
    assert same_table(table(one, two, one), table(two, one, one))
    assert not same_table(table(one, two), table(one, two, two))
    assert not same_table(table(one), table(one, variables="x"))


def test_an_unbound_variable_is_not_an_empty_text() -> None:
    assert not same_table(table({"x": ONE}), table({"x": ONE, "y": Literal("")}))


def test_blank_nodes_are_compared_over_all_rows() -> None:
    assert same_table(table({"x": A, "y": B}, {"x": A}), table({"x": B, "y": A}, {"x": B}))
    assert not same_table(table({"x": A, "y": A}), table({"x": A, "y": B}))
    assert not same_table(table({"x": A}, {"y": A}), table({"x": A}, {"y": B}))


@pytest.mark.parametrize(
    ("one", "other", "datatype"),
    [
        ("1.0E6", "1000000", "double"),
        ("1.50", "+1.5", "decimal"),
        ("0100", "100", "integer"),
        ("0", "false", "boolean"),
    ],
)
def test_numbers_are_compared_by_value(one: str, other: str, datatype: str) -> None:
    assert by_value(Literal(one, XSD + datatype)) == by_value(Literal(other, XSD + datatype))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ONE, Literal("1", XSD + "negativeInteger")),
        (ONE, Literal("1")),
        (Literal("1.0"), Literal("1")),
        (Literal("0.1", XSD + "decimal"), Literal("0.10000000000000001", XSD + "decimal")),
        (Literal("oops", XSD + "integer"), Literal("0oops", XSD + "integer")),
    ],
)
def test_another_datatype_or_value_is_another_literal(one: Literal, other: Literal) -> None:
    assert by_value(one) != by_value(other)
    assert not same_triples([Triple(Iri("a:a"), Iri("a:b"), one)], [Triple(Iri("a:a"), Iri("a:b"), other)])


def test_every_format_of_rows_reads_the_same() -> None:
    xml = (
        b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/><variable name="y"/></head>'
        b'<results><result><binding name="x"><uri>a:a</uri></binding><binding name="y"><literal xml:lang="EN">t'
        b'</literal></binding></result><result><binding name="x"><bnode>n</bnode></binding></result></results></sparql>'
    )
    json = (
        b'{"head":{"vars":["x","y"]},"results":{"bindings":[{"x":{"type":"uri","value":"a:a"},'
        b'"y":{"type":"literal","value":"t","xml:lang":"en"}},{"x":{"type":"bnode","value":"z"}}]}}'
    )
    tsv = b'?x\t?y\n<a:a>\t"t"@en\n_:q\t\n'
    tables = [read_table(body, suffix, "") for body, suffix in ((xml, "srx"), (json, "srj"), (tsv, "tsv"))]
    first, *others = (found for found in tables if isinstance(found, Table))
    assert [same_table(first, other) for other in others] == [True, True]


def test_csv_keeps_texts_numbers_and_blank_nodes_apart() -> None:
    found = read_table(b"x,y\r\n_:n,1.0E6\r\na7,\r\n", "csv", "")
    assert isinstance(found, Table)
    assert found.rows == ({"x": BlankNode("n"), "y": Literal("1000000.0")}, {"x": Literal("a7")})


def test_the_answer_of_an_ask_is_read_from_both_formats() -> None:
    xml = b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>false</boolean></sparql>'
    assert read_table(xml, "srx", "") is False
    assert read_table(b'{"head":{},"boolean":true}', "srj", "") is True
