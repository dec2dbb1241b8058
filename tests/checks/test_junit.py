from __future__ import annotations

from xml.etree import ElementTree as ET

from carec_kg.checks.finding import Finding, Severity
from carec_kg.checks.junit import write_junit
from carec_kg.errors import Position

BAD = Finding("b", "It is <bad> & \x07 loud.", position=Position("data/a.ttl", 2))
MILD = Finding("c", "It is mild.", Severity.WARNING)


def read(*findings: Finding, rules: dict[str, str] | None = None) -> ET.Element:
    return ET.fromstring(write_junit(findings, rules))  # noqa: S314 - our own output


def test_a_rule_with_a_violation_fails_with_every_finding() -> None:
    [case] = read(BAD, Finding("b", "Another.")).iter("testcase")
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("message") == "It is <bad> & \ufffd loud."
    assert failure.text == "data/a.ttl:2:1: violation: It is <bad> & \ufffd loud.\nviolation: Another."


def test_warnings_and_notes_are_output_of_a_case_that_passes() -> None:
    [case] = read(MILD).iter("testcase")
    assert case.find("failure") is None
    assert case.findtext("system-out") == "warning: It is mild."


def test_rules_without_a_finding_stand_as_passed() -> None:
    root = read(BAD, rules={"a": "It is so.", "b": "It is good."})
    assert [(case.get("name"), len(case)) for case in root.iter("testcase")] == [("a", 0), ("b", 1)]
    assert (root.get("tests"), root.get("failures")) == ("2", "1")


def test_no_finding_and_no_rule_is_an_empty_suite() -> None:
    root = read()
    assert root.get("tests") == "0"
    assert list(root.iter("testcase")) == []
