from __future__ import annotations

from decimal import Decimal

import pytest

from carec_kg.iris import expand
from carec_kg.rdf.terms import Iri, Literal, Quad, Term, text_literal
from carec_kg.sources.accounting import ROW_RULES, Account, HeldNumbers, account, read_number
from carec_kg.sources.rows import RowEntry, TableRow

GRAPH = "urn:graph"


def number(value: str, datatype: str = "xsd:decimal") -> Literal:
    return Literal(value, expand(datatype))


def held(*objects: Term) -> HeldNumbers:
    return HeldNumbers(Quad(Iri("urn:s"), Iri("urn:p"), object_, GRAPH) for object_ in objects)


def row(value: str = "4.5", unit: str = "hour", line: int = 2) -> TableRow:
    return TableRow("facts.csv", line, f"{value},{unit}", {"object": value, "unit": unit})


def entry(of: TableRow, graphs: tuple[str, ...] = (GRAPH,), reason: str = "") -> RowEntry:
    return RowEntry(of.file, of.line, of.sha256, graphs, reason)


def rules(found: Account) -> list[str]:
    return [finding.rule for finding in found.findings]


def test_a_row_whose_graph_holds_its_number_is_accounted_for() -> None:
    found = account([row()], [entry(row())], held(number("4.5")))
    assert found.findings == []
    assert found.rows == [(row(), entry(row()))]


def test_a_row_with_a_reason_is_accounted_for() -> None:
    assert rules(account([row()], [entry(row(), (), "not found")], held())) == []


def test_a_row_that_the_ledger_lacks_is_found_with_file_and_line() -> None:
    [finding] = account([row(line=7)], [], held()).findings
    assert (finding.rule, finding.file, finding.line) == ("row-listed", "facts.csv", 7)


def test_a_row_with_neither_graph_nor_reason_is_found() -> None:
    assert rules(account([row()], [entry(row(), ())], held())) == ["row-accounted"]


def test_a_row_whose_text_has_changed_is_found() -> None:
    changed = row(unit="minute")
    assert rules(account([changed], [entry(row())], held(number("4.5")))) == ["row-unchanged"]


def test_an_entry_without_a_row_is_found() -> None:
    [finding] = account([], [entry(row())], held(number("4.5"))).findings
    assert (finding.rule, finding.line) == ("row-present", 2)


def test_a_graph_that_does_not_exist_is_found() -> None:
    found = account([row()], [entry(row(), ("urn:gone", GRAPH))], held(number("4.5")))
    assert rules(found) == ["row-graph"]
    assert "<urn:gone>" in found.findings[0].message


@pytest.mark.parametrize("other", ["4.6", "45", "-4.5", "0.45"])
def test_a_graph_without_the_number_of_the_row_is_found(other: str) -> None:
    assert rules(account([row()], [entry(row())], held(number(other)))) == ["row-number"]


def test_one_of_several_graphs_may_hold_the_number() -> None:
    both = HeldNumbers([*_quads("urn:a", "1"), *_quads("urn:b", "4.5")])
    assert rules(account([row()], [entry(row(), ("urn:a", "urn:b"))], both)) == []


def _quads(graph: str, value: str) -> list[Quad]:
    return [Quad(Iri("urn:s"), Iri("urn:p"), number(value), graph)]


def test_a_reason_beside_a_graph_says_why_its_number_is_not_there() -> None:
    assert rules(account([row("0")], [entry(row("0"), (GRAPH,), "0 stands for none")], held(number("7")))) == []


@pytest.mark.parametrize(
    ("value", "unit", "object_"),
    [
        ("6.60", "hour", number("6.6")),
        ("13.04", "billion USD", number("13040000000")),
        ("15", "million tons/year", number("15000000")),
        ("1997", "year", number("1997-01-01", "xsd:date")),
        ("2019", "year", number("2019", "xsd:integer")),
        ("5", "corridor number", Iri("https://w3id.org/carec-kg/id/corridor/5")),
        ("54 (about)", "billion USD", number("54000000000")),
        ("-22", "percent", number("-22")),
        ("3", "", text_literal("3", "en")),
    ],
)
def test_a_number_is_held_in_base_units_as_a_year_or_as_a_code(value: str, unit: str, object_: Term) -> None:
    assert rules(account([row(value, unit)], [entry(row(value, unit))], held(object_))) == []


@pytest.mark.parametrize("value", ["", "Europe, East Asia", "2; 3; 6", "2019-11", "11 associations from 9 countries"])
def test_a_row_that_gives_no_number_needs_none(value: str) -> None:
    assert read_number({"object": value, "unit": ""}) is None
    assert rules(account([row(value)], [entry(row(value))], held(Iri("urn:o")))) == []


def test_an_identifier_of_digits_is_a_number_and_another_is_none() -> None:
    assert read_number({"identifier": "004"}) == (Decimal(4), "004")
    assert read_number({"identifier": "CNERC"}) is None
    link = Iri("https://sws.geonames.org/1538635/")
    of = TableRow("entities.csv", 2, "x", {"identifier": "1538635"})
    assert rules(account([of], [entry(of)], held(link))) == []


def test_a_literal_that_is_no_number_holds_none() -> None:
    assert rules(account([row()], [entry(row())], held(number("about 4.5")))) == ["row-number"]


def test_every_rule_is_a_sentence() -> None:
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in ROW_RULES.values())
    assert len(ROW_RULES) == 6
