from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from carec_kg.checks.finding import Finding, Severity
from carec_kg.checks.sarif import write_sarif
from carec_kg.errors import Position
from carec_kg.iris import ID
from carec_kg.rdf.terms import Iri

FINDING = Finding(
    "Figure-value", "A figure has one value.", focus=Iri(ID + "figure/x"), position=Position("data/my file.ttl", 12, 3)
)


def run(*findings: Finding, rules: dict[str, str] | None = None) -> dict[str, Any]:
    log = json.loads(write_sarif(findings, rules))
    assert log["version"] == "2.1.0"
    [only] = log["runs"]
    result: dict[str, Any] = only
    return result


def test_a_result_names_rule_level_message_and_place() -> None:
    [result] = run(FINDING)["results"]
    assert result["ruleId"] == "Figure-value"
    assert result["level"] == "error"
    assert result["message"] == {"text": "A figure has one value. (figure:x)"}
    [location] = result["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "data/my%20file.ttl", "uriBaseId": "CONTENT"}
    assert location["physicalLocation"]["region"] == {"startLine": 12, "startColumn": 3}
    assert location["logicalLocations"] == [{"fullyQualifiedName": ID + "figure/x", "kind": "element"}]


def test_severities_become_levels() -> None:
    findings = [replace(FINDING, severity=severity) for severity in Severity]
    assert [result["level"] for result in run(*findings)["results"]] == ["error", "warning", "note"]


def test_a_finding_without_any_place_has_no_locations() -> None:
    [result] = run(Finding("r", "m"))["results"]
    assert "locations" not in result


def test_every_rule_that_was_run_is_listed_and_results_point_at_theirs() -> None:
    only = run(FINDING, rules={"a": "It is so.", "Figure-value": "A value."})
    rules = only["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["Figure-value", "a"]
    assert rules[1]["shortDescription"] == {"text": "It is so."}
    assert [rules[result["ruleIndex"]]["id"] for result in only["results"]] == ["Figure-value"]


def test_a_finding_keeps_its_fingerprint_when_its_line_moves() -> None:
    moved = replace(FINDING, position=Position("data/my file.ttl", 99, 1))
    other = replace(FINDING, focus=Iri(ID + "figure/y"))
    prints = [run(finding)["results"][0]["partialFingerprints"] for finding in (FINDING, moved, other)]
    assert prints[0] == prints[1] != prints[2]


def test_the_same_findings_give_the_same_text() -> None:
    other = replace(FINDING, rule="a")
    assert write_sarif([FINDING, other]) == write_sarif([other, FINDING])
