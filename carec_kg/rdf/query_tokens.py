"""Split a SPARQL query into tokens, without a grammar.

The reader trusts that the engine parses the text. SPARQL's tokens depend on the grammar in one place, ``<`` amid an
expression, so what a stranger wrote can be read amiss here: whoever builds on it for such texts must check.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The forms of a query.
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

#: Terminals of SPARQL 1.1, section 19.8, as far as they matter here; the order decides.
_TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<blank>_:[\w.-]+)
    | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:%-]|\\.|\.(?=[\w:%\\.-]*[\w:%\\-]))*)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token of a query.

    ``depth`` counts the curly brackets around it, ``line`` counts from 1, ``start`` is in characters from 0.
    """

    kind: str
    text: str
    line: int
    depth: int
    start: int

    @property
    def end(self) -> int:
        """Return where the token ends, itself excluded."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of these keywords (given in capitals)."""
        return self.kind == "word" and self.text.upper() in words


def read_tokens(text: str) -> Iterator[Token]:
    """Split a query into tokens, comments and space left out."""
    line = 1
    depth = 0
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup or "mark", match[0]
        if word == "}":
            depth -= 1
        if kind != "space":
            yield Token(kind, word, line, depth, match.start())
        if word == "{":
            depth += 1
        line += word.count("\n")


def find_form(tokens: Sequence[Token]) -> int | None:
    """Return the place among the tokens of the word behind the prologue that says the query's form, if there is one."""
    at = 0
    while at < len(tokens):
        if tokens[at].is_word(*FORMS):
            return at
        kinds = [token.kind for token in tokens[at + 1 : at + 3]]
        if tokens[at].is_word("PREFIX") and kinds == ["name", "iri"]:
            at += 3
        elif (tokens[at].is_word("BASE") and kinds[:1] == ["iri"]) or (
            tokens[at].is_word("VERSION") and kinds[:1] == ["string"]
        ):
            at += 2
        else:
            return None
    return None
