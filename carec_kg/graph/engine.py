"""The query face of the embedded engine: reads, never updates."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from carec_kg.errors import QueryProblem
from carec_kg.graph.answers import Answer, Row, Rows, Triples, YesNo
from carec_kg.graph.query_errors import query_problem
from carec_kg.iris import PREFIXES
from carec_kg.rdf.conversion import from_engine, to_engine, triple_from_engine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.rdf.terms import Term


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query with what is bound in it and the graphs it sees; ``None`` means the data set's own.

    ``default_graphs`` and ``named_graphs`` are graph names (IRIs); ``row_cap`` bounds rows or triples.
    """

    text: str
    bindings: Mapping[str, Term] = field(default_factory=dict)
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    row_cap: int | None = None


class Engine:
    """A read-only data set in memory that answers SPARQL 1.1 queries."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def query(self, text: str, **bindings: Term) -> Answer:
        """Answer a query with variables bound by name; raise ``QueryProblem`` for one that does not parse."""
        return self.answer(QueryRequest(text, bindings))

    def select(self, text: str, **bindings: Term) -> Rows:
        """Answer a SELECT query; raise ``QueryProblem`` for another form."""
        answer = self.query(text, **bindings)
        if not isinstance(answer, Rows):
            message = "A SELECT query was expected."
            raise QueryProblem(message)
        return answer

    def answer(self, request: QueryRequest) -> Answer:
        """Answer a request; at most ``row_cap`` rows or triples. Raise ``QueryProblem``."""
        result = self.run(request)
        if isinstance(result, ox.QueryBoolean):
            return YesNo(bool(result))
        if isinstance(result, ox.QueryTriples):
            return Triples([triple_from_engine(triple) for triple in islice(result, request.row_cap)])
        variables = tuple(variable.value for variable in result.variables)
        width = range(len(variables))
        rows: list[Row] = [
            tuple(None if solution[i] is None else from_engine(solution[i]) for i in width)
            for solution in islice(result, request.row_cap)
        ]
        return Rows(variables, rows)

    def run(self, request: QueryRequest) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """Start a request and return the engine's own result; for this floor and the sealed worker only."""
        try:
            return self._store.query(
                request.text,
                prefixes=dict(PREFIXES),
                default_graph=_graphs(request.default_graphs),
                named_graphs=_graphs(request.named_graphs),
                substitutions={ox.Variable(name): to_engine(term) for name, term in request.bindings.items()},
            )
        except SyntaxError as error:
            raise query_problem(error, request.text) from None


def _graphs(names: tuple[str, ...] | None) -> list[Any] | None:
    return None if names is None else [ox.NamedNode(name) for name in names]
