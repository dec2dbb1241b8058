"""A toolbox as a server of the Model Context Protocol over standard input and output."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import anyio
from anyio.to_thread import run_sync
from mcp import types
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from carec_kg.errors import CarecError, UnknownName
from carec_kg.session.tool_resources import RESOURCES, read_resource
from carec_kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mcp.server import ServerRequestContext

    from carec_kg.session.tool_resources import Resource
    from carec_kg.session.tools import Toolbox

ToolServer: TypeAlias = "Callable[[Toolbox], None]"

_INSTRUCTIONS = (
    "The knowledge graph of the CAREC Program (Central Asia Regional Economic Cooperation): members, corridors, border "
    "ports, initiatives and figures, each fact with the passage that states it. Ask the tool whose question fits; find "
    "names with search, and all about one thing with describe. Cite the passages that an answer lists, and its dataset "
    "version. What no tool gives, the graph does not know."
)
_READ_ONLY = types.ToolAnnotations(read_only_hint=True, open_world_hint=False, idempotent_hint=True)


def serve_tools(toolbox: Toolbox) -> None:
    """Serve a toolbox until standard input ends."""
    anyio.run(_serve, make_server(toolbox))


async def _serve(server: Server[Any]) -> None:
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def make_server(toolbox: Toolbox) -> Server[Any]:
    """Return the server; what a tool cannot answer is a tool error whose text says what to do."""

    async def list_tools(
        _context: ServerRequestContext[Any], _asked: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=_describe(toolbox))

    async def call_tool(
        _context: ServerRequestContext[Any], asked: types.CallToolRequestParams
    ) -> types.CallToolResult:
        return await run_sync(partial(call, toolbox, asked.name, asked.arguments or {}))

    async def list_resources(
        _context: ServerRequestContext[Any], _asked: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        return types.ListResourcesResult(resources=[_show(resource) for resource in RESOURCES])

    async def read(
        _context: ServerRequestContext[Any], asked: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        try:
            text = await run_sync(partial(read_resource, toolbox.graph, asked.uri))
        except CarecError as error:
            raise MCPError(types.INVALID_PARAMS, str(error)) from None
        media_type = next(one.media_type for one in RESOURCES if one.uri == asked.uri)
        contents = types.TextResourceContents(uri=asked.uri, mime_type=media_type, text=text)
        return types.ReadResourceResult(contents=[contents])

    return Server(
        "carec-kg",
        version=__version__,
        title="CAREC-KG",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read,
    )


def call(toolbox: Toolbox, name: str, given: Mapping[str, Any]) -> types.CallToolResult:
    """Call a tool; raise ``MCPError`` for one that there is not."""
    try:
        answer = toolbox.call(name, given)
    except UnknownName as error:
        if error.kind == "saved query" and error.name == name[:80]:
            message = f"There is no tool named {name[:80]!r}; the list of tools has them all."
            nearest = f" Did you mean {' or '.join(error.nearest)}?" if error.nearest else ""
            raise MCPError(types.INVALID_PARAMS, message + nearest) from None
        return _refuse(error)
    except CarecError as error:
        return _refuse(error)
    content: list[types.ContentBlock] = [types.TextContent(type="text", text=answer.text)]
    return types.CallToolResult(content=content, structured_content=dict(answer.values))


def _refuse(error: CarecError) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=str(error))], is_error=True)


def _show(resource: Resource) -> types.Resource:
    return types.Resource(
        uri=resource.uri,
        name=resource.name,
        title=resource.title,
        description=resource.description,
        mime_type=resource.media_type,
    )


def _describe(toolbox: Toolbox) -> list[types.Tool]:
    return [
        types.Tool(
            name=tool.name,
            title=tool.title,
            description=tool.description,
            input_schema=dict(tool.takes),
            output_schema=dict(tool.gives),
            annotations=_READ_ONLY,
        )
        for tool in toolbox.tools
    ]
