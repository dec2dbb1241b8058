"""What the server serves: the built graph, or files as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.build.ensuring import ensure_snapshot
from carec_kg.config import find_content, find_home
from carec_kg.evidence.quotation import read_texts
from carec_kg.graph import snapshot as layout
from carec_kg.graph.beside import name_graphs
from carec_kg.serving.pool_settings import Loader
from carec_kg.web.settings import WebSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def prepare_graph(begin: Callable[[str], None], beside: tuple[Path, ...] = ()) -> tuple[Loader, WebSettings]:
    """Return how to load the built graph, building it first where needed, and what the web room needs of it.

    Raise ``UsageError`` for files ``beside`` it that cannot be told apart.
    """
    name_graphs(beside)
    snapshot = ensure_snapshot(find_content(), find_home(), begin)
    arguments = {"folder": str(snapshot.folder), "beside": [str(path.resolve()) for path in beside]}
    loader = Loader("carec_kg.evidence.holdings:hold_snapshot", arguments)
    exports, queries = snapshot.path(layout.EXPORT), snapshot.path(layout.QUERIES)
    return loader, WebSettings(exports=exports, queries=queries, union_default_graph=not beside)


def prepare_files(files: tuple[Path, ...], *, union_default_graph: bool) -> tuple[Loader, WebSettings]:
    """Return how to load these files, without the CAREC graph and its saved queries."""
    arguments = {"files": [str(path.resolve()) for path in files], "union_default_graph": union_default_graph}
    web = WebSettings(title=", ".join(path.name for path in files), union_default_graph=union_default_graph)
    return Loader("carec_kg.evidence.holdings:hold_files", arguments), web


def hold_sources(folder: Path | None, tell: Callable[[str], None]) -> Path | None:
    """Return the folder of the sources' texts as the web processes read it; tell how many there are.

    Raise ``DataProblem`` for a folder that cannot be read.
    """
    if folder is None:
        return None
    names = [held.name for held in read_texts(folder)]
    tell(f"Sentences are quoted from {', '.join(names)}." if names else f"There is no text in {folder} to quote from.")
    return folder.resolve()
