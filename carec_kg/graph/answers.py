"""What a query gives: rows, triples or a yes-no, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from carec_kg.rdf.terms import Term, Triple

Row: TypeAlias = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The result of SELECT; ``None`` in a row is an unbound variable."""

    variables: tuple[str, ...]
    rows: list[Row]

    def records(self) -> list[dict[str, Term]]:
        """Return each row as a mapping of the variables that are bound."""
        return [
            {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}
            for row in self.rows
        ]

    def texts(self) -> list[tuple[str, ...]]:
        """Return each row as lexical forms and IRIs; an unbound variable is the empty text."""
        return [tuple(term.value if term else "" for term in row) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Triples:
    """The result of CONSTRUCT or DESCRIBE, in the engine's order."""

    triples: list[Triple]


@dataclass(frozen=True, slots=True)
class YesNo:
    """The result of ASK."""

    value: bool


Answer: TypeAlias = Rows | Triples | YesNo
