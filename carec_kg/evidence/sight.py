"""The graphs that a query sees, for the many small queries that explain it; every one of them is counted and timed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from carec_kg.errors import OutOfTime
from carec_kg.evidence.failing import Unexplained
from carec_kg.evidence.precedence import read_registers
from carec_kg.graph.answers import Rows
from carec_kg.graph.dataset_clause import read_dataset_clause
from carec_kg.graph.engine import Engine, QueryRequest
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import DEFAULT_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from carec_kg.evidence.model import Limits
    from carec_kg.rdf.terms import Quad


class Sight:
    """An engine with the graphs of one request; counts its queries, and ends when the time is over."""

    def __init__(self, engine: Engine, request: QueryRequest, limits: Limits, time_left: Callable[[], float]) -> None:
        clause = None
        if request.default_graphs is None and request.named_graphs is None:
            clause = read_dataset_clause(request.text)
        default = clause.default_graphs if clause else request.default_graphs
        self._default = (DEFAULT_GRAPH,) if default is None else default
        self._named = clause.named_graphs if clause else request.named_graphs
        self.engine = engine
        self.limits = limits
        self._queries_left = limits.queries
        self._time_left = time_left
        self._merged = engine.merged(self._default, self._named)

    @property
    def default_graphs(self) -> tuple[str, ...]:
        """Return the graphs whose merge is the default graph; ``DEFAULT_GRAPH`` is the data set's own."""
        return self._default

    @cached_property
    def registers(self) -> frozenset[str]:
        """Return the passages that are rows of registers, which are cited behind those of documents."""
        return read_registers(self.engine)

    def select(self, text: str, row_cap: int | None = None) -> Rows:
        """Answer a SELECT over the graphs that the request sees."""
        if self._merged is not None:
            return self._ask(self._merged, QueryRequest(text, {}, (DEFAULT_GRAPH,), None, row_cap))
        return self._ask(self.engine, QueryRequest(text, {}, self._default, self._named, row_cap))

    def select_all_graphs(self, text: str) -> Rows:
        """Answer a SELECT over all graphs of the engine."""
        return self._ask(self.engine, QueryRequest(text, {}, (DEFAULT_GRAPH,)))

    def replay(self, text: str, facts: Iterable[Quad], stated: Mapping[Quad, tuple[str, ...]], row_cap: int) -> Rows:
        """Answer a SELECT over some quads alone, put where the request sees them."""
        bench = Workbench(quad for fact in facts for quad in self._place(fact, stated))
        return self._ask(bench, QueryRequest(text, {}, self._default, self._named, row_cap))

    def _place(self, fact: Quad, stated: Mapping[Quad, tuple[str, ...]]) -> Iterable[Quad]:
        if fact.graph is not None:
            yield fact
            if self.engine.union:
                yield fact._replace(graph=None)
        elif DEFAULT_GRAPH in self._default:
            yield fact
        else:
            yield from (fact._replace(graph=graph) for graph in stated.get(fact, ()))

    def allow_rows(self, count: int) -> None:
        """Allow as many queries for each of so many rows as for one."""
        self._queries_left = self.limits.queries * max(1, count)

    def check_time(self) -> None:
        """Raise ``OutOfTime`` when the time is over."""
        if self._time_left() <= 0:
            message = "The time for this explanation is over; explain one row, or a page of fewer."
            raise OutOfTime(message)

    def _ask(self, engine: Engine, request: QueryRequest) -> Rows:
        self.check_time()
        self._queries_left -= 1
        if self._queries_left < 0:
            message = "explaining it takes more queries than are allowed"
            raise Unexplained(message)
        try:
            answer = engine.answer(request)
        except ValueError:
            message = "it has a term that RDF 1.1 does not have"
            raise Unexplained(message) from None
        if not isinstance(answer, Rows):
            message = "it is no SELECT query"
            raise Unexplained(message)
        return answer
