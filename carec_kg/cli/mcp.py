"""``carec-kg mcp``: the saved queries, search, description and explanation as tools for language-model clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from carec_kg.cli.progress import show_progress
from carec_kg.errors import UsageError

if TYPE_CHECKING:
    from carec_kg.cli.mcp_server import ToolServer

_MISSING = "The tools need the package mcp; install it with `pip install 'carec-kg[mcp]'`."


@click.command("mcp", short_help="Offer the saved queries as tools to language-model clients (MCP over stdio).")
@click.option("--sparql", is_flag=True, help="Offer read-only SPARQL queries of the client's own, too.")
@click.option(
    "--timeout", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True, help="Seconds for one answer."
)
def command(*, sparql: bool, timeout: float) -> None:
    """Serve the Model Context Protocol on standard input and output, until the input ends.

    Each saved query is a tool with typed parameters; search, describe and explain come with them. Every answer names
    the version of the data set and the passages that it rests on. Queries run in sealed processes with a deadline.

    \b
    Examples:   carec-kg mcp
                carec-kg mcp --sparql
    """
    server = _load_server()
    from carec_kg.build.ensuring import ensure_snapshot  # noqa: PLC0415 - heavy
    from carec_kg.build.pipeline import STEPS  # noqa: PLC0415 - heavy
    from carec_kg.config import find_content, find_home  # noqa: PLC0415 - heavy
    from carec_kg.graph import snapshot as layout  # noqa: PLC0415 - heavy
    from carec_kg.saved_queries.catalogue import read_catalogue  # noqa: PLC0415 - heavy
    from carec_kg.serving.launch import run_pool  # noqa: PLC0415 - heavy
    from carec_kg.serving.pool_settings import Loader, PoolSettings  # noqa: PLC0415 - heavy
    from carec_kg.session.tool_graph import ToolGraph  # noqa: PLC0415 - heavy
    from carec_kg.session.tool_names import read_names  # noqa: PLC0415 - heavy
    from carec_kg.session.tools import Toolbox  # noqa: PLC0415 - heavy

    with show_progress(len(STEPS)) as begin:
        snapshot = ensure_snapshot(find_content(), find_home(), begin)
    loader = Loader("carec_kg.evidence.holdings:hold_snapshot", {"folder": str(snapshot.folder)})
    catalogue = read_catalogue(snapshot.path(layout.QUERIES), trusted=True)
    with run_pool(PoolSettings(loader)) as pool:
        graph = ToolGraph(pool.connect(), catalogue, snapshot.version, lambda: read_names(snapshot), timeout)
        server(Toolbox(graph, sparql=sparql))


def _load_server() -> ToolServer:
    """Return what serves a toolbox; raise ``UsageError`` where the package is not installed."""
    try:
        import mcp  # noqa: F401, PLC0415 - heavy, and not everybody has it
    except ImportError:
        raise UsageError(_MISSING) from None
    from carec_kg.cli.mcp_server import serve_tools  # noqa: PLC0415 - heavy

    return serve_tools
