"""An answer as a table that people read: merged columns, worded values, numbered sources. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carec_kg.iris import compact
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.web.pages import values
from carec_kg.web.pages.figure_words import group_digits
from carec_kg.web.pages.reader import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carec_kg.graph.answers import Row, Rows
    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.columns import ShownColumn


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table: its kind, its text, in which language, and for a thing its IRI; ``number`` is of a source.

    ``before`` and ``after`` are what a figure's number stands between: qualifier and unit.
    """

    kind: str
    text: str = ""
    language: str = ""
    iri: str = ""
    number: int = 0
    before: str = ""
    after: str = ""

    @property
    def label(self) -> Label:
        """Return text and language."""
        return Label(self.text, self.language)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its place in the whole answer, from 0, and its cells."""

    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and lines, and the passages that the lines cite, in the order of their numbers from 1."""

    columns: tuple[ShownColumn, ...]
    lines: tuple[Line, ...]
    passages: tuple[str, ...]


@dataclass(slots=True)
class TableMaker:
    """Words rows in a language; ``labels`` has those of the things in them, ``first`` is the place of the first row."""

    language: str
    labels: Mapping[str, Label]
    first: int = 0
    _passages: dict[str, int] = field(default_factory=dict)

    def make(self, rows: Rows, columns: Sequence[ShownColumn]) -> Table:
        """Return the table of some rows."""
        places = {name: at for at, name in enumerate(rows.variables)}
        lines = []
        for at, row in enumerate(rows.rows):
            said = {name: row[place] for name, place in places.items()}
            lines.append(Line(self.first + at, tuple(self._cell(column, said) for column in columns)))
        return Table(tuple(columns), tuple(lines), self.passages)

    @property
    def passages(self) -> tuple[str, ...]:
        """Return the passages cited so far, in the order of their numbers."""
        return tuple(self._passages)

    def cite(self, passage: str) -> int:
        """Return the number of a passage on this page."""
        return self._passages.setdefault(passage, len(self._passages) + 1)

    def _cell(self, column: ShownColumn, said: Mapping[str, Term | None]) -> Cell:
        term = said.get(column.main)
        parts = {part: _text(said.get(name)) for part, name in column.parts.items()}
        if term is None and not parts.get("last"):
            return Cell("empty")
        if column.kind == "passage" and isinstance(term, Iri):
            return Cell("passage", number=self.cite(term.value), iri=term.value)
        if column.kind in {"figure", "number"} and isinstance(term, Literal):
            return self._figure(column, term.value, parts)
        if column.kind == "time":
            return Cell("time", self._time(parts))
        if column.kind == "truth" and isinstance(term, Literal):
            return Cell("truth", "true" if term.value in {"true", "1"} else "false", iri=column.main)
        return self._plain(term, said.get(column.parts.get("label", "")))

    def _figure(self, column: ShownColumn, value: str, parts: Mapping[str, str]) -> Cell:
        unit = parts.get("unit") or column.unit
        return Cell(
            "figure",
            group_digits(value),
            before=values.say_qualifier(parts.get("qualifier", "")),
            after=values.say_unit(self.language, unit, value),
        )

    def _time(self, parts: Mapping[str, str]) -> str:
        if "last" in parts:
            return values.say_time(self.language, parts["main"], parts["last"], parts.get("precision", ""))
        return values.say_date(self.language, parts["main"], parts.get("precision", ""))

    def _plain(self, term: Term | None, name: Term | None) -> Cell:
        if isinstance(term, Iri):
            return self._thing(term.value, name)
        if isinstance(term, Literal):
            kind = "number" if _is_number(term) else "text"
            return Cell(kind, term.value, term.language or "")
        return Cell("text", _text(term))

    def _thing(self, iri: str, name: Term | None) -> Cell:
        found = self.labels.get(iri)
        # The query's own words stand, but where the reader wants another language and the graph has it.
        wanted = found if found and found.language == self.language else None
        if wanted is None and isinstance(name, Literal):
            return Cell("thing", name.value, name.language or "", iri)
        label = found or Label(compact(iri), "")
        return Cell("thing", label.text, label.language, iri)


def things_in(rows: Iterable[Row]) -> list[str]:
    """Return the IRIs in some rows, each once."""
    return list(dict.fromkeys(term.value for row in rows for term in row if isinstance(term, Iri)))


def _text(term: Term | None) -> str:
    return term.value if term else ""


def _is_number(term: Literal) -> bool:
    return term.datatype.endswith(("#integer", "#decimal", "#double", "#float"))
