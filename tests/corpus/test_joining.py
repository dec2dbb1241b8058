"""The page on joining is true: its files, commands and queries, run as it says."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.web.serving_process import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.session.knowledge_graph import KnowledgeGraph

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "joining.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```\w+ ([\w.-]+)\n(.*?)```", PAGE, re.DOTALL))
CONSOLE = {
    command: shown
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for command, shown in re.findall(r"\$ (.*)\n((?:(?!\$ ).*\n)*)", block)
}
OURS, THEIRS = "http://127.0.0.1:8000/sparql", "http://127.0.0.1:7878/query"
WAY_ONE = list(csv.reader(io.StringIO(CONSOLE["carec-kg query --with population.ttl population.rq --format csv"])))
OXIGRAPH = ROOT / ".venv" / "bench" / "bin" / "oxigraph"
WIKIDATA = "https://query.wikidata.org/sparql"
needs_oxigraph = pytest.mark.skipif(not OXIGRAPH.exists(), reason="Oxigraph's server is not installed (make bench)")
needs_network = pytest.mark.skipif(
    os.environ.get("CAREC_KG_TEST_WIKIDATA") != "1", reason="asks Wikidata only with CAREC_KG_TEST_WIKIDATA=1"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of the page."""
    found = tmp_path_factory.mktemp("joining")
    for name, text in FILES.items():
        (found / name).write_text(text, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def environment(graph: KnowledgeGraph, home: Path) -> dict[str, str]:
    """Return the environment over the built graph."""
    assert graph.version
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, "CAREC_KG_HOME": str(home), "PATH": path}


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a command of the page as it stands."""
    done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S602 - our own page
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextlib.contextmanager
def serve(environment: dict[str, str], *arguments: str) -> Iterator[str]:
    """Run ``carec-kg serve`` and return the address of its endpoint."""
    port = free_port()
    command = [sys.executable, "-m", "carec_kg", "serve", "--port", str(port), "--workers", "1", *arguments]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert any(line.startswith("Serving") for line in process.stderr or ())
            yield f"http://127.0.0.1:{port}/sparql"
        finally:
            process.terminate()


@contextlib.contextmanager
def serve_oxigraph(folder: Path) -> Iterator[str]:
    """Run Oxigraph's server over the file of the page and return the address of its endpoint."""
    store = folder / "store"
    shutil.rmtree(store, ignore_errors=True)
    load: list[str | Path] = [OXIGRAPH, "load", "--location", store, "--file", folder / "population.ttl"]
    subprocess.run(load, check=True, capture_output=True)
    address = f"127.0.0.1:{free_port()}"
    command: list[str | Path] = [OXIGRAPH, "serve-read-only", "--location", store, "--bind", address]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert any("Listening" in line for line in process.stderr or ())
            yield f"http://{address}/query"
        finally:
            process.terminate()


def ask(endpoint: str, query: str) -> tuple[list[list[str]], dict[str, str]]:
    """Return the rows and the headers of an answer."""
    request = urllib.request.Request(endpoint, urlencode({"query": query}).encode(), {"Accept": "text/csv"})  # noqa: S310
    with urllib.request.urlopen(request) as response:  # noqa: S310 - loopback
        headers = {name.lower(): value for name, value in response.headers.items()}
        return list(csv.reader(io.StringIO(response.read().decode()))), headers


def test_a_file_beside_the_graph(folder: Path, environment: dict[str, str]) -> None:
    command = "carec-kg query --with population.ttl population.rq --format csv"
    assert run(command, folder, environment).splitlines() == CONSOLE[command].splitlines()


def test_a_file_that_is_served_beside_the_graph(folder: Path, environment: dict[str, str]) -> None:
    with serve(environment, "--with", str(folder / "population.ttl")) as ours:
        rows, headers = ask(ours, FILES["population.rq"])
        assert rows == WAY_ONE
        assert re.search(r"-with-[0-9a-f]{16}$", headers["x-dataset-version"])
        assert "etag" in headers
        assert ask(ours, "SELECT ?s { ?s <http://example.org/code> ?o }")[0] == [["s"]]
        both = "FROM <https://w3id.org/carec-kg/graph/default> FROM <https://w3id.org/carec-kg/graph/with/population>"
        assert both in PAGE
        pattern = "?r <http://example.org/code> ?c . ?x <https://w3id.org/carec-kg/ontology#worldBankCode> ?c"
        one = f"SELECT ?c {both} {{ {pattern} }}"
        assert len(ask(ours, one)[0]) == 3


def test_a_table_joined_by_a_code(folder: Path, environment: dict[str, str]) -> None:
    run("carec-kg query times.rq --format csv > times.csv", folder, environment)
    assert "carec-kg query times.rq --format csv > times.csv" in CONSOLE
    assert run("python join.py", folder, environment) == CONSOLE["python join.py"]


def test_two_servers_of_ours_in_both_directions(folder: Path, environment: dict[str, str]) -> None:
    data = ("--data", str(folder / "population.ttl"))
    with serve(environment, *data) as other, serve(environment, "--service", other) as ours:
        rows, headers = ask(ours, FILES["to-elsewhere.rq"].replace(THEIRS, other))
        assert rows == WAY_ONE
        assert headers["x-query-evaluator"] == "rdflib"
        assert "etag" not in headers
        assert headers["cache-control"] == "no-store"
        with serve(environment, *data, "--service", ours) as elsewhere:
            assert ask(elsewhere, FILES["from-elsewhere.rq"].replace(OURS, ours))[0] == WAY_ONE


@needs_oxigraph
def test_oxigraphs_server_in_both_directions(folder: Path, environment: dict[str, str]) -> None:
    with serve_oxigraph(folder) as theirs, serve(environment, "--service", theirs) as ours:
        assert ask(ours, FILES["to-elsewhere.rq"].replace(THEIRS, theirs))[0] == WAY_ONE
        assert ask(theirs, FILES["from-elsewhere.rq"].replace(OURS, ours))[0] == WAY_ONE


@needs_network
def test_wikidata_knows_the_codes_of_the_members(environment: dict[str, str]) -> None:
    with serve(environment, "--service", WIKIDATA) as ours:
        rows, _ = ask(ours, FILES["wikidata.rq"])
    assert ["https://w3id.org/carec-kg/id/country/MNG", "MNG"] in rows
    assert all(country.endswith(f"/{code}") for country, code in rows[1:])
