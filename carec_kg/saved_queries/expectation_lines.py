"""Read the ``expect`` entries of a header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES, expand
from carec_kg.rdf.terms import Iri, Literal, Term, text_literal
from carec_kg.saved_queries.model import (
    ColumnsExpected,
    CountExpected,
    Expectation,
    RowExpected,
    YesNoExpected,
)

if TYPE_CHECKING:
    from carec_kg.saved_queries.header_lines import Entry

_COUNT = re.compile(r"(?:rows|triples) (?:(\d+)|(\d+)\.\.(\d*))")
_ROW = re.compile(r"(no )?row(?: (\d+))?((?: +[A-Za-z]\w*=(?:\"[^\"]*\"(?:@[A-Za-z-]+)?|<[^>]*>|[^\s\"<]+))+)")
_CELL = re.compile(r"([A-Za-z]\w*)=(\"[^\"]*\"(?:@[A-Za-z-]+)?|<[^>]*>|[^\s\"<]+)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_DAY = re.compile(r"-?\d{4}-\d{2}(?:-\d{2})?")
_FORMS = (
    "'rows 5', 'rows 3..10', 'rows 3..', 'columns a b', 'row a=1 b=\"text\" c=<iri>', 'row 0 a=1', 'no row a=1', "
    "'yes', 'no' or 'triples 3..'"
)


def read_expectation(entry: Entry) -> Expectation:
    """Read one expectation; raise ``SyntaxProblem`` with the forms that there are."""
    words = entry.value.split()
    if entry.value in {"yes", "no"}:
        return YesNoExpected(entry.value == "yes", entry.line)
    if words[0] in {"rows", "triples"}:
        return _read_count(entry)
    if words[0] == "columns" and len(words) > 1:
        return ColumnsExpected(tuple(words[1:]), entry.line)
    row = _ROW.fullmatch(entry.value)
    if row and not (row[1] and row[2]):
        cells = tuple((cell[1], _read_value(entry, cell[2])) for cell in _CELL.finditer(row[3]))
        return RowExpected(cells, int(row[2]) if row[2] else None, absent=bool(row[1]), line=entry.line)
    raise entry.problem(f"{entry.value!r} is no expectation; expected {_FORMS}.")


def _read_count(entry: Entry) -> CountExpected:
    match = _COUNT.fullmatch(" ".join(entry.value.split()))
    if not match:
        raise entry.problem(f"{entry.value!r} is no number of rows; expected 'rows 5', 'rows 3..10' or 'rows 3..'.")
    if match[1]:
        return CountExpected(int(match[1]), int(match[1]), entry.line)
    maximum = int(match[3]) if match[3] else None
    if maximum is not None and maximum < int(match[2]):
        raise entry.problem(f"the range {match[2]}..{match[3]} is empty; write the smaller number first.")
    return CountExpected(int(match[2]), maximum, entry.line)


def _read_value(entry: Entry, text: str) -> Term | None:
    """Return the term that a value of an expectation stands for; numbers are decimals, whatever they equal."""
    if text == "unbound":
        return None
    if text.startswith('"'):
        body, _, language = text[1:].rpartition('"')
        return text_literal(body, language[1:].lower()) if language else Literal(body)
    if text.startswith("<"):
        return Iri(text[1:-1])
    if _NUMBER.fullmatch(text):
        return Literal(text, PREFIXES["xsd"] + "decimal")
    if _DAY.fullmatch(text) or text in {"true", "false"}:
        return Literal(text)
    try:
        return Iri(expand(text))
    except ValueError:
        message = f"{text!r} is no value; expected a number, a date, \"text\", <iri>, prefix:local or 'unbound'."
        raise entry.problem(message) from None
