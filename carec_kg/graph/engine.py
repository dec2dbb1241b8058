"""The query face of the embedded engine: reads, never updates."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, cast

import pyoxigraph as ox

from carec_kg.errors import QueryProblem
from carec_kg.graph.answers import Answer, Row, Rows, Triples, YesNo
from carec_kg.graph.dataset_clause import read_dataset_clause
from carec_kg.graph.describing import select_described
from carec_kg.graph.description import Description, describe_things
from carec_kg.graph.graph_sets import open_graphs
from carec_kg.graph.known_prefixes import prefixes_for
from carec_kg.graph.query_errors import query_problem
from carec_kg.iris import BASE
from carec_kg.rdf.conversion import from_engine, to_engine, triple_from_engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from carec_kg.graph.graph_sets import GraphSet
    from carec_kg.rdf.terms import Term

#: What the engine gives: rows, a yes or no, the triples of a CONSTRUCT, or the whole of a DESCRIBE.
Result: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | Description


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query with what is bound in it and the graphs it sees; ``None`` means the query's own, or the data set's.

    ``default_graphs`` and ``named_graphs`` are graph names (IRIs, ``DEFAULT_GRAPH`` for the data set's default graph);
    named here, the query's FROM and FROM NAMED are void. ``row_cap`` bounds rows or triples.
    """

    text: str
    bindings: Mapping[str, Term] = field(default_factory=dict)
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    row_cap: int | None = None


class Engine:
    """A read-only data set in memory that answers SPARQL 1.1 queries."""

    def __init__(self, store: ox.Store, *, union: bool = False, beside: bool = False) -> None:
        """Take a store to read; ``union`` says that its default graph holds the triples of all others.

        With ``beside``, of all others but those of files that were loaded beside them.
        """
        self._store = store
        self._union = union
        self._holds_all = union and not beside

    @property
    def store(self) -> ox.Store:
        """Return what is read; for this floor only."""
        return self._store

    @property
    def holds_all(self) -> bool:
        """Return whether the default graph holds the triples of all others, without exception."""
        return self._holds_all

    @property
    def union(self) -> bool:
        """Return whether the default graph holds the triples of all others."""
        return self._union

    def merged(self, default_graphs: Sequence[str], named_graphs: Sequence[str] | None) -> Engine | None:
        """Return an engine over a copy in which these graphs are one, for the sake of many queries over it.

        ``None`` where the engine answers from what it holds.
        """
        graphs = open_graphs(self._store, default_graphs, named_graphs, union=self._holds_all)
        return None if graphs.store is self._store else Engine(graphs.store)

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

    def stream(self, text: str) -> Iterator[Row]:
        """Yield the rows of a SELECT one by one, however many there are; raise ``QueryProblem`` for another form."""
        result = self.run(QueryRequest(text))
        if not isinstance(result, ox.QuerySolutions):
            message = "A SELECT query was expected."
            raise QueryProblem(message)
        width = range(len(result.variables))
        for solution in result:
            yield tuple(None if solution[i] is None else from_engine(solution[i]) for i in width)

    def answer(self, request: QueryRequest) -> Answer:
        """Answer a request; at most ``row_cap`` rows or triples. Raise ``QueryProblem``."""
        result = self.run(request)
        if isinstance(result, ox.QueryBoolean):
            return YesNo(bool(result))
        if isinstance(result, ox.QueryTriples):
            return Triples([triple_from_engine(triple) for triple in islice(result, request.row_cap)])
        if isinstance(result, Description):
            return Triples([triple_from_engine(triple) for triple in result.triples])
        variables = tuple(variable.value for variable in result.variables)
        width = range(len(variables))
        rows: list[Row] = [
            tuple(None if solution[i] is None else from_engine(solution[i]) for i in width)
            for solution in islice(result, request.row_cap)
        ]
        return Rows(variables, rows)

    def run(self, request: QueryRequest) -> Result:
        """Start a request and return the engine's own result; for this floor and the sealed worker only.

        A query without BASE has the base of our own IRIs (RFC 3986, section 5.1.4): the address that it was sent to
        would make its meaning depend on the client's Host header.
        """
        if request.default_graphs is None and request.named_graphs is None:
            clause = read_dataset_clause(request.text)
            if clause:
                request = replace(request, default_graphs=clause.default_graphs, named_graphs=clause.named_graphs)
        graphs = open_graphs(self._store, request.default_graphs, request.named_graphs, union=self._holds_all)
        return _describe(graphs, request) or _evaluate(graphs, request)


def _describe(graphs: GraphSet, request: QueryRequest) -> Description | None:
    """Answer a DESCRIBE; ``None`` for another form, and for one that only the engine can judge."""
    selection = select_described(request.text)
    if selection is None:
        return None
    try:
        solutions = _evaluate(graphs, replace(request, text=selection))
    except QueryProblem:
        return None
    return describe_things(graphs, cast("ox.QuerySolutions", solutions), request.row_cap)


def _evaluate(graphs: GraphSet, request: QueryRequest) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    try:
        return graphs.store.query(
            request.text,
            base_iri=BASE,
            prefixes=prefixes_for(request.text),
            default_graph=graphs.default,
            named_graphs=graphs.named,
            substitutions={ox.Variable(name): to_engine(term) for name, term in request.bindings.items()},
        )
    except SyntaxError as error:
        raise query_problem(error, request.text) from None
