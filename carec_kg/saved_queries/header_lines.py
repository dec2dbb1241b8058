"""Split the ``#+`` lines at the top of a query file into entries, and an entry into its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from carec_kg.errors import Position, SyntaxProblem

_ENTRY = re.compile(r"#\+ ([a-z]+):(?: +(.*))?")
_CONTINUATION = re.compile(r"#\+ {2,}(\S.*)")
_HEAD = re.compile(r"([A-Za-z][A-Za-z0-9_]*) +\(")


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``key: value`` of a header, its continuation lines joined; knows its file and line."""

    key: str
    value: str
    file: str
    line: int

    def problem(self, message: str) -> SyntaxProblem:
        """Return an error that points at this entry."""
        return SyntaxProblem(message, Position(self.file, self.line))


def split_header(source: str, file: str) -> tuple[list[Entry], int]:
    """Return the entries and the number of header lines; raise ``SyntaxProblem`` for a line that is neither."""
    lines = source.split("\n")
    count = next((i for i, line in enumerate(lines) if not line.startswith("#+")), len(lines))
    for number, line in enumerate(lines[count:], count + 1):
        if line.startswith("#+"):
            message = "a '#+' line below the header; all of them stand together at the top of the file."
            raise SyntaxProblem(message, Position(file, number))
    entries: list[Entry] = []
    for number, line in enumerate(lines[:count], 1):
        _take_line(line.rstrip(), entries, Position(file, number))
    return entries, count


def _take_line(line: str, entries: list[Entry], position: Position) -> None:
    if line == "#+":
        return
    entry = _ENTRY.fullmatch(line)
    if entry:
        entries.append(Entry(entry[1], (entry[2] or "").strip(), position.file, position.line))
        return
    continuation = _CONTINUATION.fullmatch(line)
    if continuation and entries:
        last = entries[-1]
        entries[-1] = Entry(last.key, f"{last.value} {continuation[1]}".strip(), last.file, last.line)
        return
    message = "expected '#+ key: value', or '#+   more' with two spaces or more to go on with the entry above."
    raise SyntaxProblem(message, position)


@dataclass(frozen=True, slots=True)
class Described:
    """The parts of ``name (clause, clause) Words.``."""

    name: str
    clauses: tuple[str, ...]
    help: str


def split_described(entry: Entry) -> Described:
    """Read ``name (type, …) Words.``; commas and brackets inside double quotes do not count."""
    head = _HEAD.match(entry.value)
    if not head:
        raise entry.problem(f"expected '{entry.key}: name (type, …) What it is.'")
    clauses = [""]
    quoted = False
    for at in range(head.end(), len(entry.value)):
        character = entry.value[at]
        if character == '"':
            quoted = not quoted
        if character == ")" and not quoted:
            return _described(entry, head[1], clauses, entry.value[at + 1 :].strip())
        if character == "," and not quoted:
            clauses.append("")
        else:
            clauses[-1] += character
    raise entry.problem(f"the bracket after {head[1]} is not closed; expected '{head[1]} (type, …) What it is.'")


def _described(entry: Entry, name: str, clauses: list[str], words: str) -> Described:
    stripped = tuple(clause.strip() for clause in clauses)
    if not all(stripped):
        raise entry.problem(
            f"an empty clause in the brackets of {name}; expected a type first, then for example 'unit USD'."
        )
    if not words:
        raise entry.problem(f"{name} has no description; say after the brackets what it is.")
    return Described(name, stripped, words)


def unquote(text: str) -> str:
    """Return the text without its double quotes, where it has them."""
    return text[1:-1] if len(text) >= 2 and text[0] == text[-1] == '"' else text
