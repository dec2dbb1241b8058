"""A saved query under inspection, with its text read once and its lines counted from the top of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import Position, SyntaxProblem
from carec_kg.saved_queries.sparql_text import QueryText, read_text

if TYPE_CHECKING:
    from carec_kg.saved_queries.model import SavedQuery


@dataclass(frozen=True, slots=True)
class Case:
    """A query, its tokens, and the lines of the file above its text."""

    query: SavedQuery
    read: QueryText
    lines_above: int

    def at_header(self, message: str, line: int) -> SyntaxProblem:
        """Return a problem with a line of the header."""
        return SyntaxProblem(message, Position(self.query.path, line))

    def at_text(self, message: str, line: int = 1, column: int = 1) -> SyntaxProblem:
        """Return a problem with a line of the text, counted from the text's first."""
        return SyntaxProblem(message, Position(self.query.path, self.lines_above + line, column))


def open_case(query: SavedQuery) -> Case:
    """Read the text of a query for inspection."""
    above = query.source[: query.source.rindex(query.text.rstrip("\n"))].count("\n")
    return Case(query, read_text(query.text), above)
