"""Read a SELECT query into a tree (SPARQL 1.1 Query, section 19.8); the engine has found before that it parses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.expression_reading import Expressions
from carec_kg.evidence.lexing import CannotRead, Cursor
from carec_kg.evidence.pattern_reading import PatternReader
from carec_kg.evidence.syntax import (
    Bind,
    Block,
    Column,
    Element,
    Expression,
    Filter,
    Group,
    InGraph,
    Minus,
    Optional,
    Query,
    Select,
    SubSelect,
    Union,
    Values,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_AFTER_WHERE = ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def read_query(text: str) -> Query:
    """Read a SELECT query; raise ``CannotRead`` with the reason for another form, and for what is not explained."""
    cursor = Cursor(text)
    reader = _Reader(cursor)
    try:
        while cursor.peek().is_word("PREFIX", "BASE"):
            named = cursor.take().is_word("PREFIX")
            if named:
                cursor.take()
            cursor.take()
        prologue = cursor.slice(0)
        select = reader.read_select()
        if cursor.peek().kind != "end":
            raise cursor.problem(cursor.peek())
    except RecursionError:
        message = "its brackets are nested too deeply"
        raise CannotRead(message) from None
    uncut = _blank_out(text, cursor.slices)
    return Query(prologue, select, cursor.fresh_prefix, uncut, frozenset(cursor.terms), frozenset(cursor.functions))


def _blank_out(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


class _Reader:
    """Reads SELECT, groups and their elements."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._expressions = Expressions(cursor, self.read_group)
        self._blanks: dict[str, str] = {}

    def read_select(self) -> Select:
        cursor = self._cursor
        begin = cursor.expect("SELECT").start
        start = cursor.peek().start
        cursor.skip_word("DISTINCT", "REDUCED")
        columns = self._read_columns()
        head = cursor.slice(start)
        while cursor.skip_word("FROM"):
            cursor.skip_word("NAMED")
            cursor.take()
        cursor.skip_word("WHERE")
        group = self.read_group()
        keys = self._read_keys()
        having = self._read_having()
        position, sliced = self._read_position()
        values = self._read_values() if cursor.skip_word("VALUES") else None
        return Select(cursor.slice(begin), head, columns, group, keys, having, position, sliced, values)

    def _read_columns(self) -> tuple[Column, ...] | None:
        cursor = self._cursor
        if cursor.skip_mark("*"):
            return None
        columns = []
        while cursor.peek().kind == "variable" or cursor.peek().is_mark("("):
            columns.append(self._read_column())
        if not columns:
            raise cursor.problem(cursor.peek())
        return tuple(columns)

    def _read_column(self) -> Column:
        cursor = self._cursor
        if cursor.peek().kind == "variable":
            return Column("?" + cursor.take().text[1:])
        cursor.expect("(")
        expression = self._expressions.read_until_as()
        variable = ""
        if cursor.skip_word("AS"):
            variable = "?" + cursor.take().text[1:]
        cursor.expect(")")
        return Column(variable or cursor.make_variable(), expression)

    def _read_keys(self) -> tuple[Column, ...] | None:
        cursor = self._cursor
        if not cursor.skip_word("GROUP"):
            return None
        cursor.expect("BY")
        keys = []
        while not (self._at_end() or cursor.peek().is_word(*_AFTER_WHERE)):
            if cursor.peek().kind == "variable" or cursor.peek().is_mark("("):
                keys.append(self._read_column())
            else:
                keys.append(Column(cursor.make_variable(), self._expressions.read_constraint()))
        return tuple(keys)

    def _read_having(self) -> Expression | None:
        cursor = self._cursor
        if not cursor.peek().is_word("HAVING"):
            return None
        start = cursor.take().start
        conditions = []
        while not (self._at_end() or cursor.peek().is_word(*_AFTER_WHERE[1:])):
            conditions.append(self._expressions.read_constraint())
        exists = tuple(found for condition in conditions for found in condition.exists)
        return Expression(cursor.slice(start), exists=exists)

    def _read_position(self) -> tuple[str, bool]:
        """Read ORDER BY, LIMIT and OFFSET; return them as text, and whether they cut."""
        cursor = self._cursor
        start = cursor.peek().start
        if cursor.skip_word("ORDER"):
            cursor.expect("BY")
            while not (self._at_end() or cursor.peek().is_word(*_AFTER_WHERE[2:])):
                cursor.skip_word("ASC", "DESC")
                if cursor.peek().kind == "variable":
                    cursor.take()
                else:
                    self._expressions.read_constraint()
        sliced = False
        while cursor.peek().is_word("LIMIT", "OFFSET"):
            sliced = True
            word = cursor.take()
            cursor.slices.append((word.start, cursor.take().end))
        return cursor.slice(start).strip() if cursor.end > start else "", sliced

    def _at_end(self) -> bool:
        return self._cursor.peek().kind == "end" or self._cursor.peek().is_mark("}")

    def read_group(self) -> Group:
        """Read from ``{`` to ``}``."""
        cursor = self._cursor
        start = cursor.expect("{").start
        elements: list[Element] = []
        places: list[tuple[int, int]] = []
        while not cursor.skip_mark("}"):
            begin = cursor.peek().start
            elements.append(self._read_element())
            places.append((begin, cursor.end))
            cursor.skip_mark(".")
        return Group(tuple(elements), cursor.slice(start), tuple(places))

    def _read_element(self) -> Element:
        cursor = self._cursor
        token = cursor.peek()
        if token.is_word("SELECT"):
            return SubSelect(self.read_select())
        if token.is_mark("{"):
            branches = [self.read_group()]
            while cursor.skip_word("UNION"):
                branches.append(self.read_group())
            return Union(tuple(branches))
        read = self._readers().get(token.text.upper()) if token.kind == "word" else None
        if read:
            cursor.take()
            return read()
        patterns = PatternReader(cursor, self._blanks).read_block()
        if not patterns and cursor.peek() == token:
            raise cursor.problem(token)
        return Block(patterns)

    def _readers(self) -> dict[str, Callable[[], Element]]:
        return {
            "OPTIONAL": lambda: Optional(self.read_group()),
            "MINUS": lambda: Minus(self.read_group()),
            "GRAPH": self._read_in_graph,
            "FILTER": lambda: Filter(self._expressions.read_constraint()),
            "BIND": self._read_bind,
            "VALUES": self._read_values,
        }

    def _read_in_graph(self) -> InGraph:
        term = PatternReader(self._cursor, self._blanks).read_term()
        return InGraph(term, self.read_group())

    def _read_bind(self) -> Bind:
        column = self._read_column()
        if column.expression is None:
            raise self._cursor.problem(self._cursor.peek())
        return Bind(column.expression, column.variable)

    def _read_values(self) -> Values:
        """Read behind VALUES."""
        cursor = self._cursor
        start = cursor.peek().start
        variables = []
        bracketed = cursor.skip_mark("(")
        while cursor.peek().kind == "variable":
            variables.append("?" + cursor.take().text[1:])
        if bracketed:
            cursor.expect(")")
        cursor.expect("{")
        complete = True
        while not cursor.skip_mark("}"):
            token = cursor.take()
            complete = complete and not token.is_word("UNDEF")
            if token.kind == "end" or token.is_mark("{", "<<"):
                raise cursor.problem(token)
        return Values(f"VALUES {cursor.slice(start)}", tuple(variables), complete)
