"""Make a query ready to be explained: read it, and learn from the engine what its terms stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from carec_kg.evidence.failing import Unexplained
from carec_kg.evidence.query_reading import read_query
from carec_kg.evidence.syntax import UNREPEATABLE, Query
from carec_kg.graph.answers import Rows
from carec_kg.graph.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.rdf.terms import Term

#: Longer queries are not explained.
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that was read, and its terms by their text as the engine holds them."""

    query: Query
    terms: Mapping[str, Term]


@lru_cache(maxsize=256)
def prepare(text: str) -> Prepared:
    """Read a SELECT query that the engine takes; raise ``Unexplained`` with the reason for what is not explained."""
    if len(text) > _LONGEST:
        message = f"its query is longer than {_LONGEST:,} characters"
        raise Unexplained(message)
    query = read_query(text)
    fickle = sorted(query.functions & UNREPEATABLE)
    if fickle:
        message = f"{fickle[0]} gives another value at every run"
        raise Unexplained(message)
    return Prepared(query, _resolve(query))


def _resolve(query: Query) -> dict[str, Term]:
    """Let the engine make the terms whole, with the query's own prefixes and base, and in its own spelling."""
    terms = sorted(query.terms)
    if not terms:
        return {}
    columns = " ".join(f"?t{i}" for i in range(len(terms)))
    answer = Workbench().query(f"{query.prologue}\nSELECT * WHERE {{ VALUES ({columns}) {{ ({' '.join(terms)}) }} }}")
    if not isinstance(answer, Rows) or len(answer.rows) != 1:
        message = "its terms cannot be told apart"
        raise Unexplained(message)
    values = dict(zip(answer.variables, answer.rows[0], strict=True))
    resolved = {term: values[f"t{i}"] for i, term in enumerate(terms)}
    return {term: value for term, value in resolved.items() if value is not None}
