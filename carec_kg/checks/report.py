"""Findings as text and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carec_kg.checks.finding import Finding, Severity, count_findings, sort_findings
from carec_kg.errors import DataProblem, Position
from carec_kg.iris import RDF_LANG_STRING
from carec_kg.rdf.terms import BlankNode, Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import Term


def summarize(findings: Iterable[Finding]) -> str:
    """Return one sentence that counts the findings by severity."""
    counts = count_findings(findings)
    if not any(counts.values()):
        return "Nothing found."
    words = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "note"}
    parts = [f"{number} {words[severity]}{'' if number == 1 else 's'}" for severity, number in counts.items() if number]
    return f"{', '.join(parts)}."


def write_text(findings: Iterable[Finding]) -> str:
    """Return a line a finding, ``file:line:column: severity: message (what it is about) [rule]``, and the summary."""
    ordered = sort_findings(findings)
    return "".join(f"{_write_line(finding)}\n" for finding in ordered) + summarize(ordered) + "\n"


def _write_line(finding: Finding) -> str:
    place = f"{finding.position}: " if finding.position else ""
    about = f" ({finding.about})" if finding.about else ""
    return f"{place}{finding.severity.value}: {finding.message}{about} [{finding.rule}]"


def write_json(findings: Iterable[Finding]) -> str:
    """Return the findings as a JSON array of objects; terms as in SPARQL 1.1 Query Results JSON."""
    records = [_to_record(finding) for finding in sort_findings(findings)]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def read_json(text: str) -> list[Finding]:
    """Return the findings of ``write_json``; raise ``DataProblem`` for anything else."""
    try:
        return [_from_record(record) for record in json.loads(text)]
    except (ValueError, KeyError, TypeError) as error:
        message = f"This is no report of findings: {error!r}; write one with `carec-kg check --format json`."
        raise DataProblem(message) from None


def _to_record(finding: Finding) -> dict[str, Any]:
    place = finding.position
    record = {
        "severity": finding.severity.value,
        "rule": finding.rule,
        "message": finding.message,
        "file": place and place.file,
        "line": place and place.line,
        "column": place and place.column,
        "focus": finding.focus and _to_binding(finding.focus),
        "path": finding.path,
        "value": finding.value and _to_binding(finding.value),
        "graph": finding.graph,
    }
    return {key: part for key, part in record.items() if part is not None}


def _to_binding(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    binding = {"type": "literal", "value": term.value}
    return binding | ({"xml:lang": term.language} if term.language else {"datatype": term.datatype})


def _from_record(record: dict[str, Any]) -> Finding:
    place = Position(record["file"], record["line"], record["column"]) if "file" in record else None
    return Finding(
        record["rule"],
        record["message"],
        Severity(record["severity"]),
        _from_binding(record.get("focus")),
        record.get("path"),
        _from_binding(record.get("value")),
        place,
        record.get("graph"),
    )


def _from_binding(binding: dict[str, str] | None) -> Term | None:
    if binding is None:
        return None
    kind, value = binding["type"], binding["value"]
    if kind == "uri":
        return Iri(value)
    if kind == "bnode":
        return BlankNode(value)
    return Literal(value, binding.get("datatype", RDF_LANG_STRING), binding.get("xml:lang"))
