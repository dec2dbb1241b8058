"""Hold the rows of tables against the ledger and the graphs that it names: every row is accounted for, or found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from carec_kg.rdf.terms import Quad
    from carec_kg.sources.rows import RowEntry, TableRow

#: The columns whose number a graph must hold: the value of a fact, and an identifier that is all digits.
_VALUE, _UNIT, _IDENTIFIER = "object", "unit", "identifier"
_NUMBER = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(?: \(.*\))?")
_SCALES = {"thousand": Decimal(1_000), "million": Decimal(1_000_000), "billion": Decimal(1_000_000_000)}
_XSD = PREFIXES["xsd"]
_NUMERIC = frozenset(_XSD + name for name in ("decimal", "integer", "double"))
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
#: The rules that a row can break, each as a sentence.
ROW_RULES = {
    "row-listed": "Every row of a table that the ledger names is in the ledger.",
    "row-accounted": "A row has a graph that holds it, or a reason for none.",
    "row-unchanged": "The text of a row is the one that was read.",
    "row-present": "A row of the ledger is in its table.",
    "row-graph": "The graphs of a row exist.",
    "row-number": "The graphs of a row hold its number, or a reason says why they do not.",
}


@dataclass(frozen=True, slots=True)
class RowFinding:
    """A row that is not accounted for: the rule that it breaks, its file and line, and what to do, in a sentence."""

    rule: str
    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Account:
    """The rows in their order, each with its entry where there is one, and what is wrong."""

    rows: Sequence[tuple[TableRow, RowEntry | None]]
    findings: Sequence[RowFinding]


class HeldNumbers:
    """What numbers, years and codes the graphs hold."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._terms: dict[str, set[Term]] = {}
        for quad in quads:
            if quad.graph:
                self._terms.setdefault(quad.graph, set()).update((quad.subject, quad.object))
        self._numbers: dict[str, set[Decimal]] = {}
        self._texts: dict[str, set[str]] = {}

    def __contains__(self, graph: str) -> bool:
        """Return whether there is such a graph."""
        return graph in self._terms

    def holds(self, graph: str, number: Decimal, printed: str) -> bool:
        """Return whether a graph holds a number, or a year, code or key that is written like it."""
        if graph not in self._numbers:
            terms = self._terms.get(graph, set())
            literals = [term for term in terms if isinstance(term, Literal)]
            self._numbers[graph] = {Decimal(term.value) for term in literals if _is_number(term)}
            self._texts[graph] = {text for term in terms for text in _spell(term)}
        return number in self._numbers[graph] or printed in self._texts[graph]


def account(rows: Iterable[TableRow], entries: Iterable[RowEntry], held: HeldNumbers) -> Account:
    """Hold rows against the ledger and the graphs; the findings stand in the order of the rows."""
    ledger = {entry.place: entry for entry in entries}
    listed = [(row, ledger.get((row.file, row.line))) for row in rows]
    findings = [finding for row, entry in listed for finding in _check(row, entry, held)]
    places = {(row.file, row.line) for row, _ in listed}
    findings += [
        RowFinding("row-present", file, line, "The ledger has this row, the table does not; take it out of the ledger.")
        for file, line in ledger
        if (file, line) not in places
    ]
    return Account(listed, findings)


def read_number(cells: Mapping[str, str]) -> tuple[Decimal, str] | None:
    """Return the number that a row gives, in base units, and as it is printed; ``None`` where it gives none.

    It stands in the column ``object``, with "million" and its like in ``unit``, or is an ``identifier`` of digits.
    """
    found = _NUMBER.fullmatch(cells.get(_VALUE, ""))
    if found:
        word = cells.get(_UNIT, "").partition(" ")[0]
        return Decimal(found[1]) * _SCALES.get(word, Decimal(1)), found[1]
    identifier = cells.get(_IDENTIFIER, "")
    return (Decimal(identifier), identifier) if identifier.isascii() and identifier.isdigit() else None


def _check(row: TableRow, entry: RowEntry | None, held: HeldNumbers) -> Iterator[RowFinding]:
    for rule, message in _judge(row, entry, held):
        yield RowFinding(rule, row.file, row.line, message)


def _judge(row: TableRow, entry: RowEntry | None, held: HeldNumbers) -> Iterator[tuple[str, str]]:
    if entry is None:
        yield "row-listed", "The ledger does not have this row; state what it says and add its graph, or the reason."
        return
    if entry.sha256 != row.sha256:
        yield "row-unchanged", "The row is another than the one that was read; read it again and renew its digest."
    if not entry.graphs and not entry.reason:
        yield "row-accounted", "The ledger gives neither a graph nor a reason; give one of them."
    missing = [graph for graph in entry.graphs if graph not in held]
    for graph in missing:
        yield "row-graph", f"There is no graph <{graph}>; look for a renamed file."
    number = None if entry.reason or missing or not entry.graphs else read_number(row.cells)
    if number and not any(held.holds(graph, *number) for graph in entry.graphs):
        yield "row-number", f"None of its graphs holds {number[1]}; correct it there, or say in the ledger why not."


def _is_number(term: Literal) -> bool:
    return term.datatype in _NUMERIC and _PLAIN_NUMBER.fullmatch(term.value) is not None


def _spell(term: Term) -> Iterator[str]:
    """Yield the texts by which a term could be written in a table: a code, the last part of an IRI, a year."""
    if isinstance(term, Iri):
        yield term.value.rstrip("/").rpartition("/")[2]
    elif isinstance(term, Literal):
        yield term.value
        if term.datatype == _XSD + "date":
            yield term.value[:4]
