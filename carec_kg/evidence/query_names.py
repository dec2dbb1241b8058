"""The names of things in a query's text, with their places and what they stand for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.errors import QueryProblem
from carec_kg.graph.answers import Rows
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import FILE_PREFIXES, PREFIXES
from carec_kg.rdf.query_tokens import find_form, read_tokens
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carec_kg.rdf.query_tokens import Token
    from carec_kg.rdf.terms import Term

#: A local name that SPARQL takes without escapes.
_SIMPLE = re.compile(r"[^\W_](?:[\w-]*\w)?")
_XSD = PREFIXES["xsd"]


class NameUse(NamedTuple):
    """A name as it was written, and the place of its first letter in the query."""

    text: str
    start: int


class QueryNames:
    """The names of one query; the engine makes them whole, with the query's own prefixes and base."""

    def __init__(self, source: str) -> None:
        tokens = list(read_tokens(source))
        form = find_form(tokens) or 0
        self._prologue = source[: tokens[form].start] if tokens else ""
        self.uses = tuple(NameUse(token.text, token.start) for token in _list_names(tokens[form:]))
        self._terms: dict[str, Term | None] = {}
        self._resolve(dict.fromkeys(use.text for use in self.uses))

    def resolve(self, text: str) -> Term | None:
        """Return what a term stands for, written as in the query; ``None`` for what is no term."""
        if text not in self._terms:
            self._resolve([text])
        return self._terms[text]

    def iri_of(self, text: str) -> str:
        """Return the IRI that a name stands for, empty where it is none."""
        term = self.resolve(text)
        return term.value if isinstance(term, Iri) else ""

    def find(self, text: str) -> list[NameUse]:
        """Return the places where the query has this very name."""
        return [use for use in self.uses if use.text == text]

    def spell(self, iri: str, like: str) -> str:
        """Return an IRI as the query can have it: with the prefix of ``like``, with another that is known, or whole."""
        prefix, colon, local = like.partition(":")
        space = self.iri_of(like).removesuffix(local)
        names = [f"{prefix}:{iri.removeprefix(space)}"] if colon and not like.startswith("<") and space else []
        spaces = sorted(FILE_PREFIXES.items(), key=lambda item: -len(item[1]))
        names += [f"{known}:{iri.removeprefix(space)}" for known, space in spaces if iri.startswith(space)][:1]
        for name in names:
            if _SIMPLE.fullmatch(name.partition(":")[2]) and self.iri_of(name) == iri:
                return name
        return str(Iri(iri))

    def _resolve(self, texts: Iterable[str]) -> None:
        wanted = list(texts)
        found = self._ask(wanted)
        if found is None:
            # One that is no term spoils all: each by itself.
            found = [one[0] if (one := self._ask([text])) else None for text in wanted]
        self._terms.update(zip(wanted, found, strict=True))

    def _ask(self, texts: Sequence[str]) -> list[Term | None] | None:
        columns = " ".join(f"?t{i}" for i in range(len(texts)))
        text = f"{self._prologue}\nSELECT * WHERE {{ VALUES ({columns}) {{ ({' '.join(texts)}) }} }}"
        try:
            answer = Workbench().query(text)
        except (QueryProblem, ValueError):
            return None
        if not isinstance(answer, Rows) or len(answer.rows) != 1:
            return None
        values = dict(zip(answer.variables, answer.rows[0], strict=True))
        return [values[f"t{i}"] for i in range(len(texts))] if len(values) == len(texts) else None


def _list_names(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the names that a query's patterns, values and expressions have: no datatypes, no graphs of FROM."""
    for at, token in enumerate(tokens):
        before = [one.text.upper() for one in tokens[max(0, at - 2) : at]]
        if token.kind not in {"iri", "name"} or before == ["^", "^"] or before[-1:] == ["FROM"]:
            continue
        if before == ["FROM", "NAMED"] or token.text.startswith("xsd:") or token.text.startswith(f"<{_XSD}"):
            continue
        yield token
