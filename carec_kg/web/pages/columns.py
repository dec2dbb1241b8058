"""Which columns of an answer belong together in one column of a page. No Flask here.

A name stands with its thing, a unit and a qualifier with their figure, two days and a precision with one another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from carec_kg.iris import CAREC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carec_kg.saved_queries.model import Column

Kind: TypeAlias = Literal["thing", "figure", "time", "passage", "truth", "number", "text"]

_PASSAGE = CAREC + "Passage"
_NUMBERS = frozenset({"integer", "decimal", "figure"})
_DAYS = frozenset({"date", "year", "gYear"})
#: How the first and the last day of a time are named.
_PAIRS = (("from", "to"), ("From", "To"), ("start", "end"))
#: Numbers that name something, and so have no thousands set off.
_NAMING = frozenset({"year", "ordinal", "line"})


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of a page: its kind, its heading, and the variables that it is made from by the part they play.

    Parts: ``main``, and by kind ``label`` · ``unit``, ``qualifier`` · ``last``, ``precision``. ``unit`` is a unit that
    the header of the query gives for all rows.
    """

    kind: Kind
    heading: str
    help: str
    parts: Mapping[str, str]
    unit: str = ""

    @property
    def main(self) -> str:
        """Return the variable that the column is about."""
        return self.parts["main"]


def plan_columns(columns: Sequence[Column]) -> list[ShownColumn]:
    """Return the columns of a page for those of a query, in the query's order."""
    plan = _Plan(columns)
    return [shown for column in columns if (shown := plan.take(column))]


def plan_variables(variables: Sequence[str]) -> list[ShownColumn]:
    """Return the columns of a page for a result of which nothing else is known."""
    return [ShownColumn("text", humanize(name), "", MappingProxyType({"main": name})) for name in variables]


def humanize(name: str) -> str:
    """Return a variable's name as words: ``directionName`` is "Direction name"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").lower()
    return words[:1].upper() + words[1:]


class _Plan:
    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = {column.name: column for column in columns}
        self._order = [column.name for column in columns]
        self._figures = [column.name for column in columns if column.type == "figure"]
        self._taken: set[str] = set()

    def take(self, column: Column) -> ShownColumn | None:
        """Return the column that begins with this one; ``None`` where another has it already."""
        if column.name in self._taken or self._belongs_to_later(column.name):
            return None
        kind, parts = self._read(column)
        parts = {"main": column.name, **{part: name for part, name in parts.items() if name}}
        self._taken.update(parts.values())
        heading = self._head(column, kind, parts)
        return ShownColumn(kind, heading, column.help, MappingProxyType(parts), column.unit or "")

    def _read(self, column: Column) -> tuple[Kind, dict[str, str]]:
        name = column.name
        if column.type == "iri":
            return ("passage", {}) if column.of_class == _PASSAGE else ("thing", {"label": self._label_of(name)})
        if column.type in _NUMBERS and name not in _NAMING:
            return self._read_number(column)
        if column.type in _DAYS:
            return "time", {"last": self._last_of(name), "precision": self._precision_of(name)}
        if column.type == "boolean":
            return "truth", {}
        return "text", {}

    def _read_number(self, column: Column) -> tuple[Kind, dict[str, str]]:
        name = column.name
        unit, qualifier = self._free(f"{name}Unit"), self._free(f"{name}Qualifier")
        if column.type == "figure":
            # What has no name of its own speaks of all figures of the row.
            unit, qualifier = unit or self._known("unit"), qualifier or self._alone("qualifier")
        return ("figure" if unit or qualifier or column.unit else "number"), {"unit": unit, "qualifier": qualifier}

    def _label_of(self, name: str) -> str:
        if own := self._free(f"{name}Name"):
            return own
        at = self._order.index(name)
        following = self._order[at + 1] if at + 1 < len(self._order) else ""
        return self._free("name") if following == "name" else ""

    def _last_of(self, name: str) -> str:
        for first, last in _PAIRS:
            if name.endswith(first) and (found := self._free(name.removesuffix(first) + last)):
                return found
        return ""

    def _precision_of(self, name: str) -> str:
        return self._free(f"{name}Precision") or self._free("precision")

    def _belongs_to_later(self, name: str) -> bool:
        """Return whether a column that comes later has this one as a part of it."""
        return any(
            name in {f"{other}Name", f"{other}Qualifier", f"{other}Unit", f"{other}Precision"}
            for other in self._order
            if other not in self._taken
        )

    def _head(self, column: Column, kind: Kind, parts: Mapping[str, str]) -> str:
        if kind == "time" and "last" in parts:
            return "When" if column.name in {"from", "start"} else humanize(column.name)
        return "Source" if column.name == "passage" else humanize(column.name.removesuffix("Name"))

    def _free(self, name: str) -> str:
        return name if name in self._columns and name not in self._taken else ""

    def _known(self, name: str) -> str:
        return name if name in self._columns else ""

    def _alone(self, name: str) -> str:
        return self._free(name) if len(self._figures) == 1 else ""
