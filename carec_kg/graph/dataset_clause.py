"""Find the graphs that a query's FROM and FROM NAMED name (SPARQL 1.1 Query, section 13.2).

The engine reads these clauses, and does not say what it read. Tokens can mislead (see ``rdf.query_tokens``), so what
was found is held against the engine's parser: a FROM that counts, misspelt, makes a syntax error, and one that stands
in a text, a comment or a name makes none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from carec_kg.errors import QueryProblem
from carec_kg.iris import BASE, FILE_PREFIXES
from carec_kg.rdf.query_tokens import find_form, read_tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from carec_kg.rdf.query_tokens import Token

_FROM = re.compile("from", re.IGNORECASE)
#: Letters that can stand in place of the F.
_DISGUISES = "jqxzkvwy"
_EMPTY = ox.Store()


class DatasetClause(NamedTuple):
    """The graphs that a query names, as absolute IRIs in their order; both empty is no clause."""

    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


class _Clause(NamedTuple):
    """One FROM: its keyword, the token with the graph's name, and how many tokens it has."""

    keyword: Token
    graph: Token
    named: bool
    size: int


def read_dataset_clause(text: str) -> DatasetClause | None:
    """Return the graphs that a query names; ``None`` where it names none, or does not parse.

    Raise ``QueryProblem`` where it cannot be told which FROM of the text is one.
    """
    places = {match.start() for match in _FROM.finditer(text)}
    if not places or not _parses(text):
        return None
    tokens = list(read_tokens(text))
    clauses = _find_clauses(tokens)
    others = places - {clause.keyword.start for clause in clauses}
    if others and not _parses(_misspell(text, others)):
        raise _doubt(text, min(others))
    if not clauses:
        return None
    form = find_form(tokens)
    first = clauses[0].keyword.start
    if form is None or _parses(_misspell(text, {first})):
        raise _doubt(text, first)
    return _resolve(text[: tokens[form].start], clauses)


def _parses(text: str) -> bool:
    """Tell whether the engine takes a text for a query; over an empty store there is next to nothing to evaluate."""
    try:
        _EMPTY.query(text, base_iri=BASE, prefixes=dict(FILE_PREFIXES))
    except SyntaxError:
        return False
    except (OSError, ValueError, RuntimeError):
        return True
    return True


def _find_clauses(tokens: Sequence[Token]) -> list[_Clause]:
    """Return the first clause outside of curly brackets and those that follow it at once."""
    at = next((i for i, token in enumerate(tokens) if _starts_clause(token)), None)
    clauses: list[_Clause] = []
    while at is not None and at < len(tokens) and (clause := _read_clause(tokens[at : at + 3])):
        clauses.append(clause)
        at += clause.size
    return clauses


def _starts_clause(token: Token) -> bool:
    return token.depth == 0 and token.is_word("FROM")


def _read_clause(tokens: Sequence[Token]) -> _Clause | None:
    if not _starts_clause(tokens[0]):
        return None
    named = len(tokens) > 1 and tokens[1].is_word("NAMED")
    size = 3 if named else 2
    if len(tokens) < size or tokens[size - 1].kind not in {"iri", "name"}:
        return None
    return _Clause(tokens[0], tokens[size - 1], named, size)


def _misspell(text: str, places: Collection[int]) -> str:
    """Return a text with the F of some FROM replaced by a letter that makes no word of the text anew."""
    lower = text.lower()
    letter = next((letter for letter in _DISGUISES if f"{letter}rom" not in lower), _DISGUISES[0])
    letters = list(text)
    for place in places:
        letters[place] = letter.upper() if letters[place] == "F" else letter
    return "".join(letters)


def _doubt(text: str, place: int) -> QueryProblem:
    before = text[:place]
    message = (
        "it cannot be told whether this FROM names a graph; put a space around it and around each operator, "
        "or name the graph with default-graph-uri."
    )
    return QueryProblem(message, before.count("\n") + 1, place - before.rfind("\n"))


def _resolve(prologue: str, clauses: Sequence[_Clause]) -> DatasetClause:
    """Let the engine make the names whole, with the query's own prefixes and base."""
    names = " ".join(clause.graph.text for clause in clauses)
    result = _EMPTY.query(
        f"{prologue} SELECT ?graph {{ VALUES ?graph {{ {names} }} }}", base_iri=BASE, prefixes=dict(FILE_PREFIXES)
    )
    graphs = [str(solution[0].value) for solution in result]  # type: ignore[union-attr]
    pairs = list(zip(clauses, graphs, strict=True))
    return DatasetClause(
        tuple(dict.fromkeys(graph for clause, graph in pairs if not clause.named)),
        tuple(dict.fromkeys(graph for clause, graph in pairs if clause.named)),
    )
