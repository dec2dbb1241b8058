"""What the page of a query shows where no script runs: the rows as a table, a yes or no, or triples as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.graph.answers import Rows, YesNo
from carec_kg.graph.results import READABLE_FORMATS, read_answer
from carec_kg.iris import XSD_STRING, compact
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.reader import Label

#: Rows or triples that a page shows; the files have all of them.
MOST_ROWS = 200
#: Formats that ``show_answer`` takes, best first.
FORMATS = (READABLE_FORMATS[0], "turtle")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row: what to read, in which language, and for a thing its IRI; ``kind`` is for its style."""

    text: str
    kind: str
    language: str = ""
    iri: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer as the page shows it; ``count`` is of rows or triples shown, ``cut`` says that there are more."""

    kind: str
    count: int
    cut: bool
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truth: bool = False
    text: str = ""


def list_things(answer: EncodedAnswer) -> list[str]:
    """Return the IRIs in the rows of an answer, each once, for their labels."""
    found = read_answer(answer.body, answer.format) if answer.kind == "rows" else None
    rows: Iterable[tuple[Term | None, ...]] = found.rows if isinstance(found, Rows) else ()
    return list(dict.fromkeys(term.value for row in rows for term in row if isinstance(term, Iri)))


def show_answer(answer: EncodedAnswer, labels: Mapping[str, Label]) -> ShownAnswer:
    """Return an answer in one of ``FORMATS`` as a page shows it."""
    if answer.kind == "triples":
        return ShownAnswer("triples", answer.count, answer.cut, text=answer.body.decode("utf-8", "replace"))
    found = read_answer(answer.body, answer.format)
    if isinstance(found, YesNo):
        return ShownAnswer("yesno", 1, cut=False, truth=found.value)
    rows = found.rows if isinstance(found, Rows) else []
    columns = found.variables if isinstance(found, Rows) else ()
    cells = tuple(tuple(show_term(term, labels) for term in row) for row in rows)
    return ShownAnswer("rows", len(rows), answer.cut, columns, cells)


def show_term(term: Term | None, labels: Mapping[str, Label]) -> Cell:
    """Return a value as a cell: a thing by its label, a literal with its type in short, nothing as nothing."""
    if term is None:
        return Cell("", "unbound")
    if isinstance(term, Iri):
        label, short = labels.get(term.value), compact(term.value)
        if label is None or label.text == short:
            return Cell(short, "iri", iri=term.value)
        return Cell(label.text, "iri", label.language, term.value, short)
    if isinstance(term, Literal):
        typed = not term.language and term.datatype != XSD_STRING
        return Cell(term.value, "typed" if typed else "text", term.language or "", note=_name_type(term))
    return Cell(str(term), "blank")


def _name_type(literal: Literal) -> str:
    if literal.language:
        return literal.language
    return "" if literal.datatype == XSD_STRING else compact(literal.datatype)
