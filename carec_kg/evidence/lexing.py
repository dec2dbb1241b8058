"""Split a query into tokens one at a time, as its reader asks for them.

Only the grammar tells whether ``<`` opens an IRI or compares (SPARQL 1.1 Query, section 19.8): the reader says when it
is amid an expression, and there ``<`` after an operand compares.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from carec_kg.evidence.failing import Unexplained

_TOKEN = re.compile(
    r"""
      (?P<space>(?:\s+|\#[^\n\r]*)+)
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
    | (?P<language>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
    | (?P<number>(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+|\d*\.\d+|\d+)
    | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.|\.(?=[\w:%\\.-]*[\w:%\\-]))*)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>\^\^|&&|\|\||!=|<=|>=|<<|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERANDS = frozenset({"iri", "string", "variable", "language", "number", "name"})


class CannotRead(Unexplained):
    """A query that is not read here; the text is a reason that follows "because"."""


class Token(NamedTuple):
    """A token; ``start`` and ``end`` are in characters from 0."""

    kind: str
    text: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of these keywords (given in capitals)."""
        return self.kind == "word" and self.text.upper() in words

    def is_mark(self, *marks: str) -> bool:
        """Tell whether this is one of these marks."""
        return self.kind == "mark" and self.text in marks


class Cursor:
    """A place in a query's text; the next token can be looked at before it is taken."""

    def __init__(self, text: str) -> None:
        self.text = text
        #: Whether the reader is amid an expression.
        self.in_expression = False
        self._at = 0
        self._last: Token | None = None
        self._next: Token | None = None
        self._fresh = 0
        self.fresh_prefix = _free_prefix(text)
        self.terms: set[str] = set()
        self.functions: set[str] = set()
        #: Places of LIMIT and OFFSET with their numbers.
        self.slices: list[tuple[int, int]] = []

    @property
    def end(self) -> int:
        """Return where the token taken last ends."""
        return self._last.end if self._last else 0

    @property
    def last_start(self) -> int:
        """Return where the token taken last starts."""
        return self._last.start if self._last else 0

    def peek(self) -> Token:
        """Return the next token without taking it; at the end one of kind ``end``."""
        if self._next is None:
            self._next = self._read()
        return self._next

    def take(self) -> Token:
        """Take the next token."""
        token = self.peek()
        self._next, self._last = None, token
        return token

    def expect(self, text: str) -> Token:
        """Take the next token, which has to be this mark or word; raise ``CannotRead``."""
        token = self.take()
        if token.text.upper() != text:
            raise self.problem(token)
        return token

    def skip_word(self, *words: str) -> bool:
        """Take the next token if it is one of these keywords."""
        return bool(self.peek().is_word(*words) and self.take())

    def skip_mark(self, *marks: str) -> bool:
        """Take the next token if it is one of these marks."""
        return bool(self.peek().is_mark(*marks) and self.take())

    def slice(self, start: int) -> str:
        """Return the text from a place to the end of the token taken last."""
        return self.text[start : self.end]

    def make_variable(self) -> str:
        """Return a variable that the query does not have."""
        self._fresh += 1
        return f"?{self.fresh_prefix}{self._fresh}"

    def problem(self, token: Token) -> CannotRead:
        """Return the reason that this token gives for not reading on."""
        line = self.text.count("\n", 0, token.start) + 1
        found = repr(token.text[:20]) if token.text else "the end"
        return CannotRead(f"{found} in line {line} is beyond the part of SPARQL 1.1 that is explained")

    def _read(self) -> Token:
        start = self._at
        while match := _TOKEN.match(self.text, start):
            kind, text = match.lastgroup or "mark", match[0]
            if kind == "space":
                start = match.end()
                continue
            if self.in_expression and text.startswith("<") and self._after_operand():
                text = "<=" if self.text.startswith("<=", start) else "<"
                kind = "mark"
            self._at = start + len(text)
            return Token(kind, text, start, self._at)
        self._at = len(self.text)
        return Token("end", "", self._at, self._at)

    def _after_operand(self) -> bool:
        last = self._last
        return last is not None and (last.kind in _OPERANDS or last.is_mark(")") or last.is_word("TRUE", "FALSE"))


def _free_prefix(text: str) -> str:
    prefix = "w_"
    while prefix in text:
        prefix += "_"
    return prefix
