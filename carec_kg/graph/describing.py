"""Turn a DESCRIBE into the SELECT that finds what is described (SPARQL 1.1 Query, section 16.4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carec_kg.rdf.query_tokens import find_form, read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.rdf.query_tokens import Token

_DESCRIBE = re.compile("describe", re.IGNORECASE)
#: Keywords that can stand behind what is described.
_BEHIND = ("FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def select_described(text: str) -> str | None:
    """Return a SELECT with what a DESCRIBE describes as its columns; ``None`` for a query of another form.

    What does not look like a DESCRIBE is none; a text that does not parse gives one that does not parse either.
    Nothing that can be read amiss stands before the place up to which tokens are looked at.
    """
    if not _DESCRIBE.search(text):
        return None
    tokens = list(read_tokens(text))
    form = find_form(tokens)
    if form is None or not tokens[form].is_word("DESCRIBE"):
        return None
    described = _take_described(tokens[form + 1 :])
    columns = _name_columns(described, text)
    if not columns:
        return None
    body = form + 1 + len(described)
    pattern = body + _dataset_size(tokens[body:])
    starts = [token.start for token in tokens] + [len(text)]
    prologue, dataset, rest = text[: starts[form]], text[starts[body] : starts[pattern]], text[starts[pattern] :]
    where = "" if pattern < len(tokens) and _opens_pattern(tokens[pattern]) else "\nWHERE {} "
    # A comment behind the last token must not swallow what is added: hence the line end.
    return f"{prologue}SELECT {columns} {dataset}{where}{rest}"


def _take_described(tokens: Sequence[Token]) -> Sequence[Token]:
    for at, token in enumerate(tokens):
        if token.text == "{" or token.is_word(*_BEHIND):
            return tokens[:at]
    return tokens


def _name_columns(described: Sequence[Token], text: str) -> str:
    """Return the columns: variables as they are, names under variables of their own; empty for anything else."""
    if [token.text for token in described] == ["*"]:
        return "*"
    columns: dict[str, str] = {}
    own = "described"
    while own in text:
        own += "_"
    for token in described:
        if token.kind == "variable":
            columns["?" + token.text[1:]] = token.text
        elif token.kind in {"iri", "name"}:
            columns.setdefault(token.text, f"({token.text} AS ?{own}{len(columns)})")
        else:
            return ""
    return " ".join(columns.values())


def _dataset_size(tokens: Sequence[Token]) -> int:
    """Return how many tokens the FROM clauses have that stand here."""
    at = 0
    while at < len(tokens) and tokens[at].is_word("FROM"):
        at += 3 if tokens[at + 1 : at + 2] and tokens[at + 1].is_word("NAMED") else 2
    return min(at, len(tokens))


def _opens_pattern(token: Token) -> bool:
    return token.text == "{" or token.is_word("WHERE")
