"""What a row relies on that is not there, with the row's values in the place of the query's variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carec_kg.evidence.lexing import Cursor
from carec_kg.evidence.model import Reliance
from carec_kg.evidence.value_words import show_value
from carec_kg.iris import RDF_TYPE
from carec_kg.rdf.terms import BlankNode, Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from carec_kg.evidence.lexing import Token
    from carec_kg.evidence.restricting import Binding
    from carec_kg.rdf.terms import Term

_AROUND = ("OPTIONAL", "FILTER", "NOT", "EXISTS", "MINUS")
_TRIPLE = 3
_HEADS = ("SELECT", "GROUP", "ORDER", "HAVING")


class AbsentTriple(NamedTuple):
    """A pattern of one triple, in a graph if it asks for one, that nothing matches; a text is a ``?variable``."""

    subject: Term | str
    predicate: Term | str
    object: Term | str
    graph: Term | str | None = None


def bind_text(text: str, solution: Binding, terms: Mapping[str, Term]) -> tuple[tuple[str, Term], ...]:
    """Return what the variables and names in a part of a query stand for, as far as it is known, in their order."""
    found: dict[str, Term] = {}
    for token in _read(text):
        term = solution.get(_name(token)) if token.kind == "variable" else terms.get(token.text)
        if term is not None and not isinstance(term, BlankNode):
            found.setdefault(token.text, term)
    return tuple(found.items())


def fill(reliance: Reliance) -> str:
    """Return the part of the query with the values in the place of the variables, without its comments."""
    values = dict(reliance.values)
    parts, position = [], 0
    in_head = False
    for token in _read(reliance.text):
        # What a sub-select projects, groups and orders are variables, and no values.
        in_head = token.is_word(*_HEADS) or (in_head and not token.is_mark("{", "}"))
        between = reliance.text[position : token.start]
        known = token.kind == "variable" and token.text in values and not in_head
        parts += [
            # Comments end with their line, and lines may be joined.
            " " if "#" in between else between,
            show_value(values[token.text]) if known else reliance.text[token.start : token.end],
        ]
        position = token.end
    return "".join(parts)


def list_open(reliance: Reliance) -> tuple[str, ...]:
    """Return the names of the variables that a part of the query leaves without a value, in their order."""
    values = dict(reliance.values)
    named = (token.text for token in _read(reliance.text) if token.kind == "variable" and token.text not in values)
    return tuple(dict.fromkeys(name[1:] for name in named))


def read_absent_triple(reliance: Reliance) -> AbsentTriple | None:
    """Return the one triple that the part of the query asks for; ``None`` where it asks for more, or something else."""
    if reliance.kind == "position":
        return None
    values = dict(reliance.values)
    tokens = [token for token in _read(reliance.text) if not (token.is_word(*_AROUND) or token.is_mark("{", "}", "."))]
    graph = None
    if tokens and tokens[0].is_word("GRAPH"):
        graph = _place(tokens[1], values) if len(tokens) > 1 else None
        tokens = tokens[2:] if graph else []
    terms = [_place(token, values) for token in tokens]
    if len(terms) != _TRIPLE or any(term is None for term in terms):
        return None
    subject, predicate, value = terms
    return AbsentTriple(subject or "", predicate or "", value or "", graph)


def _place(token: Token, values: Mapping[str, Term]) -> Term | str | None:
    if token.text in values:
        return values[token.text]
    if token.kind == "variable":
        return _name(token)
    return Iri(RDF_TYPE) if token.text == "a" else None


def unite(reliances: Iterable[Reliance]) -> tuple[Reliance, ...]:
    """Return reliances sorted, each part of the query once: of several solutions with the values that are common."""
    kept: dict[tuple[str, str], Reliance] = {}
    for one in reliances:
        key = (one.kind, one.text)
        other = kept.setdefault(key, one)
        common = tuple(item for item in other.values if item in one.values)
        kept[key] = Reliance(one.kind, one.text, common)
    return tuple(kept[key] for key in sorted(kept))


def _read(text: str) -> Iterator[Token]:
    cursor = Cursor(text)
    while (token := cursor.take()).kind != "end":
        yield token


def _name(token: Token) -> str:
    return f"?{token.text[1:]}"
