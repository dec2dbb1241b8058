"""Audit a text at hand against the built-in data, and write what the audit gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carec_kg.checks.audit import AuditReport, audit, read_reviewed
from carec_kg.errors import UnknownName
from carec_kg.graph.manifest import list_graph_files
from carec_kg.iris import SOURCE, compact
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.terms import Quad
from carec_kg.sources.document import Document, choose_document, read_documents
from carec_kg.sources.text import locate, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carec_kg.checks.audit import AuditedMention
    from carec_kg.config import Content

#: The file beside a source's ``source.ttl`` that lists words without a fact, each with a reason.
REVIEWED = "reviewed.csv"


def audit_file(content: Content, file: Path, source: str | None = None) -> tuple[AuditReport, str]:
    """Hold a text against the facts of its source; return the report and the text.

    ``source`` is its short name where it cannot be told from the text. Raise ``UnknownName`` for an unknown source,
    ``SyntaxProblem`` or ``DataProblem`` for data that does not parse.
    """
    text = read_text(file)
    files = list_graph_files(content)
    quads = [Quad(*quad.triple, file.graph) for file in files for quad in read_file(file.path)]
    document = _choose(read_documents(quads), text, source)
    described = next(file.path for file in files if file.graph == document.iri)
    return audit(document, text, quads, read_reviewed(described.with_name(REVIEWED))), text


def _choose(documents: list[Document], text: str, source: str | None) -> Document:
    if source is None:
        return choose_document(documents, text)
    for document in documents:
        if document.iri == SOURCE + source:
            return document
    raise UnknownName("source", source, [document.iri.removeprefix(SOURCE) for document in documents])


def write_audit(report: AuditReport, text: str, format_: str, *, everything: bool) -> str:
    """Return a report as text or JSON; with ``everything`` what is held is shown too, with its statement."""
    shown = [mention for mention in report.mentions if everything or mention.verdict == "uncovered"]
    if format_ == "json":
        return _write_json(report, shown)
    lines = [*_write_mentions(shown, text), *_write_findings(report), _summarise(report)]
    return "\n".join(lines) + "\n"


def _write_mentions(shown: list[AuditedMention], text: str) -> Iterator[str]:
    passage = None
    for audited in shown:
        if audited.passage.iri != passage:
            passage = audited.passage.iri
            yield f"{compact(passage)}"
        line, column = locate(text, audited.mention.start)
        because = audited.assertion.text if audited.assertion else audited.reason
        words = " ".join(audited.mention.words.split())
        yield f"  {line}:{column}  {audited.verdict:<9}  {audited.mention.kind:<7}  {words}  <-  {because}"


def _write_findings(report: AuditReport) -> Iterator[str]:
    for finding in report.findings:
        where = f"{compact(finding.passage)}: " if finding.passage else ""
        yield f"{where}{finding.message} [{finding.rule}]"


def _summarise(report: AuditReport) -> str:
    held, reviewed, uncovered = (len(report.having(verdict)) for verdict in ("held", "reviewed", "uncovered"))
    return (
        f"{report.passages} passages, {len(report.mentions)} mentions: {held} held by a statement, "
        f"{reviewed} reviewed as no fact, {uncovered} uncovered; {len(report.findings)} findings."
    )


def _write_json(report: AuditReport, shown: list[AuditedMention]) -> str:
    mentions = [
        {
            "passage": audited.passage.iri,
            "words": audited.mention.words,
            "kind": audited.mention.kind,
            "start": audited.mention.start,
            "end": audited.mention.end,
            "verdict": audited.verdict,
            "statement": audited.assertion.text if audited.assertion else None,
            "reason": audited.reason or None,
        }
        for audited in shown
    ]
    findings = [{"rule": f.rule, "message": f.message, "passage": f.passage} for f in report.findings]
    whole = {"document": report.document, "passed": report.passed, "mentions": mentions, "findings": findings}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
