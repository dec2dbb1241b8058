"""Read a SELECT, an ASK or a CONSTRUCT for what it looks for, and say where in its text each part stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import QueryProblem
from carec_kg.evidence.diagnosis import Place
from carec_kg.evidence.lexing import CannotRead
from carec_kg.evidence.query_reading import read_query
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.query_tokens import find_form, read_tokens

if TYPE_CHECKING:
    from carec_kg.evidence.syntax import Query
    from carec_kg.rdf.query_tokens import Token

_ALL = "SELECT *"
#: Longer queries are not looked into.
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class QueryForm:
    """A query as a SELECT of all that it looks for: ``text``, of which ``query`` is read.

    ``source`` is the query as it was written; behind ``turn`` its text stands ``added`` characters earlier.
    """

    form: str
    source: str
    text: str
    query: Query
    turn: int = 0
    added: int = 0

    def find(self, start: int, end: int) -> Place:
        """Return the place in the source of a part of ``text``."""
        begin, finish = self._shift(start), self._shift(end)
        return place_in(self.source, begin, finish)

    def _shift(self, at: int) -> int:
        return at if at <= self.turn else max(self.turn, at - self.added)


def place_in(source: str, start: int, end: int) -> Place:
    """Return a place of a query, the space around it left out."""
    fragment = source[start:end]
    start += len(fragment) - len(fragment.lstrip())
    before = source[:start]
    return Place(fragment.strip(), before.count("\n") + 1, start - before.rfind("\n"), start)


def find_query_form(text: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE, empty where none is found."""
    tokens = list(read_tokens(text))
    at = find_form(tokens)
    return "" if at is None else tokens[at].text.upper()


def read_form(source: str) -> QueryForm:
    """Read a query that the engine takes; raise ``CannotRead`` with the reason for what is not looked into."""
    if len(source) > _LONGEST:
        message = f"it is longer than {_LONGEST:,} characters"
        raise CannotRead(message)
    tokens = list(read_tokens(source))
    at = find_form(tokens)
    form = "" if at is None else tokens[at].text.upper()
    if at is None or form == "DESCRIBE":
        message = "it is a DESCRIBE" if form else "its form was not found"
        raise CannotRead(message)
    if form == "SELECT":
        return QueryForm(form, source, source, read_query(source))
    text = _select_all(source, tokens, at)
    _check(text)
    word = tokens[at]
    return QueryForm(form, source, text, read_query(text), word.end, len(text) - len(source))


def _select_all(source: str, tokens: list[Token], at: int) -> str:
    """Return the query as a SELECT; a CONSTRUCT's template becomes space."""
    word = tokens[at]
    if word.is_word("ASK"):
        return source[: word.start] + _ALL + source[word.end :]
    after = tokens[at + 1] if len(tokens) > at + 1 else word
    end = word.end
    if after.text == "{":
        closing = next((one for one in tokens[at + 2 :] if one.text == "}" and one.depth == after.depth), after)
        end = closing.end
    template = "".join(letter if letter == "\n" else " " for letter in source[word.end : end])
    return source[: word.start] + _ALL.ljust(len(word.text)) + template + source[end:]


def _check(text: str) -> None:
    try:
        Workbench().answer(QueryRequest(text))
    except QueryProblem:
        message = "what it looks for cannot be asked by itself"
        raise CannotRead(message) from None
