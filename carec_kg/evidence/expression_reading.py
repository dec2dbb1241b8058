"""Read expressions as they were written; only the groups of EXISTS within them are read further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.syntax import Exists, Expression

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.evidence.lexing import Cursor
    from carec_kg.evidence.syntax import Group


class Expressions:
    """Reads expressions from a cursor; ``read_group`` reads the group of an EXISTS."""

    def __init__(self, cursor: Cursor, read_group: Callable[[], Group]) -> None:
        self._cursor = cursor
        self._read_group = read_group

    def read_constraint(self) -> Expression:
        """Read a bracketed expression, a call or an EXISTS."""
        return self._read(_Taking(constraint=True))

    def read_until_as(self) -> Expression:
        """Read an expression up to AS, or to the bracket that closes around it."""
        return self._read(_Taking(constraint=False))

    def _read(self, taking: _Taking) -> Expression:
        cursor = self._cursor
        outer, cursor.in_expression = cursor.in_expression, True
        start = cursor.peek().start
        try:
            while not self._is_done(taking):
                self._take(taking)
        finally:
            cursor.in_expression = outer
        cursor.functions |= taking.functions
        text = cursor.slice(start)
        return Expression(
            text,
            frozenset(taking.variables),
            tuple(taking.exists),
            frozenset(taking.functions),
            alone=len(taking.exists) == 1 and not taking.others,
        )

    def _is_done(self, taking: _Taking) -> bool:
        # What follows a constraint is no expression: it must not be looked at as if it were.
        if taking.constraint and taking.closed:
            return True
        token = self._cursor.peek()
        if token.kind == "end":
            raise self._cursor.problem(token)
        return not taking.constraint and taking.depth == 0 and (token.is_mark(")") or token.is_word("AS"))

    def _take(self, taking: _Taking) -> None:
        cursor = self._cursor
        token = cursor.take()
        if token.is_word("EXISTS"):
            negated, taking.negated = taking.negated, False
            cursor.in_expression = False
            taking.exists.append(Exists(self._read_group(), negated))
            cursor.in_expression = True
            taking.closed = taking.depth == 0
            return
        taking.negated = token.is_word("NOT")
        if token.is_mark("("):
            taking.depth += 1
        elif token.is_mark(")"):
            taking.depth -= 1
            taking.closed = taking.depth == 0
        elif token.is_mark("{", "}", "<<"):
            raise cursor.problem(token)
        else:
            taking.others = taking.others or not taking.negated
            self._note(taking)

    def _note(self, taking: _Taking) -> None:
        """Note a variable, or a function where its bracket follows."""
        cursor = self._cursor
        word = cursor.slice(cursor.last_start)
        if word[0] in "?$" and len(word) > 1:
            taking.variables.add("?" + word[1:])
        elif cursor.peek().is_mark("("):
            taking.functions.add(word.upper())


class _Taking:
    """What was found in an expression so far."""

    def __init__(self, *, constraint: bool) -> None:
        self.constraint = constraint
        self.depth = 0
        self.closed = False
        self.negated = False
        self.others = False
        self.variables: set[str] = set()
        self.exists: list[Exists] = []
        self.functions: set[str] = set()
