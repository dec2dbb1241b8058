"""``carec-kg mcp`` as its clients see it: a process of its own, spoken to by the package's own client over stdio."""

from __future__ import annotations

import json
import os
import sys
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import types
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

from carec_kg.build.current import digest_inputs
from carec_kg.cli import main
from carec_kg.config import Content, find_content
from tests.conftest import SMALL
from tests.serving.snapshots import publish_version

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

Answer = TypeVar("Answer")
RUNAWAY = " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(12))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a snapshot that is the one of the small content, as far as the command can tell."""
    folder = tmp_path_factory.mktemp("home")
    sizes = {f"t{number}": number for number in range(60)}
    rules = find_content().ontology / "rules"
    publish_version(folder, sizes, digest=digest_inputs(Content(SMALL)), rules=rules)
    return folder


@asynccontextmanager
async def connect(home: Path, *flags: str) -> AsyncIterator[Client]:
    environment = {**os.environ, "CAREC_KG_HOME": str(home), "CAREC_KG_CONTENT": str(SMALL)}
    arguments = ["-m", "carec_kg", "mcp", *flags]
    server = StdioServerParameters(command=sys.executable, args=arguments, env=environment)
    async with Client(stdio_client(server)) as client:
        yield client


class Talk:
    """A connection to a process of the command, for tests that do not wait for anything."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self._portal = portal
        self.client = client

    def ask(self, what: Callable[[], Awaitable[Answer]]) -> Answer:
        """Return what the client gets."""
        return self._portal.call(what)

    def call(self, name: str, **given: object) -> tuple[dict[str, Any], str]:
        """Return values and text of an answer."""
        found = self.ask(partial(self.client.call_tool, name, given))
        assert isinstance(found, types.CallToolResult)
        assert not found.is_error, found.content
        assert isinstance(found.content[0], types.TextContent)
        return found.structured_content, found.content[0].text

    def refuse(self, name: str, **given: object) -> str:
        """Return the sentence of a tool error."""
        found = self.ask(partial(self.client.call_tool, name, given))
        assert isinstance(found, types.CallToolResult)
        assert found.is_error
        assert isinstance(found.content[0], types.TextContent)
        return found.content[0].text


@pytest.fixture(scope="module")
def talk(home: Path) -> Iterator[Talk]:
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(connect(home)) as client:
        yield Talk(portal, client)


@pytest.fixture(scope="module")
def open_talk(home: Path) -> Iterator[Talk]:
    """Return a connection to a process that takes SPARQL, one second long."""
    flags = ("--sparql", "--timeout", "1")
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(connect(home, *flags)) as client:
        yield Talk(portal, client)


def test_questions_are_tools_with_typed_parameters(talk: Talk) -> None:
    tools = {tool.name: tool for tool in talk.ask(talk.client.list_tools).tools}
    assert {"search", "describe", "explain", "sizes"} <= tools.keys()
    assert "sparql" not in tools
    assert tools["sizes"].input_schema["properties"]["least"]["type"] == "integer"
    assert tools["sizes"].annotations
    assert tools["sizes"].annotations.read_only_hint


def test_answers_come_with_their_passages_and_version(talk: Talk) -> None:
    values, text = talk.call("sizes", least=58)
    assert [row["size"]["value"] for row in values["rows"]] == [58, 59]
    assert [len(row["sources"]) for row in values["evidence"]] == [1, 1]
    assert values["dataset"].startswith("0.1.0+")
    assert values["dataset"] in text
    first, _ = talk.call("sizes")
    assert (len(first["rows"]), first["complete"]) == (50, False)


def test_things_are_found_described_and_explained(talk: Talk) -> None:
    found, _ = talk.call("search", text="Thing t7")
    assert found["things"][0]["label"] == "Thing t7"
    described, _ = talk.call("describe", thing=found["things"][0]["iri"])
    assert len(described["facts"]) == 2
    explained, _ = talk.call("explain", question="sizes", row=0)
    assert explained["derivations"]


def test_what_is_wrong_comes_back_as_a_sentence(talk: Talk) -> None:
    assert "Did you mean least?" in talk.refuse("sizes", lest=1)
    assert "least" in talk.refuse("sizes", least="many")
    assert "no thing named" in talk.refuse("describe", thing="id:country/NOWHERE")
    assert "--sparql" in talk.refuse("sparql", query="ASK {}")
    with pytest.raises(MCPError, match="Did you mean sizes"):
        talk.call("size")


def test_sparql_is_read_only_sealed_and_bounded(open_talk: Talk) -> None:
    values, _ = open_talk.call("sparql", query="SELECT ?s { ?s rdfs:label ?name } ORDER BY ?s", limit=2)
    assert (len(values["rows"]), values["complete"]) == (2, False)
    assert "SERVICE" in open_talk.refuse("sparql", query="SELECT * { SERVICE <https://e.org/> { ?s ?p ?o } }")
    assert "syntax" in open_talk.refuse("sparql", query="DELETE WHERE { ?s ?p ?o }")
    runaway = f"SELECT (COUNT(*) AS ?n) {{ {RUNAWAY} }}"
    assert "stopped after 1 seconds" in open_talk.refuse("sparql", query=runaway)
    values, _ = open_talk.call("sparql", query="ASK {}")
    assert values["answer"] is True


def test_resources_are_listed_and_read(talk: Talk) -> None:
    listed = talk.ask(talk.client.list_resources).resources
    assert [resource.name for resource in listed] == ["prefixes", "classes", "questions"]
    for resource in listed:
        found = talk.ask(partial(talk.client.read_resource, resource.uri))
        assert isinstance(found, types.ReadResourceResult)
        [contents] = found.contents
        assert isinstance(contents, types.TextResourceContents)
        assert contents.mime_type == resource.mime_type
        if resource.name == "questions":
            assert "sizes" in [query["name"] for query in json.loads(contents.text)["queries"]]
    with pytest.raises(MCPError, match="no resource named"):
        talk.ask(partial(talk.client.read_resource, "carec-kg://nothing"))


def test_without_the_package_the_command_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    with pytest.raises(SystemExit) as ended:
        main(["mcp"])
    assert ended.value.code == 2
    assert "pip install 'carec-kg[mcp]'" in capsys.readouterr().err
