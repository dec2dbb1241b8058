"""The words of Turtle, each with its place in the text (Turtle 1.1, section 6.5)."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.errors import Position, SyntaxProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_START = _BASE + "_"
_CHARS = _START + r"\-0-9\u00b7\u0300-\u036f\u203f\u2040"
_ESCAPED_LOCAL = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_PREFIX = rf"(?:[{_BASE}](?:[{_CHARS}.]*[{_CHARS}])?)?:"
_LOCAL = rf"(?:[{_START}:0-9]|{_ESCAPED_LOCAL})(?:(?:[{_CHARS}.:]|{_ESCAPED_LOCAL})*(?:[{_CHARS}:]|{_ESCAPED_LOCAL}))?"

#: Kinds of words; the order matters where one kind could swallow the beginning of another.
_KINDS = {
    "space": r"[ \t\r\n]++",
    "comment": r"#[^\r\n]*+",
    "iri": r'<(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>',
    "text": (
        r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
        r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
        r'|"(?:[^"\\\r\n]|\\.)*+"'
        r"|'(?:[^'\\\r\n]|\\.)*+'"
    ),
    "blank": rf"_:[{_START}0-9](?:[{_CHARS}.]*[{_CHARS}])?",
    "name": rf"{_PREFIX}(?:{_LOCAL})?",
    "at": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*+",
    "double": r"[+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)[eE][+-]?[0-9]+",
    "decimal": r"[+-]?[0-9]*\.[0-9]+",
    "integer": r"[+-]?[0-9]+",
    "mark": r"\^\^|[.;,\[\]()]",
    "word": r"[A-Za-z]+",
}
_WORD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.DOTALL)
_IRIS_AND_STRINGS = re.compile(f"{_KINDS['iri']}|{_KINDS['text']}", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r|\n")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROLS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Token(NamedTuple):
    """A word: its kind (``iri``, ``name``, ``text``, ``mark``, ...), its text and its offset in code points."""

    kind: str
    text: str
    offset: int


class Lines:
    """The line ends of a text, to turn an offset into line and column, both from 1."""

    def __init__(self, text: str, name: str) -> None:
        self._name = name
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def locate(self, offset: int) -> Position:
        """Return the position of an offset; columns count code points."""
        line = bisect_right(self._starts, offset)
        return Position(self._name, line, offset - self._starts[line - 1] + 1)


def read_tokens(text: str, name: str) -> Iterator[Token]:
    """Yield the words of a Turtle text, comments among them; raise ``SyntaxProblem`` where none fits."""
    offset = 0
    while offset < len(text):
        match = _WORD.match(text, offset)
        if match is None:
            message = f"{text[offset]!r} begins no word of Turtle; look for an open quote or a stray character."
            raise SyntaxProblem(message, Lines(text, name).locate(offset))
        kind = match.lastgroup or ""
        if kind != "space":
            yield Token(kind, match[0], offset)
        offset = match.end()


def find_comments(text: str, name: str) -> list[Position]:
    """Return the place of every comment of a Turtle text that parses."""
    # Most files have none, and what is left without IRIs and strings says so much faster than the words do; an escaped
    # apostrophe in a name would look like a string.
    if "\\'" not in text and "#" not in _IRIS_AND_STRINGS.sub("", text):
        return []
    lines = Lines(text, name)
    return [lines.locate(token.offset) for token in read_tokens(text, name) if token.kind == "comment"]


def _replace_escape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CONTROLS.get(match[3], match[3])


def unescape(text: str) -> str:
    """Resolve the escapes of a string, an IRI or a local name (Turtle 1.1, section 6.4)."""
    return _ESCAPE.sub(_replace_escape, text) if "\\" in text else text


def unquote(text: str) -> str:
    """Return what a quoted string of any of the four forms says."""
    width = 3 if text.startswith(('"""', "'''")) else 1
    return unescape(text[width:-width])
