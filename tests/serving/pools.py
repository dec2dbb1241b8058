"""A small data set and a pool of sealed workers over it, for every test that asks one."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from carec_kg.graph.engine import QueryRequest
from carec_kg.serving.launch import run_pool
from carec_kg.serving.messages import QueryTask
from carec_kg.serving.pool_settings import Loader, PoolSettings
from carec_kg.serving.seal import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carec_kg.serving.launch import RunningPool

EX = "http://example.org/"
THINGS = 300
MEMORY = 192 * 2**20
#: Runs for longer than any test waits.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def write_things(path: Path) -> Path:
    """Write 300 things with a label in the default graph, and two named graphs that share a triple."""
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    lines = [f'<{EX}thing/{i}> <{label}> "Thing {i}"@en .' for i in range(THINGS)]
    lines += [f"<{EX}thing/{i}> <{EX}next> <{EX}thing/{i + 1}> ." for i in range(THINGS - 1)]
    lines += [f"<{EX}a> <{EX}p> <{EX}b> <{EX}graph/{name}> ." for name in ("one", "two")]
    lines += [f"<{EX}a> <{EX}p> <{EX}c> <{EX}graph/two> ."]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@contextlib.contextmanager
def open_pool(folder: Path, workers: int = 2, queue: int = 64) -> Iterator[RunningPool]:
    """Run a pool over the things."""
    files = {"files": [str(write_things(folder / "things.nq"))]}
    loader = Loader("carec_kg.graph.load:serve_files", files)
    with run_pool(PoolSettings(loader, workers, queue, Limits(memory=MEMORY))) as pool:
        yield pool


def task(text: str, *formats: str, timeout: float = 20.0, row_cap: int | None = None) -> QueryTask:
    """Return a task for a query; JSON and Turtle unless formats are named."""
    return QueryTask(QueryRequest(text, row_cap=row_cap), formats or ("json", "turtle"), timeout=timeout)
