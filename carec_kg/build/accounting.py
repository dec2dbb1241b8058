"""Account for the rows of tables at hand by the built-in ledger, and write the account."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem
from carec_kg.graph.manifest import list_graph_files
from carec_kg.iris import compact
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.terms import Quad
from carec_kg.sources.accounting import Account, HeldNumbers, account
from carec_kg.sources.rows import parse_ledger, read_table
from carec_kg.sources.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carec_kg.config import Content

#: The ledger, below ``data/``.
LEDGER = "reference/rows.csv"


def account_for(content: Content, folder: Path) -> Account:
    """Hold the tables of a folder against the ledger and the graphs of the content.

    Raise ``DataProblem`` for a ledger or table that is missing or no table, ``SyntaxProblem`` for data that does not
    parse.
    """
    path = content.data / LEDGER
    entries = parse_ledger(read_text(path), str(path))
    tables = [folder / name for name in sorted({entry.file for entry in entries})]
    absent = [str(table) for table in tables if not table.is_file()]
    if absent:
        message = f"There is no {absent[0]}; give the folder with the tables that the ledger names."
        raise DataProblem(message)
    rows = [row for table in tables for row in read_table(read_text(table), table.name)]
    quads = (Quad(*quad.triple, file.graph) for file in list_graph_files(content) for quad in read_file(file.path))
    return account(rows, entries, HeldNumbers(quads))


def write_account(found: Account, format_: str) -> str:
    """Return an account as text or JSON: every row with its graphs or the reason, then what is wrong."""
    if format_ == "json":
        return _write_json(found)
    return "\n".join([*_write_rows(found), *_write_findings(found), _summarise(found)]) + "\n"


def _write_rows(found: Account) -> Iterator[str]:
    for row, entry in found.rows:
        graphs = ", ".join(map(compact, entry.graphs)) if entry else ""
        yield f"{row.file}:{row.line}  {graphs or (entry.reason if entry else '') or '-'}"


def _write_findings(found: Account) -> Iterator[str]:
    for finding in found.findings:
        yield f"{finding.file}:{finding.line}: violation: {finding.message} [{finding.rule}]"


def _summarise(found: Account) -> str:
    held = sum(bool(entry and entry.graphs) for _, entry in found.rows)
    excused = sum(bool(entry and not entry.graphs and entry.reason) for _, entry in found.rows)
    rest = f"{excused:,} with a reason for none; {len(found.findings):,} findings."
    return f"{len(found.rows):,} rows: {held:,} held by a graph, {rest}"


def _write_json(found: Account) -> str:
    rows = [
        {
            "file": row.file,
            "line": row.line,
            "graphs": list(entry.graphs) if entry else [],
            "reason": (entry.reason if entry else None) or None,
        }
        for row, entry in found.rows
    ]
    findings = [
        {"rule": finding.rule, "file": finding.file, "line": finding.line, "message": finding.message}
        for finding in found.findings
    ]
    whole = {"passed": not found.findings, "rows": rows, "findings": findings}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
