"""The whole server: pool, granian, and real clients."""

from __future__ import annotations

import contextlib
import http.client
import json
import signal
import socket
import threading
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest

from carec_kg.errors import UsageError
from carec_kg.web.serve import format_address, read_web_limits
from carec_kg.web.settings import WebSettings
from tests.serving.pools import RUNAWAY, THINGS, write_things
from tests.serving.processes import is_running, wait_for_processes
from tests.web.serving_process import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.serving_process import Server

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_server(write_things(tmp_path_factory.mktemp("served") / "things.nq")) as running:
        yield running


def fetch(server: Server, path: str, **headers: str) -> tuple[int, bytes]:
    try:
        with urlopen(Request(server.url + path, headers=headers)) as response:  # noqa: S310 - our own server
            return response.status, response.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


def test_it_says_where_it_listens_and_answers_there(server: Server) -> None:
    assert f"on {server.url}/" in server.said[-1]
    assert fetch(server, "/health/live")[0] == 200
    assert json.loads(fetch(server, "/health/ready")[1])["workers"] == 6
    assert fetch(server, f"/sparql?query={quote(COUNT)}", Accept="text/csv") == (200, f"n\r\n{THINGS}\r\n".encode())
    assert fetch(server, "/queries/labels.csv?label=Thing+7")[0] == 200
    assert b"<h1>" in fetch(server, "/", Accept="text/html")[1]


def test_an_answer_is_whole_before_its_first_byte(server: Server) -> None:
    with contextlib.closing(http.client.HTTPConnection(server.url.removeprefix("http://"))) as connection:
        address = f"/sparql?query={quote('SELECT * { ?s ?p ?o }')}"
        connection.request("GET", address)
        response = connection.getresponse()
        length = len(response.read())
        assert int(response.headers["Content-Length"]) == length
        connection.request("HEAD", address)
        response = connection.getresponse()
        assert (response.status, response.read(), response.headers["Content-Length"]) == (200, b"", str(length))


def test_a_body_that_is_too_large_is_refused(server: Server) -> None:
    body = urlencode({"query": "ASK {} #" + "x" * 2**20}).encode()
    request = Request(server.url + "/sparql", data=body)  # noqa: S310 - our own server
    with pytest.raises(HTTPError) as caught, urlopen(request):  # noqa: S310 - our own server
        pass
    with caught.value as refused:
        assert refused.code == 413


def test_its_metrics_are_whole_over_all_processes(server: Server) -> None:
    for number in range(20):
        fetch(server, f"/nowhere/{number}")
    text = fetch(server, "/metrics")[1].decode()
    assert 'carec_kg_requests_total{route="/other",status="404"} 20' in text.splitlines()
    assert "carec_kg_workers 6" in text.splitlines()


def test_sparqlwrapper_understands_it(server: Server) -> None:
    from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper  # noqa: PLC0415 - heavy

    client = SPARQLWrapper(server.url + "/sparql")

    def ask(query: str, format_: str) -> Any:  # noqa: ANN401 - another type for each format
        client.setQuery(query)
        client.setReturnFormat(format_)
        return client.queryAndConvert()

    assert ask(COUNT, JSON)["results"]["bindings"][0]["n"]["value"] == str(THINGS)
    assert ask(COUNT, CSV) == f"n\r\n{THINGS}\r\n".encode()
    client.setMethod(POST)
    assert str(THINGS) in ask(COUNT, XML).toxml()
    assert b"Thing 5" in ask("DESCRIBE <http://example.org/thing/5>", TURTLE)


def test_rdflib_understands_it(server: Server) -> None:
    from rdflib import Graph, URIRef  # noqa: PLC0415 - heavy
    from rdflib.plugins.stores.sparqlstore import SPARQLStore  # noqa: PLC0415 - heavy

    graph = Graph(SPARQLStore(server.url + "/sparql"))
    (row,) = graph.query(COUNT)
    assert int(row[0]) == THINGS  # type: ignore[index, arg-type] # a row of a SELECT
    thing = URIRef("http://example.org/thing/5")
    assert str(graph.value(thing, URIRef("http://www.w3.org/2000/01/rdf-schema#label"))) == "Thing 5"


def test_pandas_reads_its_csv(server: Server) -> None:
    import pandas as pd  # noqa: PLC0415 - heavy

    frame = pd.read_csv(f"{server.url}/queries/labels.csv")
    assert list(frame.columns) == ["thing", "name"]
    assert len(frame) == THINGS


def test_it_finishes_what_it_began_and_leaves_no_process(tmp_path: Path) -> None:
    with run_server(write_things(tmp_path / "things.nq")) as server:
        processes = {server.process.pid, *wait_for_processes(server.process.pid, 6)}
        answers: list[tuple[int, bytes]] = []
        path = f"/sparql?timeout=1.5&query={quote(RUNAWAY)}"
        asking = threading.Thread(target=lambda: answers.append(fetch(server, path)))
        asking.start()
        while not json.loads(fetch(server, "/health/ready")[1])["running"]:
            pass
        server.process.send_signal(signal.SIGTERM)
        asking.join()
        assert server.process.wait() == 0
        assert json.loads(answers[0][1])["reason"] == "out-of-time"
        assert not any(map(is_running, processes))


def test_an_address_that_is_taken_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with run_server(write_things(tmp_path / "things.nq"), port=port) as server:
            assert server.process.wait() == 2
    assert f"127.0.0.1:{port} cannot be listened on" in server.said[-1]
    assert "--port" in server.said[-1]


def test_data_that_does_not_parse_ends_the_start_with_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "broken.nt"
    broken.write_text("<a:a> <a:b> oops .\n", encoding="utf-8")
    with run_server(broken) as server:
        assert server.process.wait() == 1
    assert f"{broken}:1:" in server.said[-1]
    assert "Traceback" not in "".join(server.said)


@pytest.mark.parametrize("text", ["soon", "0", "-1", "inf", "nan"])
def test_a_limit_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CAREC_KG_TIMEOUT", text)
    with pytest.raises(UsageError, match="CAREC_KG_TIMEOUT"):
        read_web_limits(WebSettings())


def test_limits_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREC_KG_TIMEOUT", "2.5")
    monkeypatch.setenv("CAREC_KG_MAX_ROWS", "7")
    limits = read_web_limits(WebSettings("v"))
    assert (limits.dataset, limits.timeout, limits.max_rows) == ("v", 2.5, 7)


@pytest.mark.parametrize(("host", "address"), [("127.0.0.1", "http://127.0.0.1:80/"), ("::1", "http://[::1]:80/")])
def test_an_address_is_written_as_people_type_it(host: str, address: str) -> None:
    assert format_address(host, 80) == address
