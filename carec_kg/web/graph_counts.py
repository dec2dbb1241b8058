"""How many triples each graph holds, asked of the pool once for each version of the data set. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import CarecError, OutOfMemory, OutOfTime
from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.results import READABLE_FORMATS, read_answer
from carec_kg.serving.messages import QueryTask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.rdf.terms import Term
    from carec_kg.serving.client import Pool

#: Graphs that a description lists at the most.
MOST_GRAPHS = 10_000

#: The row without a graph is the default graph's.
_COUNT = """SELECT ?graph (COUNT(*) AS ?triples) {
  { ?s ?p ?o } UNION { GRAPH ?graph { ?s ?p ?o } }
} GROUP BY ?graph ORDER BY ?graph"""


@dataclass(frozen=True, slots=True)
class GraphCounts:
    """Triples of the default graph and of each named graph; ``cut`` says that there are more graphs."""

    default: int
    named: Mapping[str, int]
    cut: bool = False


class GraphCounter:
    """Counts over a pool; what was counted is kept until the pool answers from another version."""

    def __init__(self, pool: Pool, timeout: float) -> None:
        self._pool = pool
        self._task = QueryTask(QueryRequest(_COUNT, row_cap=MOST_GRAPHS + 1), READABLE_FORMATS, timeout=timeout)
        self._kept: tuple[str, GraphCounts | None] | None = None

    def count(self) -> GraphCounts | None:
        """Return the counts; ``None`` where the pool cannot give them now, or not within its time and memory."""
        version = self._pool.current_version()
        if self._kept and self._kept[0] == version:
            return self._kept[1]
        try:
            answer = self._pool.answer(self._task)
        except (OutOfTime, OutOfMemory):
            self._kept = (version, None)
            return None
        except CarecError:
            return None
        rows = read_answer(answer.body, answer.format)
        counts = _read_counts(rows.records(), cut=answer.cut) if isinstance(rows, Rows) else None
        self._kept = (answer.dataset, counts)
        return counts


def _read_counts(records: list[dict[str, Term]], *, cut: bool) -> GraphCounts:
    named = {row["graph"].value: int(row["triples"].value) for row in records if "graph" in row}
    return GraphCounts(sum(int(row["triples"].value) for row in records if "graph" not in row), named, cut)
