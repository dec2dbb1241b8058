"""Hold an answer against what its saved query promises."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import TYPE_CHECKING

from carec_kg.graph.answers import Answer, Row, Rows, Triples, YesNo
from carec_kg.iris import PREFIXES, compact
from carec_kg.rdf.terms import Iri, Literal, Term
from carec_kg.saved_queries.model import (
    Column,
    ColumnsExpected,
    CountExpected,
    Expectation,
    RowExpected,
    SavedQuery,
    YesNoExpected,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(
    _XSD + name for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
)
_NUMBERS = _INTEGERS | {_XSD + name for name in ("decimal", "double", "float")}
_TEXTS = frozenset({_XSD + "string", PREFIXES["rdf"] + "langString"})
#: The datatypes that a column of each type may hold.
_DATATYPES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "string": _TEXTS,
        "integer": _INTEGERS,
        "year": _INTEGERS,
        "decimal": _NUMBERS,
        "figure": _NUMBERS,
        "date": frozenset({_XSD + "date"}),
        "gYear": frozenset({_XSD + "gYear"}),
        "boolean": frozenset({_XSD + "boolean"}),
        "geometry": frozenset({PREFIXES["geo"] + "wktLiteral"}),
    }
)


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that an answer breaks, in a finished sentence.

    ``line`` is that of the promise in the query's file; ``row`` counts from 0 and is the row that it is about,
    be it the one that comes nearest to what was promised; ``columns`` are those of its cells that are to blame.
    """

    message: str
    line: int = 1
    row: int | None = None
    columns: tuple[str, ...] = ()


def check_answer(query: SavedQuery, answer: Answer) -> list[str]:
    """Return what is broken, in words, as ``find_breaches`` does."""
    return [breach.message for breach in find_breaches(query, answer)]


def find_breaches(query: SavedQuery, answer: Answer) -> list[Breach]:
    """Return what is broken in the answer to a query with its defaults.

    Beside the header's expectations every result keeps its columns, their types, and an order without ties.
    """
    broken = [
        breach if isinstance(breach, Breach) else Breach(breach, expectation.line)
        for expectation in query.expectations
        for breach in _check(query, expectation, answer)
    ]
    if isinstance(answer, Rows):
        declared = tuple(column.name for column in query.columns)
        if declared != answer.variables:
            broken.append(Breach(f"The columns are {', '.join(answer.variables)}, not {', '.join(declared)}."))
        else:
            broken += [found for at, column in enumerate(query.columns) for found in _check_cells(column, at, answer)]
        broken += _check_ties(query, answer)
    return broken


def _check(query: SavedQuery, expectation: Expectation, answer: Answer) -> Iterator[str | Breach]:
    if isinstance(expectation, CountExpected):
        yield from _check_count(expectation, answer)
    elif isinstance(expectation, YesNoExpected):
        if not isinstance(answer, YesNo) or answer.value != expectation.value:
            yield f"The answer is not {'yes' if expectation.value else 'no'}."
    elif not isinstance(answer, Rows):
        yield f"The answer to {query.slug} has no rows."
    elif isinstance(expectation, ColumnsExpected):
        if expectation.names != answer.variables:
            yield f"The columns are {', '.join(answer.variables)}, not {', '.join(expectation.names)}."
    else:
        yield from _check_row(expectation, answer)


def _check_count(expectation: CountExpected, answer: Answer) -> Iterator[str]:
    if isinstance(answer, YesNo):
        yield "The answer is a yes or no, without rows."
        return
    noun = "triple" if isinstance(answer, Triples) else "row"
    count = len(answer.triples) if isinstance(answer, Triples) else len(answer.rows)
    low, high = expectation.minimum, expectation.maximum
    if count < low or (high is not None and count > high):
        wanted = f"{low}" if low == high else f"{low} or more" if high is None else f"{low} to {high}"
        yield f"There {'is' if count == 1 else 'are'} {count} {noun}{'' if count == 1 else 's'}, expected {wanted}."


def _check_row(expectation: RowExpected, answer: Rows) -> Iterator[str | Breach]:
    wanted = " and ".join(f"{name}={_show(term)}" for name, term in expectation.cells)
    names = tuple(name for name, _ in expectation.cells)
    if set(names) - set(answer.variables):
        yield f"No row can have {wanted}: the columns are {', '.join(answer.variables)}."
        return
    matching = [i for i, row in enumerate(answer.rows) if not _differences(expectation, answer, row)]
    if expectation.absent:
        if matching:
            message = f"Row {matching[0]} has {wanted}, which no row should."
            yield Breach(message, expectation.line, matching[0], names)
    elif expectation.position is None and not matching:
        found, at = _describe_nearest(expectation, answer)
        yield _blame(expectation, answer, f"No row has {wanted}; {found}.", at)
    elif expectation.position is not None and expectation.position not in matching:
        found, at = _describe_place(expectation, answer, matching)
        yield _blame(expectation, answer, f"Row {expectation.position} has not {wanted}; {found}.", at)


