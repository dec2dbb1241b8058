"""Parse the files; what does not parse is a finding with file, line, column and what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.checks.finding import Finding, from_syntax
from carec_kg.errors import DataProblem, Position, SyntaxProblem
from carec_kg.rdf.canonical import relabel_blank_nodes
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.scanning import scan_turtle
from carec_kg.rdf.skolem import skolemise
from carec_kg.rdf.terms import Quad

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.checks.placement import CheckedFile


def parse_file(file: CheckedFile) -> tuple[list[Quad], list[Finding]]:
    """Parse one Turtle file into its graph; lexical forms are kept.

    Blank nodes have their canonical labels, or are the Skolem IRIs of ``file.scope`` and label. A file that does not
    parse gives no quads and one finding.
    """
    try:
        quads = parse(file.data, TURTLE, file.name)
    except SyntaxProblem as problem:
        return [], [from_syntax(_explain(problem, file))]
    except DataProblem as problem:
        return [], [Finding("syntax", str(problem), position=Position(file.name, 1))]
    named = relabel_blank_nodes(quads) if file.scope is None else skolemise(quads, file.scope)
    return [Quad(*quad.triple, file.graph) for quad in named], []


def parse_files(files: Iterable[CheckedFile]) -> tuple[list[Quad], list[Finding]]:
    """Parse every file, also after one that does not; return the quads of those that do, and the findings."""
    quads: list[Quad] = []
    findings: list[Finding] = []
    for file in files:
        read, found = parse_file(file)
        quads += read
        findings += found
    return quads, findings


def _explain(problem: SyntaxProblem, file: CheckedFile) -> SyntaxProblem:
    """Add what the scanner expected, where it stumbles over the same line: it names the word that is in the way."""
    message = problem.message.rstrip(".")
    try:
        scan_turtle(file.data.decode(), file.name)
    except SyntaxProblem as other:
        if other.position.line == problem.position.line:
            message = f"{message}: {other.message.rstrip('.')}"
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8 (byte {error.start}); save it as UTF-8"
    return SyntaxProblem(message + ".", problem.position)
