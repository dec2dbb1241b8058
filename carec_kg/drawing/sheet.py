"""The rows of an answer as a drawing reads them: texts, numbers, days and units by the name of a column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Protocol

from carec_kg.drawing.amounts import name_qualifier, name_unit
from carec_kg.rdf.terms import Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carec_kg.drawing.words import Words

#: Columns that say something about the answer rather than about its subject; they never tell marks apart.
_ASIDE = frozenset(
    (
        *("codes", "contradicted", "definition", "doubts", "edition", "elsewhere", "features", "lost", "otherwise"),
        *("page", "rank", "source", "why", "years"),
    )
)
#: Columns that name the document of a row.
_SOURCES = ("edition", "source", "page")
_TELLING = frozenset({"string", "integer", "date", "year", "gYear"})


class DrawnColumn(Protocol):
    """What a drawing has to know of a column."""

    @property
    def name(self) -> str:
        """Return the name of the variable."""

    @property
    def type(self) -> str:
        """Return the type, as saved queries name it."""

    @property
    def help(self) -> str:
        """Return what the column means, as a sentence."""

    @property
    def unit(self) -> str | None:
        """Return the unit of all its values, if it has one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows with their columns; ``roles`` says which column plays which part in the drawing."""

    columns: tuple[DrawnColumn, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    roles: Mapping[str, str]
    words: Words

    def term(self, row: int, name: str) -> Term | None:
        """Return a cell; ``None`` where it is empty or there is no such column."""
        for index, column in enumerate(self.columns):
            if column.name == name:
                return self.rows[row][index]
        return None

    def text(self, row: int, name: str | None) -> str:
        """Return a cell as a reader sees it, things by their label; empty where there is nothing."""
        term = self.term(row, name) if name else None
        if isinstance(term, Iri):
            return self.words.labels.get(term.value) or short_name(term.value)
        return term.value if term else ""

    def number(self, row: int, name: str) -> Decimal | None:
        """Return a cell as a finite number, ``None`` where it is none."""
        try:
            value = Decimal(self.text(row, name))
        except InvalidOperation:
            return None
        return value if value.is_finite() else None

    def day(self, row: int, name: str | None) -> date | None:
        """Return a cell as a day; a year is its first day. ``None`` where it is neither."""
        term = self.term(row, name) if name else None
        found = term.value[:10] if isinstance(term, Literal) else ""
        try:
            return date(int(found), 1, 1) if found.isdecimal() else date.fromisoformat(found)
        except ValueError:
            return None

    def unit(self, row: int, name: str) -> str:
        """Return the unit of a number in words: of its own column, of the column ``unit`` beside it, or of all."""
        column = self.column(name)
        beside = self.text(row, f"{name}Unit") or (self.text(row, "unit") if column and column.type == "figure" else "")
        return name_unit(beside or (column.unit or "" if column else ""))

    def qualifier(self, row: int, name: str) -> str:
        """Return how the source states a number, empty where it is exact or nothing is said."""
        column = self.column(name)
        if column is None or column.type != "figure":
            return ""
        return name_qualifier(self.text(row, f"{name}Qualifier") or self.text(row, "qualifier"))

    def source(self, row: int) -> str:
        """Return the document that states a row, empty where no column names it."""
        return next((text for name in _SOURCES if (text := self.text(row, name))), "")

    def column(self, name: str) -> DrawnColumn | None:
        """Return a column by its name."""
        return next((column for column in self.columns if column.name == name), None)

    def title(self, name: str) -> str:
        """Return what a column means, without the full stop."""
        column = self.column(name)
        return column.help.rstrip(".") if column else name

    def telling(self, rows: Sequence[int], known: Sequence[str]) -> list[str]:
        """Return the columns that tell apart rows that are alike in the ``known`` ones: as few as do it.

        Of columns that do it equally well the first one is taken; what no column tells apart stays alike.
        """
        chosen: list[str] = []
        candidates = [column.name for column in self.columns if self._may_tell(column, known)]
        while candidates:
            base = self._kinds(rows, [*known, *chosen])
            best = max(candidates, key=lambda name: self._kinds(rows, [*known, *chosen, name]))
            if self._kinds(rows, [*known, *chosen, best]) == base:
                break
            chosen.append(best)
            candidates.remove(best)
        order = [column.name for column in self.columns]
        return sorted(chosen, key=order.index)

    def _may_tell(self, column: DrawnColumn, known: Sequence[str]) -> bool:
        name = column.name
        return (
            column.type in _TELLING
            and name not in known
            and name not in _ASIDE
            and not name.lower().endswith(("unit", "qualifier", "precision"))
        )

    def _kinds(self, rows: Sequence[int], names: Sequence[str]) -> int:
        return len({tuple(self.text(row, name) for name in names) for row in rows})


def short_name(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