def _blame(expectation: RowExpected, answer: Rows, message: str, at: int | None) -> Breach:
    """Return the breach with the cells of a row that differ; of a row that fits but stands elsewhere, all of them."""
    differing = [] if at is None else [name for name, _ in _differences(expectation, answer, answer.rows[at])]
    names = differing or [name for name, _ in expectation.cells]
    return Breach(message, expectation.line, at, tuple(names) if at is not None else ())


def _describe_place(expectation: RowExpected, answer: Rows, matching: list[int]) -> tuple[str, int | None]:
    position = expectation.position or 0
    if matching:
        return f"row {matching[0]} has", matching[0]
    if position >= len(answer.rows):
        return f"there are only {len(answer.rows)} rows", None
    return f"it has {_describe_differences(expectation, answer, answer.rows[position])}", position


def _describe_nearest(expectation: RowExpected, answer: Rows) -> tuple[str, int | None]:
    if not answer.rows:
        return "there are no rows at all", None
    scores = [_likeness(expectation, answer, row) for row in answer.rows]
    nearest = scores.index(max(scores))
    found = _describe_differences(expectation, answer, answer.rows[nearest])
    return f"the nearest, row {nearest}, has {found}", nearest


def _describe_differences(expectation: RowExpected, answer: Rows, row: Row) -> str:
    return " and ".join(f"{name}={_show(found)}" for name, found in _differences(expectation, answer, row))


def _differences(expectation: RowExpected, answer: Rows, row: Row) -> list[tuple[str, Term | None]]:
    cells = dict(zip(answer.variables, row, strict=True))
    return [(name, cells[name]) for name, wanted in expectation.cells if not _equals(wanted, cells[name])]


def _likeness(expectation: RowExpected, answer: Rows, row: Row) -> float:
    """Return how near a row is: one a cell that fits, less for a cell whose text is alike."""
    cells = dict(zip(answer.variables, row, strict=True))
    score = 0.0
    for name, wanted in expectation.cells:
        found = cells[name]
        if _equals(wanted, found):
            score += 1
        elif wanted and found:
            score += 0.9 * SequenceMatcher(None, wanted.value, found.value).ratio()
    return score


def _equals(wanted: Term | None, found: Term | None) -> bool:
    """Compare a cell with an expected value: numbers by value, texts by characters, languages where one is named."""
    if not isinstance(wanted, Literal) or not isinstance(found, Literal):
        return wanted == found
    if wanted.datatype == _XSD + "decimal" and found.datatype in _NUMBERS:
        return _number(wanted) == _number(found)
    return wanted.value == found.value and wanted.language in {None, (found.language or "").lower()}


def _number(literal: Literal) -> Decimal | None:
    try:
        return Decimal(literal.value)
    except InvalidOperation:
        return None


def _show(term: Term | None) -> str:
    if term is None:
        return "unbound"
    if isinstance(term, Iri):
        return compact(term.value)
    if isinstance(term, Literal) and term.datatype in _NUMBERS:
        return term.value
    return str(term)


def _check_cells(column: Column, at: int, answer: Rows) -> Iterator[Breach]:
    """Yield the first cell that is not of the column's type, and the first that is empty without leave."""
    cells = [(i, row[at]) for i, row in enumerate(answer.rows)]
    empty = next((i for i, cell in cells if cell is None), None)
    if empty is not None and not column.optional:
        message = f"Row {empty} has no {column.name}; a column that may be empty is marked 'optional'."
        yield Breach(message, column.line, empty, (column.name,))
    wrong = next(((i, cell) for i, cell in cells if cell is not None and not _is_of_type(column.type, cell)), None)
    if wrong:
        message = f"Row {wrong[0]} has {column.name}={_show(wrong[1])}, which is no {column.type}."
        yield Breach(message, column.line, wrong[0], (column.name,))


def _is_of_type(type_: str, cell: Term) -> bool:
    if type_ == "any":
        return True
    if type_ == "iri":
        return isinstance(cell, Iri)
    return isinstance(cell, Literal) and cell.datatype in _DATATYPES[type_]


def _check_ties(query: SavedQuery, answer: Rows) -> Iterator[Breach]:
    """Yield the first two rows that the order does not tell apart: their numbers would mean nothing."""
    keys = [answer.variables.index(name) for name in query.order if name in answer.variables]
    for i, (row, after) in enumerate(zip(answer.rows, answer.rows[1:], strict=False)):
        if all(row[key] == after[key] for key in keys):
            equal = ", ".join(query.order)
            message = f"Rows {i} and {i + 1} are equal in {equal}; add a column to ORDER BY that tells them apart."
            yield Breach(message, row=i)
            return
