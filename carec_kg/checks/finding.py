"""What a check finds: one value that every check gives and every report shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from carec_kg.iris import XSD_STRING, compact
from carec_kg.rdf.terms import Iri, Literal, order_term

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.errors import Position, SyntaxProblem
    from carec_kg.rdf.terms import Quad, Term, Triple


class Severity(StrEnum):
    """How bad a finding is; only a violation fails a build."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Return 0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, in a finished sentence.

    ``rule`` is the short name of the check; ``focus`` the node it is about, ``path`` the property (an IRI, or a
    path in SPARQL's notation), ``value`` the value that is wrong and ``graph`` the name of the graph where it stands,
    each as far as it is known. ``position`` is filled in by ``Placement`` where it is not known from the start.
    """

    rule: str
    message: str
    severity: Severity = Severity.VIOLATION
    focus: Term | None = None
    path: str | None = None
    value: Term | None = None
    position: Position | None = None
    graph: str | None = None

    @property
    def about(self) -> str:
        """Return focus, path and value in Turtle's short forms, as far as they are known."""
        parts = [_shorten(self.focus), compact(self.path) if self.path else "", _shorten(self.value)]
        return " ".join(part for part in parts if part)

    @property
    def order(self) -> tuple[object, ...]:
        """Return the key of the one order of findings: by file and line, those without a place last."""
        place = self.position
        where = (0, place.file, place.line, place.column) if place else (1, "", 0, 0)
        focus = order_term(self.focus) if self.focus else ()
        value = order_term(self.value) if self.value else ()
        return (where, self.severity.rank, self.rule, focus, self.path or "", value, self.message, self.graph or "")


def _shorten(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Iri):
        return compact(term.value)
    if isinstance(term, Literal) and not term.language and term.datatype != XSD_STRING:
        return f"{Literal(term.value)}^^{compact(term.datatype)}"
    return str(term)


def from_syntax(problem: SyntaxProblem) -> Finding:
    """Return the finding that a file does not parse."""
    return Finding("syntax", problem.message, position=problem.position)


def about_triple(
    rule: str, message: str, triple: Triple | Quad, severity: Severity = Severity.VIOLATION, graph: str | None = None
) -> Finding:
    """Return a finding about one statement, such as an axiom outside of OWL 2 RL or the last premise of a clash.

    A quad brings its own graph; ``graph`` is for a triple whose graph is known.
    """
    name = graph or getattr(triple, "graph", None)
    return Finding(rule, message, severity, triple.subject, triple.predicate.value, triple.object, None, name)


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings in their one order, each once."""
    return sorted(set(findings), key=lambda finding: finding.order)


def count_findings(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings there are of each severity, the worst first; zeros included."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


def exit_code(findings: Iterable[Finding]) -> int:
    """Return what the command line exits with: 1 if there is a violation, else 0."""
    return int(any(finding.severity is Severity.VIOLATION for finding in findings))
