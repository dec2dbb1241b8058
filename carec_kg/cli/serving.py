"""``carec-kg serve``: the server."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carec_kg.cli.progress import show_progress
from carec_kg.config import find_home
from carec_kg.errors import UsageError

if TYPE_CHECKING:
    from carec_kg.serving.pool_settings import Loader
    from carec_kg.web.settings import WebSettings

#: Steps of a build, should there be one to do.
STEPS = 6


@click.command("serve", short_help="Serve the graph, or any RDF files, as a SPARQL endpoint.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", type=click.IntRange(1, 256), default=None, help="Web processes; by default from the cores.")
@click.option(
    "--data",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Serve this file instead of the CAREC graph; may be repeated (nt, nq, ttl, trig, rdf, jsonld; .gz).",
)
@click.option("--union-default-graph", is_flag=True, help="With --data: the default graph is the union of all graphs.")
@click.option(
    "--with",
    "beside",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Serve this file beside the CAREC graph, as the named graph graph/with/NAME; may be repeated.",
)
@click.option(
    "--sources",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Quote the sources' sentences from their texts in this folder; they are read once, at the start.",
)
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="URL",
    help="Let SERVICE in a query call this SPARQL endpoint; may be repeated. Without it, SERVICE is refused.",
)
@click.option("--access-log", default="", metavar="FILE", help="Write one JSON line a request there; - for stderr.")
@click.option("--log-queries", is_flag=True, help="With --access-log: write the text of queries in addresses too.")
def command(
    *,
    host: str,
    port: int,
    workers: int | None,
    files: tuple[Path, ...],
    union_default_graph: bool,
    beside: tuple[Path, ...],
    sources: Path | None,
    services: tuple[str, ...],
    access_log: str,
    log_queries: bool,
) -> None:
    """Serve the graph, building it first where needed, until Ctrl-C or SIGTERM.

    \b
    Examples:   carec-kg serve
                carec-kg serve --port 9000 --data cities.nt.gz --data countries.ttl
                carec-kg serve --sources texts
                carec-kg serve --with cities.nt.gz --service https://query.wikidata.org/sparql
    """
    from carec_kg.cli.server import hold_sources  # noqa: PLC0415 - heavy
    from carec_kg.graph.snapshot import pointer_path  # noqa: PLC0415 - heavy
    from carec_kg.serving.services import read_endpoint  # noqa: PLC0415 - heavy
    from carec_kg.web.access_log import open_log  # noqa: PLC0415 - heavy
    from carec_kg.web.serve import ServeOptions, serve  # noqa: PLC0415 - heavy

    if access_log not in {"", "-"}:
        access_log = str(Path(access_log).resolve())
        os.close(open_log(access_log))
    for service in services:
        read_endpoint(service)
    loader, web = _prepare(files, beside, union_default_graph=union_default_graph)
    pointer = "" if files else str(pointer_path(find_home()))
    sources = hold_sources(sources, _tell)
    web = replace(web, access_log=access_log, log_queries=log_queries, sources=sources)
    serve(ServeOptions(loader, host, port, workers, web, pointer, services), _tell)


def _prepare(
    files: tuple[Path, ...], beside: tuple[Path, ...], *, union_default_graph: bool
) -> tuple[Loader, WebSettings]:
    """Return how to load what is to be served; raise ``UsageError`` for options that do not go together."""
    from carec_kg.cli.server import prepare_files, prepare_graph  # noqa: PLC0415 - heavy

    if files:
        if beside:
            message = "--with serves files beside the CAREC graph and --data in its place; give one of the two."
            raise UsageError(message)
        return prepare_files(files, union_default_graph=union_default_graph)
    if union_default_graph:
        message = "--union-default-graph goes with --data; over the CAREC graph the default graph is the union anyway."
        raise UsageError(message)
    with show_progress(STEPS) as begin:
        return prepare_graph(begin, beside)


def _tell(line: str) -> None:
    click.echo(line, err=True)
