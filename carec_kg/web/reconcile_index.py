"""The names of the graph in memory: what ``/reconcile`` and ``/search`` answer from.

They are read from the pool when they are first asked for, once in each process, and never changed.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import Busy
from carec_kg.graph.engine import QueryRequest
from carec_kg.linking.reconciling_graph import read_known_graph
from carec_kg.linking.search_entries import read_entries
from carec_kg.rdf.media import N_TRIPLES
from carec_kg.rdf.reading import parse
from carec_kg.serving.messages import QueryTask
from carec_kg.web.problems import RequestProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carec_kg.linking.reconciling import Reconciler
    from carec_kg.linking.reconciling_suggest import Completer
    from carec_kg.linking.search_index import SearchIndex
    from carec_kg.linking.search_model import SearchEntry
    from carec_kg.serving.client import Pool
    from carec_kg.web.settings import WebSettings

#: Triples that one web process holds in memory for this, some hundred bytes each.
MOST_TRIPLES = 200_000
#: Requests that are worked on at once in one process, and seconds that others wait for their turn.
_AT_ONCE, _PATIENCE = 4, 5.0
_OWN_DEFAULT = "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_UNION_DEFAULT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class ReconcileIndex:
    """What answers; ``dataset`` is the version that it was read from. ``search`` has words, and more than things."""

    reconciler: Reconciler
    completer: Completer
    dataset: str
    search: SearchIndex


class ReconcileIndexes:
    """The index of one edition of the data; an application over a new edition makes its own.

    ``more`` is what can be searched for beside what the graph holds.
    """

    def __init__(self, pool: Pool, settings: WebSettings, more: Sequence[SearchEntry] = ()) -> None:
        self._pool = pool
        self._settings = settings
        self._more = more
        self._making = threading.Lock()
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        self._index: ReconcileIndex | None = None
        self._refusal: RequestProblem | None = None

    @contextlib.contextmanager
    def use(self) -> Iterator[ReconcileIndex]:
        """Give the index for a piece of work; raise ``Busy``, and ``RequestProblem`` (404) where there is none."""
        if not self._turns.acquire(timeout=_PATIENCE):
            message = "The server reconciles for others; try again in a moment."
            raise Busy(message)
        try:
            yield self.find()
        finally:
            self._turns.release()

    def find(self) -> ReconcileIndex:
        """Return the index for a piece of work that takes no time; raise ``RequestProblem`` where there is none."""
        if self._index is None:
            with self._making:
                if self._refusal:
                    raise self._refusal
                if self._index is None:
                    self._index = self._make()
        return self._index

    def _make(self) -> ReconcileIndex:
        from carec_kg.linking.reconciling import Reconciler  # noqa: PLC0415 - rapidfuzz is heavy
        from carec_kg.linking.reconciling_suggest import Completer  # noqa: PLC0415
        from carec_kg.linking.search_index import SearchIndex  # noqa: PLC0415

        text = _UNION_DEFAULT if self._settings.union_default_graph else _OWN_DEFAULT
        query = QueryRequest(text, row_cap=MOST_TRIPLES)
        answer = self._pool.answer(QueryTask(query, ("ntriples",), timeout=self._settings.timeout, lane="saved"))
        if answer.cut:
            message = f"Reconciliation is for graphs of up to {MOST_TRIPLES:,} triples; this one has more."
            self._refusal = RequestProblem(404, message)
            raise self._refusal
        triples = parse(answer.body, N_TRIPLES, "answer")
        graph = read_known_graph(triples)
        if not graph.things:
            message = "There is nothing to reconcile with: nothing in this graph has an IRI and a name."
            self._refusal = RequestProblem(404, message)
            raise self._refusal
        reconciler = Reconciler(graph)
        search = SearchIndex([*read_entries(triples, graph), *self._more])
        return ReconcileIndex(reconciler, Completer(reconciler), answer.dataset, search)
