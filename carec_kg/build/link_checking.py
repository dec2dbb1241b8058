"""Check the links and write what is found as every other finding is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.checks.finding import Finding, Severity, sort_findings
from carec_kg.checks.placement import CheckedFile, Placement
from carec_kg.graph.manifest import list_graph_files
from carec_kg.linking.checking import RULES, LinkFinding, check_links
from carec_kg.linking.comparing import compare_links
from carec_kg.linking.holdings import read_holdings
from carec_kg.linking.opening import open_file
from carec_kg.rdf.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carec_kg.config import Content
    from carec_kg.linking.table_source import TableOptions

__all__ = ["RULES", "check_link_files"]


def check_link_files(
    content: Content, extracts: Sequence[Path], options: TableOptions
) -> tuple[list[Finding], dict[str, int]]:
    """Check every link, and against each extract; return the findings, and how many links each extract holds.

    Raise ``CarecError`` where a data file or an extract is broken.
    """
    holdings = read_holdings(content)
    found = check_links(holdings)
    held = {}
    for path in extracts:
        compared, held[path.name] = compare_links(holdings, open_file(path, options))
        found += compared
    files = [
        CheckedFile(file.name, file.graph, read_bytes(file.path))
        for file in list_graph_files(content)
        if file.name.startswith("data/links/")
    ]
    placement = Placement(files, holdings.quads)
    return sort_findings(placement.place(_to_finding(finding)) for finding in found), held


def _to_finding(found: LinkFinding) -> Finding:
    severity = Severity.WARNING if found.is_doubt else Severity.VIOLATION
    quad = found.quad
    return Finding(
        found.rule, found.message, severity, quad.subject, quad.predicate.value, quad.object, None, quad.graph
    )
