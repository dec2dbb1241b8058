"""Findings as SARIF 2.1.0, which code hosts show beside the lines of a change (OASIS SARIF 2.1.0)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from carec_kg.checks.finding import Finding, Severity, sort_findings
from carec_kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write_sarif(findings: Iterable[Finding], rules: Mapping[str, str] | None = None) -> str:
    """Return one SARIF run; ``rules`` gives the sentence of each rule that was run, also of those without a finding.

    File names are relative to the folder that was checked, which is the base ``CONTENT`` (section 3.14.14).
    """
    ordered = sort_findings(findings)
    sentences = {finding.rule: finding.rule for finding in ordered} | dict(rules or {})
    names = sorted(sentences)
    driver = {
        "name": "carec-kg",
        "version": __version__,
        "rules": [{"id": name, "shortDescription": {"text": sentences[name]}} for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"CONTENT": {"description": {"text": "The folder with ontology/, data/ and queries/."}}},
        "results": [_write_result(finding, names.index(finding.rule)) for finding in ordered],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _write_result(finding: Finding, index: int) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if finding.position:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": quote(finding.position.file), "uriBaseId": "CONTENT"},
            "region": {"startLine": finding.position.line, "startColumn": finding.position.column},
        }
    if finding.focus:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.focus.value, "kind": "element"}]
    # The line is left out, so that a finding keeps its identity when lines move.
    identity = "\n".join((finding.rule, finding.message, finding.about, finding.graph or ""))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + (f" ({finding.about})" if finding.about else "")},
        "partialFingerprints": {"finding/v1": hashlib.sha256(identity.encode()).hexdigest()},
    }
    return result | ({"locations": [location]} if location else {})
