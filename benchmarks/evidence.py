"""How long evidence and proofs take on the real graph: rows of saved questions, inferred triples, whole results."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING, Any

from carec_kg.build.ensuring import ensure_snapshot
from carec_kg.config import find_content
from carec_kg.evidence.holdings import hold_snapshot
from carec_kg.graph import snapshot as layout
from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.saved_queries.catalogue import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from carec_kg.graph.load import ServedData
    from carec_kg.graph.snapshot import Snapshot

#: Every so many inferred triples is proved.
_STRIDE = 40
_ROWS = 1_000
_WHOLE = f"SELECT ?thing ?name {{ ?thing a carec:Figure ; rdfs:label ?name }} LIMIT {_ROWS}"
_MUCH_TIME = 60.0


def measure_evidence(folder: Path, say: Callable[[str, str], None]) -> None:
    """Measure what the desk takes in this process, without a pool; in milliseconds, at the median and at worst."""
    snapshot = ensure_snapshot(find_content(), folder / "home", lambda _: None)
    data = hold_snapshot(str(snapshot.folder))
    # As in the process from which workers are forked: what is there for good is not searched for garbage.
    gc.collect()
    gc.freeze()
    for title, proofs in (
        ("evidence of a row of a saved question", 0),
        ("the same with its inferred triples proved", 1),
    ):
        _tell(say, title, [_ask(data, "explain", **asked, proofs=proofs) for asked in _list_rows(data, snapshot)])
    for title, proofs in (("proof of an inferred triple, the shortest", 1), ("five proofs of it", 5)):
        _tell(say, title, [_ask(data, "prove", **asked, proofs=proofs) for asked in _list_inferred(data)])
    (one,) = [_ask(data, "evidence", query=_WHOLE)]
    say(f"evidence of {_ROWS:,} rows together", f"{one[0] / 1000:8.2f} s")


def _ask(data: ServedData, kind: str, **asked: object) -> tuple[float, str]:
    """Return the milliseconds that an answer took, and what was asked."""
    begun = time.perf_counter()
    if data.desk:
        data.desk.answer(kind, asked, inferred=True, time_left=lambda: _MUCH_TIME)
    return 1000 * (time.perf_counter() - begun), str(asked.get("slug") or " ".join(map(str, asked.values())))[:60]


def _list_rows(data: ServedData, snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Yield the first, the middle and the last row of every saved question's answer to its defaults."""
    for query in read_catalogue(snapshot.path(layout.QUERIES), trusted=True):
        found = data.engine.answer(QueryRequest(query.text)) if query.kind == "select" else None
        if isinstance(found, Rows) and found.rows:
            last = len(found.rows) - 1
            for row in sorted({0, last // 2, last}):
                yield {"query": query.text, "row": row, "slug": f"{query.slug}, row {row}"}


def _list_inferred(data: ServedData) -> Iterator[dict[str, str]]:
    rows = data.engine.select("SELECT ?s ?p ?o { GRAPH graph:inferred { ?s ?p ?o } } ORDER BY ?s ?p ?o").rows
    for terms in rows[::_STRIDE]:
        yield dict(zip(("subject", "predicate", "object"), map(str, terms), strict=True))


def _tell(say: Callable[[str, str], None], title: str, found: list[tuple[float, str]]) -> None:
    worst, where = max(found)
    median = statistics.median(milliseconds for milliseconds, _ in found)
    say(f"{title} ({len(found)})", f"{median:8.1f} ms, at worst {worst:8.1f} ms: {where}")
