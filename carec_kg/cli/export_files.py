"""Make exported files from the built graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.errors import UsageError
from carec_kg.export.context import build_context, write_context
from carec_kg.export.dump import select_graph
from carec_kg.export.framed import write_framed
from carec_kg.export.geojson import write_geojson
from carec_kg.export.observations import write_observations
from carec_kg.export.tables import write_tables
from carec_kg.iris import ONTOLOGY_GRAPH, expand
from carec_kg.session.knowledge_graph import open_graph

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.rdf.terms import Quad


def make_file(format_: str, *, graph: str | None, inferred: bool) -> bytes:
    """Return the bytes of one exported file; raise ``UsageError`` for a graph that is not there."""
    opened = open_graph()
    name = _expand(graph)
    if format_ not in {"jsonld-framed", "context", "geojson"}:
        return opened.export(format_, graph=name, inferred=inferred)
    quads = opened.quads(inferred=inferred)
    ontology = [quad for quad in quads if quad.graph == ONTOLOGY_GRAPH]
    chosen = select_graph(quads, name) if name else quads
    if format_ == "context":
        return write_context(ontology)
    return write_geojson(chosen) if format_ == "geojson" else write_framed(chosen, build_context(ontology))


def make_folder(format_: str, folder: Path | None, *, graph: str | None, inferred: bool) -> None:
    """Write many files into a folder; raise ``UsageError`` where there is none."""
    if folder is None:
        message = f"{format_} is many files; name a folder for them with -o."
        raise UsageError(message)
    opened = open_graph()
    quads: list[Quad] = opened.quads(inferred=inferred)
    name = _expand(graph)
    if format_ == "csv":
        chosen = select_graph(quads, name) if name else quads
        files = {**write_tables(chosen), **write_observations(chosen)}
    elif name:
        message = "all is every file of the release; leave out --graph."
        raise UsageError(message)
    else:
        files = opened.release_files()
    for file, data in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(data)


def _expand(graph: str | None) -> str | None:
    if graph is None:
        return None
    try:
        return expand(graph)
    except ValueError as error:
        message = f"{error}; write for example source:prc-brochure/prc-5."
        raise UsageError(message) from None
