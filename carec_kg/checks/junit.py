"""Findings as JUnit XML, which build servers show as failed tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from carec_kg.checks.finding import Finding, Severity, sort_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Characters that XML 1.0 cannot hold, not even escaped (section 2.2).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(findings: Iterable[Finding], rules: Mapping[str, str] | None = None) -> str:
    """Return one test case a rule; it fails where there is a violation, other findings are its output.

    ``rules`` names the rules that were run, so that those without a finding stand as passed.
    """
    by_rule: dict[str, list[Finding]] = {name: [] for name in rules or {}}
    for finding in sort_findings(findings):
        by_rule.setdefault(finding.rule, []).append(finding)
    failed = sum(any(_is_violation(finding) for finding in group) for group in by_rule.values())
    counts = {"tests": str(len(by_rule)), "failures": str(failed), "errors": "0", "skipped": "0"}
    root = ET.Element("testsuites", counts)
    suite = ET.SubElement(root, "testsuite", {"name": "carec-kg check", **counts})
    for name in sorted(by_rule):
        _add_case(suite, name, by_rule[name])
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _add_case(suite: ET.Element, name: str, findings: list[Finding]) -> None:
    case = ET.SubElement(suite, "testcase", {"classname": "carec-kg", "name": name})
    violations = [finding for finding in findings if _is_violation(finding)]
    others = [finding for finding in findings if not _is_violation(finding)]
    if violations:
        failure = ET.SubElement(case, "failure", {"message": _clean(violations[0].message), "type": "violation"})
        failure.text = "\n".join(_describe(finding) for finding in violations)
    if others:
        ET.SubElement(case, "system-out").text = "\n".join(_describe(finding) for finding in others)


def _is_violation(finding: Finding) -> bool:
    return finding.severity is Severity.VIOLATION


def _describe(finding: Finding) -> str:
    place = f"{finding.position}: " if finding.position else ""
    about = f" ({finding.about})" if finding.about else ""
    return _clean(f"{place}{finding.severity.value}: {finding.message}{about}")


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
