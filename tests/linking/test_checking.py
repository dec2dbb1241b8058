from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.linking.checking import RULES, check_links
from carec_kg.linking.comparing import compare_links
from carec_kg.linking.holdings import read_holdings
from carec_kg.linking.opening import open_file
from carec_kg.linking.table_source import TableOptions

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.config import Content


def add(content: Content, statement: str, name: str = "codes") -> None:
    path = content.data / "links" / f"{name}.ttl"
    path.write_text(path.read_text(encoding="utf-8") + statement + "\n", encoding="utf-8")


def test_links_that_are_right_have_no_finding(content: Content) -> None:
    assert check_links(read_holdings(content)) == []


@pytest.mark.parametrize(
    ("statement", "rule", "says"),
    [
        ('country:KAZ carec:numericCode "39" .', "link-identifier", "is not written as"),
        ('organization:adb carec:lei "549300X0MVH42CY8Q106" .', "link-identifier", "check digits"),
        ("place:almaty skos:exactMatch wd:Q0 .", "link-identifier", "'Q0' is not written as a Wikidata item"),
        ('place:almaty carec:unLocode "CNERC" .', "link-duplicate", "CNERC is the code of"),
        ('country:KAZ carec:alpha3Code "CHN" .', "link-duplicate", "CHN is the code of"),
        ('place:almaty carec:unLocode "CNALA" .', "link-country", "is filed under CN, where the thing does not lie"),
    ],
)
def test_codes_that_are_wrong_are_found(content: Content, statement: str, rule: str, says: str) -> None:
    add(content, statement)
    findings = check_links(read_holdings(content))
    assert any(finding.rule == rule and says in finding.message for finding in findings)
    assert {finding.rule for finding in findings} <= RULES.keys()


@pytest.mark.parametrize(
    ("statement", "rule", "count"),
    [
        ("place:almaty skos:exactMatch wd:Q1001036 .", "link-one-to-one", 2),
        ("place:almaty skos:closeMatch wd:Q1001036 .", "link-one-to-one", 0),
        ("place:erenhot owl:sameAs wd:Q7 .", "link-one-to-one", 2),
        ("place:erenhot skos:exactMatch wd:Q956 .", "link-contradiction", 1),
    ],
)
def test_identities_are_one_to_one_and_keep_to_refusals(
    content: Content, statement: str, rule: str, count: int
) -> None:
    add(content, statement, "wikidata")
    assert sum(finding.rule == rule for finding in check_links(read_holdings(content))) == count


@pytest.mark.parametrize(
    ("row", "rules"),
    [
        ("Q1001036,Erenhot,city,CN,43.65,111.98", []),
        ("Q1001036,Erenhot,city,CN,43.65,112.40", ["link-distance"]),
        ("Q1001036,Erenhot,country,CN,43.65,111.98", ["link-kind"]),
        ("Q1001036,Erenhot,border port,CN,43.65,111.98", []),
        ("Q1001036,Erenhot,city,MN,43.65,111.98", ["link-country"]),
        ("Q7,Elsewhere,country,MN,0,0", []),
    ],
)
def test_an_extract_is_held_against_the_links(content: Content, tmp_path: Path, row: str, rules: list[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"wikidata,name,type,country_code,lat,lon\n{row}\n", encoding="utf-8")
    findings, held = compare_links(read_holdings(content), open_file(path, TableOptions({})))
    assert [finding.rule for finding in findings] == rules
    assert held == int(row.startswith("Q1001036"))
    assert all(finding.is_doubt and "t.csv has" in finding.message for finding in findings)
