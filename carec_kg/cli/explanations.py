"""Explain over the local graph, and write what is found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.session.knowledge_graph import open_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from carec_kg.session.explained import Explained


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be explained: a triple of three terms, or a row of a query, ``what``; ``None`` for a triple."""

    triple: tuple[str, ...]
    what: str | None
    given: Mapping[str, str]
    row: int
    page: int
    proofs: int | None
    inferred: bool
    timeout: float
    sources: Path | None
    beside: tuple[Path, ...]


def explain(wish: Wish, begin: Callable[[str], None]) -> Explained:
    """Explain over the built graph, building it first where needed; raise ``CarecError`` in words."""
    graph = open_graph(begin=begin, beside=wish.beside)
    if wish.what is None:
        subject, predicate, value = wish.triple
        proofs = max(1, wish.proofs or 1)
        found = graph.prove(subject, predicate, value, proofs=proofs, inferred=wish.inferred, timeout=wish.timeout)
    else:
        found = graph.explain(
            wish.what,
            wish.row,
            page=wish.page,
            proofs=wish.proofs or 0,
            inferred=wish.inferred,
            timeout=wish.timeout,
            given=wish.given,
        )
    return graph.quote(found, wish.sources) if wish.sources else found


def write(explained: Explained, format_: str) -> str:
    """Return an explanation as text or JSON, with a line end at its end."""
    if format_ == "text":
        return str(explained)
    document = {**explained.found, "meta": {"dataset": explained.version}}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
