"""What pages read from the graph: rows and triples by queries of our own, labels in a language, and inquiries.

Everything goes to the sealed workers on the lane of the saved queries, as the answers of saved queries do.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.results import READABLE_FORMATS, read_answer
from carec_kg.iris import PREFIXES, compact
from carec_kg.rdf.media import N_TRIPLES
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.serving.messages import InquiryTask, QueryTask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.graph.answers import Answer
    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.rdf.terms import Term, Triple
    from carec_kg.serving.client import Pool
    from carec_kg.serving.messages import Lane, Task

_LABELS = ", ".join(f"<{PREFIXES[prefix]}{name}>" for prefix, name in (("rdfs", "label"), ("skos", "prefLabel")))
#: Things whose labels one query asks for.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Label:
    """What a thing is called, and in which language that is: empty where it has no label and its short name stands."""

    text: str
    language: str


class GraphReader:
    """Asks the pool on behalf of a page; ``timeout`` is in seconds for each question."""

    def __init__(self, pool: Pool, timeout: float) -> None:
        self._pool = pool
        self._timeout = timeout

    def select(self, text: str, **bindings: Term) -> Rows:
        """Return the rows of a SELECT; variables are bound as terms. Raise whatever the pool raises."""
        answer = self._pool.answer(
            QueryTask(QueryRequest(text, bindings), ("json",), timeout=self._timeout, lane="saved")
        )
        rows = read_answer(answer.body, answer.format)
        return rows if isinstance(rows, Rows) else Rows((), [])

    def construct(self, text: str, **bindings: Term) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE; raise whatever the pool raises."""
        answer = self._pool.answer(
            QueryTask(QueryRequest(text, bindings), (N_TRIPLES.name,), timeout=self._timeout, lane="saved")
        )
        return [quad.triple for quad in parse(answer.body, N_TRIPLES, "answer")]

    def run(self, text: str, *, inferred: bool = True, most: int | None = None) -> tuple[Answer, bool]:
        """Return the answer to a query of any kind, at most so many rows or triples, and whether there are more.

        ``inferred`` says whether to look at what only follows. Raise whatever the pool raises.
        """
        task = QueryTask(
            QueryRequest(text, row_cap=most),
            READABLE_FORMATS,
            inferred,
            paged=True,
            timeout=self._timeout,
            lane="saved",
        )
        answer = self._pool.answer(task)
        return read_answer(answer.body, answer.format), answer.cut

    def answer(self, task: Task) -> EncodedAnswer:
        """Return the answer to a task as bytes; raise whatever the pool raises."""
        return self._pool.answer(task)

    def inquire(
        self, kind: str, asked: Mapping[str, Any], *, inferred: bool = True, lane: Lane = "saved"
    ) -> dict[str, Any]:
        """Return the answer to an inquiry of ``evidence.desk``; raise whatever the pool raises.

        An inquiry about a stranger's query is for the lane ``free``.
        """
        answer = self._pool.answer(InquiryTask(kind, asked, inferred, timeout=self._timeout, lane=lane))
        found: dict[str, Any] = json.loads(answer.body)
        return found

    def labels(self, iris: Iterable[str], language: str) -> dict[str, Label]:
        """Return a label for each thing: in the language, else in English, else in none or any; else its short name."""
        wanted = list(dict.fromkeys(iris))
        found: dict[str, list[Literal]] = {}
        for start in range(0, len(wanted), _BATCH):
            values = " ".join(str(Iri(iri)) for iri in wanted[start : start + _BATCH])
            # The values come first: joined with a second table, the engine would try each pair of both.
            text = f"SELECT ?s ?n WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?n FILTER(?p IN ({_LABELS})) }}"
            for thing, name in self.select(text).rows:
                if isinstance(thing, Iri) and isinstance(name, Literal):
                    found.setdefault(thing.value, []).append(name)
        return {iri: choose_label(iri, found.get(iri, ()), language) for iri in wanted}


def choose_label(iri: str, names: Iterable[Literal], language: str) -> Label:
    """Return the label in the language, else in English, else in none, else in any; else the short name of the IRI."""
    ranks = {language: 0, "en": 1, None: 2}
    best = min(names, key=lambda name: (ranks.get(name.language, 3), name.value), default=None)
    return Label(best.value, best.language or "") if best else Label(compact(iri), "")
