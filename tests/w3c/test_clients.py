"""Clients that others wrote, against ``carec-kg serve`` as a user starts it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.serving.pools import EX, THINGS, write_things
from tests.web.serving_process import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?label ?next WHERE { ?thing rdfs:label ?label OPTIONAL { ?thing <http://example.org/next> ?next } }
ORDER BY ?label
"""
COPY = f"CONSTRUCT {{ ?s <{EX}was> ?o }} WHERE {{ GRAPH <{EX}graph/two> {{ ?s ?p ?o }} }}"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of an endpoint that the command line started."""
    data, port = write_things(tmp_path_factory.mktemp("served") / "things.nq"), free_port()
    command = [sys.executable, "-m", "carec_kg", "serve", "--port", str(port), "--workers", "1", "--data", str(data)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert any(line.startswith("Serving") for line in process.stderr or ())
            yield f"http://127.0.0.1:{port}/sparql"
        finally:
            process.terminate()


@pytest.fixture
def curl() -> str:
    """Return the path of curl."""
    found = shutil.which("curl")
    if not found:
        pytest.skip("curl is absent; install it to test with it")
    return found


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60).stdout


def test_curl_asks_in_every_way_that_the_protocol_has(endpoint: str, curl: str) -> None:
    quiet = (curl, "--silent", "--fail", "--noproxy", "*", "-H", "Accept: text/csv")
    query = f"SELECT ?o WHERE {{ <{EX}thing/5> <{EX}next> ?o }}"
    wanted = f"o\n{EX}thing/6\n"
    assert run(*quiet, f"{endpoint}?query={quote(query)}") == wanted
    assert run(*quiet, "--get", "--data-urlencode", f"query={query}", endpoint) == wanted
    assert run(*quiet, "--data-urlencode", f"query={query}", endpoint) == wanted
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", query)
    assert run(*quiet, *direct, endpoint) == wanted
    assert run(*quiet, "--compressed", *direct, endpoint) == wanted


def test_curl_sees_the_headers_and_the_reason_of_a_failure(endpoint: str, curl: str) -> None:
    quiet = (curl, "--silent", "--noproxy", "*")
    head = run(*quiet, "--head", f"{endpoint}?query=ASK%7B%7D").lower()
    assert "200 ok" in head.partition("\n")[0]
    assert "access-control-allow-origin: *" in head
    refused = run(*quiet, "--write-out", "%{http_code} %{content_type}", f"{endpoint}?query=ASK%7B")
    assert refused.endswith("400 application/problem+json")
    assert "syntax error" in refused


def test_pandas_reads_the_csv_of_a_query(endpoint: str) -> None:
    import pandas as pd  # noqa: PLC0415 - heavy

    frame = pd.read_csv(f"{endpoint}?query={quote(LABELS)}", storage_options={"Accept": "text/csv"})
    assert list(frame.columns) == ["thing", "label", "next"]
    assert len(frame) == THINGS
    assert frame["next"].isna().sum() == 1
    assert frame.set_index("thing").loc[f"{EX}thing/5", "label"] == "Thing 5"


def test_sparqlwrapper_has_all_kinds_of_answers(endpoint: str) -> None:
    from SPARQLWrapper import JSON, N3, POSTDIRECTLY, TSV, XML, SPARQLWrapper  # noqa: PLC0415 - heavy

    client = SPARQLWrapper(endpoint)

    def ask(query: str, format_: str) -> Any:  # noqa: ANN401 - another type for each format
        client.setQuery(query)
        client.setReturnFormat(format_)
        return client.queryAndConvert()

    first = ask(LABELS, JSON)["results"]["bindings"][0]
    assert first["label"] == {"type": "literal", "value": "Thing 0", "xml:lang": "en"}
    assert ask(LABELS, TSV).startswith(b"?thing\t?label\t?next\n")
    copied = ask(COPY, N3)
    assert all(f"<{EX}{name}>".encode() in copied for name in ("a", "was", "b", "c"))
    question = f"ASK {{ <{EX}a> ?p ?o }}"
    assert ask(question, JSON)["boolean"] is False
    client.addDefaultGraph(EX + "graph/one")
    assert ask(question, JSON)["boolean"] is True
    client.setMethod("POST")
    assert ">true<" in ask(question, XML).toxml()
    client.setRequestMethod(POSTDIRECTLY)
    assert ask(question, JSON)["boolean"] is True


def test_rdflib_reads_the_default_graph_and_named_graphs(endpoint: str) -> None:
    from rdflib import Graph, URIRef  # noqa: PLC0415 - heavy
    from rdflib.plugins.stores.sparqlstore import SPARQLStore  # noqa: PLC0415 - heavy

    default = Graph(SPARQLStore(endpoint))
    assert bool(default.query(f"ASK {{ <{EX}thing/1> ?p ?o }}"))
    assert len(list(default.triples((None, URIRef(EX + "next"), None)))) == THINGS - 1
    copied = default.query(COPY).graph
    assert copied is not None
    assert set(copied.objects(URIRef(EX + "a"))) == {URIRef(EX + "b"), URIRef(EX + "c")}
    for name, count in (("one", 1), ("two", 2)):
        graph = Graph(SPARQLStore(endpoint, context_aware=True), URIRef(f"{EX}graph/{name}"))
        assert len(list(graph.triples((None, None, None)))) == count
