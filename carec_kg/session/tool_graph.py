"""The graph as tools read it: rows, evidence and proofs from a pool of sealed workers, names from an index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from carec_kg.errors import UnknownName
from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.results import READABLE_FORMATS, read_answer
from carec_kg.iris import ID, compact, expand
from carec_kg.linking.reconciling_query import ReconciliationQuery
from carec_kg.rdf.terms import Iri
from carec_kg.serving.messages import InquiryTask, QueryTask, dump

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carec_kg.graph.answers import Answer
    from carec_kg.linking.reconciling import Reconciler
    from carec_kg.linking.reconciling_suggest import Completer
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.serving.client import Pool


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called: found by name or code, and by a beginning."""

    reconciler: Reconciler
    completer: Completer


@dataclass
class ToolGraph:
    """A graph that tools ask; ``make_names`` reads its index when it is first wanted, ``timeout`` is in seconds."""

    pool: Pool
    catalogue: Catalogue
    version: str
    make_names: Callable[[], Names]
    timeout: float = 10.0

    @cached_property
    def names(self) -> Names:
        """Return the index of names."""
        return self.make_names()

    @property
    def labels(self) -> Mapping[str, str]:
        """Return the labels of all that has one, English first."""
        return self.names.reconciler.graph.labels

    def ask(self, text: str, *, inferred: bool = True, row_cap: int | None = None) -> tuple[Answer, bool]:
        """Answer a query; return whether it was cut, too. Raise whatever the pool raises."""
        request = QueryRequest(text, row_cap=row_cap)
        answer = self.pool.answer(QueryTask(request, READABLE_FORMATS, inferred, paged=True, timeout=self.timeout))
        return read_answer(answer.body, answer.format), answer.cut

    def select(self, text: str) -> Rows:
        """Return the rows of a SELECT of our own."""
        rows, _ = self.ask(text)
        return rows if isinstance(rows, Rows) else Rows((), [])

    def inquire(self, kind: str, asked: Mapping[str, Any], *, inferred: bool = True) -> dict[str, Any]:
        """Return the answer to an inquiry of ``evidence.desk``; raise whatever the pool raises."""
        answer = self.pool.answer(InquiryTask(kind, asked, inferred, timeout=self.timeout))
        found: dict[str, Any] = json.loads(answer.body)
        return found

    def find_evidence(self, text: str, limit: int, *, inferred: bool = True) -> tuple[Rows, dict[str, Any]]:
        """Return the first rows of a SELECT with their evidence, in one run of it."""
        found = self.inquire("evidence", {"query": text, "limit": limit, "bindings": True}, inferred=inferred)
        document = {"head": {"vars": found["variables"]}, "results": {"bindings": found["bindings"]}}
        rows = read_answer(dump(document), "json")
        return rows if isinstance(rows, Rows) else Rows((), []), found

    def find_thing(self, text: str) -> str:
        """Return the IRI of a thing by IRI, short name or key; raise ``UnknownName`` with the nearest things."""
        graph = self.names.reconciler.graph
        place = graph.find_thing(text)
        if place is not None:
            return graph.things[place].iri
        iri = text.strip().removeprefix("<").removesuffix(">")
        if ":" in iri and "://" not in iri:
            try:
                iri = expand(iri)
            except ValueError:
                raise self._unknown(text) from None
        if "://" not in iri or not self._knows(Iri(iri)):
            raise self._unknown(text)
        return iri

    def _knows(self, thing: Iri) -> bool:
        pattern = f"{{ {{ {thing} ?p ?o }} UNION {{ ?s ?q {thing} }} }}"
        return bool(self.select(f"SELECT (1 AS ?known) {pattern} LIMIT 1").rows)

    def _unknown(self, text: str) -> UnknownName:
        near = self.names.reconciler.reconcile(ReconciliationQuery(text.rpartition("/")[2][:80], limit=3))
        return UnknownName("thing", text[:80], [f"{compact(ID + match.id)} ({match.name})" for match in near])
