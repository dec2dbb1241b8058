"""What can be seen in a query's text without running it: tokens, prefixes, form, order.

The reader trusts that the engine parses the text; it serves checks on the project's own files and guards nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.rdf.query_tokens import FORMS, Token, read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class QueryText:
    """A query's tokens and what they say."""

    tokens: tuple[Token, ...]

    @property
    def form(self) -> str:
        """Return SELECT, ASK, CONSTRUCT or DESCRIBE; empty where there is none."""
        return next((token.text.upper() for token in self.tokens if token.depth == 0 and token.is_word(*FORMS)), "")

    def words(self, *words: str) -> list[Token]:
        """Return the tokens that are one of these keywords (given in capitals)."""
        return [token for token in self.tokens if token.is_word(*words)]

    def declared_prefixes(self) -> dict[str, tuple[str, Token]]:
        """Return the prefixes that the prologue declares, with their namespace and place."""
        found = {}
        for keyword, name, iri in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False):
            if keyword.is_word("PREFIX") and name.kind == "name" and iri.kind == "iri":
                found[name.text[:-1]] = (iri.text[1:-1], name)
        return found

    def used_prefixes(self) -> dict[str, Token]:
        """Return each prefix that is used below the prologue, with its first place."""
        found: dict[str, Token] = {}
        for before, token in zip((None, *self.tokens), self.tokens, strict=False):
            if token.kind == "name" and not (before and before.is_word("PREFIX")):
                found.setdefault(token.text.partition(":")[0], token)
        return found

    def modifiers(self) -> Sequence[Token]:
        """Return the tokens below the last curly bracket: GROUP BY, HAVING, ORDER BY, LIMIT."""
        ends = [i for i, token in enumerate(self.tokens) if token.text == "}"]
        return self.tokens[ends[-1] + 1 :] if ends else ()

    def outer_words(self, *words: str) -> list[Token]:
        """Return the tokens that are one of these keywords outside of every curly bracket, below the first."""
        opened = next((i for i, token in enumerate(self.tokens) if token.text == "{"), len(self.tokens))
        return [token for token in self.tokens[opened:] if token.depth == 0 and token.is_word(*words)]

    def order_variables(self) -> tuple[str, ...]:
        """Return the variables that are keys of the outer ORDER BY by themselves, as ``?a`` or ``DESC(?a)``."""
        tail = list(self.modifiers())
        start = next((i for i, token in enumerate(tail) if token.is_word("ORDER")), None)
        if start is None:
            return ()
        keys: list[str] = []
        rest = tail[start + 2 :]
        while rest and not rest[0].is_word("LIMIT", "OFFSET"):
            key, rest = _take_key(rest)
            names = [token for token in key if token.text not in "()" and not token.is_word("ASC", "DESC")]
            if len(names) == 1 and names[0].kind == "variable":
                keys.append(names[0].text[1:])
        return tuple(keys)


def _take_key(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Split the first key off an ORDER BY: a variable, or everything up to the bracket that closes it."""
    depth = 0
    for at, token in enumerate(tokens, 1):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 and (token.text == ")" or token.kind == "variable"):
            return tokens[:at], tokens[at:]
    return tokens, []


def read_text(text: str) -> QueryText:
    """Split a query into tokens, comments and space left out."""
    return QueryText(tuple(read_tokens(text)))
