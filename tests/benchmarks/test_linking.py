from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from benchmarks.linking import Case, hide, is_held_out, measure_case
from benchmarks.organizations import write_organizations
from carec_kg.linking.identifiers import Identifier
from carec_kg.linking.things import Name, Thing

if TYPE_CHECKING:
    from pathlib import Path

X = "http://example.org/"


def body(key: str, name: str) -> Thing:
    iri = f"https://w3id.org/carec-kg/id/organization/{key}"
    return Thing(iri, (Name(name, "en", preferred=True),), identifiers=frozenset({Identifier("ror", key)}))


def test_the_halves_are_halves_and_stay_so() -> None:
    held = [is_held_out(f"{X}{number}") for number in range(1000)]
    assert 450 < sum(held) < 550
    assert held[:4] == [is_held_out(f"{X}{number}") for number in range(4)]


def test_identifiers_are_hidden() -> None:
    assert [thing.identifiers for thing in hide([body("a", "World Bank")], position=True)] == [frozenset()]


def test_a_case_prints_both_halves_and_what_is_found_without_the_right_rows(tmp_path: Path) -> None:
    things = hide([body("adb", "Asian Development Bank"), body("wb", "World Bank")], position=False)
    table = tmp_path / "organizations.csv"
    gold = write_organizations(table, things, "http://example.org/row/")
    with table.open(encoding="utf-8") as file:
        assert sum(1 for _ in csv.reader(file)) > 4000
    said: dict[str, str] = {}
    measure_case(Case("bodies", table, "organization", things, gold), said.__setitem__)
    assert list(said)[:2] == ["bodies, tried on", "bodies, held out"]
    assert said["bodies, right rows taken out"] == "0 of 2 things find a wrong row"
