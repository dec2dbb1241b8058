"""Turn the engine's syntax errors into sentences with line, column, what stands there and what was expected."""

from __future__ import annotations

import re

from carec_kg.errors import QueryProblem

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
#: A token of the list of what was expected: a quoted mark, a character class, or a word.
_EXPECTED = re.compile(r'"(?:[^"\\]|\\.)*"|\[[^\]]*\](?:[^,]*)|[^\s,|][^,]*', re.DOTALL)
_UNKNOWN_PREFIX = "Prefix not found"
#: As many expectations as a reader takes in at a glance.
_SHOWN = 12
_FOUND_LENGTH = 20


def query_problem(error: SyntaxError, text: str) -> QueryProblem:
    """Return the problem with the query ``text`` that the engine stumbled over."""
    match = _PLACE.match(error.msg or "")
    if not match:
        return QueryProblem(error.msg or "The query does not parse.")
    line, column, rest = int(match[1]), int(match[2]), match[3]
    if _UNKNOWN_PREFIX in rest:
        name = _name_before(text, line, column)
        return QueryProblem(
            f"syntax error, the prefix of {name} is not declared; declare it with PREFIX.", line, column
        )
    return QueryProblem(f"syntax error {_found(text, line, column)}, {_expected(rest)}", line, column)


def _found(text: str, line: int, column: int) -> str:
    lines = text.split("\n")[line - 1 :]
    start = column - 1
    # The engine may stop within a word.
    while lines and 0 < start < len(lines[0]) and lines[0][start].isalnum() and lines[0][start - 1].isalnum():
        start -= 1
    rest = "\n".join(lines)[start:].strip()
    return f"before {rest[:_FOUND_LENGTH].splitlines()[0]!r}" if rest else "at the end of the query"


def _name_before(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    before = " ".join([*lines[: line - 1], lines[line - 1][: column - 1]]) if line <= len(lines) else text
    names = re.findall(r"[\w.-]*:[\w.-]*", before)
    return str(names[-1]) if names else "a name"


def _expected(rest: str) -> str:
    tokens = [token.strip() for token in _EXPECTED.findall(rest)]
    # The engine lists whole character classes among what it expected; they help nobody.
    named = [token for token in tokens if token and not token.startswith(("[", "'", "|", "\\"))]
    if not named:
        return "which cannot stand there."
    more = ", …" if len(named) > _SHOWN else ""
    return f"expected {'one of ' if len(named) > 1 else ''}{', '.join(named[:_SHOWN])}{more}."
