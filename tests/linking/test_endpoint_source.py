"""An endpoint that answers well, and endpoints that do not: the ledger stays as it was."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import CarecError, DataProblem, UsageError
from carec_kg.graph.encoding import encode_answer
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.load import load_files
from carec_kg.linking.endpoint_source import EndpointSource, ask_over_http
from carec_kg.linking.proposing import Request, propose
from carec_kg.linking.suggesting import suggest
from carec_kg.linking.table_source import TableOptions
from tests.linking.conftest import make_thing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from carec_kg.config import Content
    from carec_kg.linking.holdings import Holdings

TURTLE = """\
<http://example.org/almaty> <http://www.w3.org/2000/01/rdf-schema#label> "Алматы"@ru ;
  a <https://schema.org/City> .
<http://example.org/adb> <https://schema.org/leiCode> "549300X0MVH42CY8Q105" .
"""


@contextmanager
def serve(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """Serve an endpoint on loopback that answers every POST in one way."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {**headers, "Content-Length": str(len(body))}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def test_an_endpoint_is_asked_for_our_names_and_identifiers(tmp_path: Path, holdings: Holdings) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    engine = load_files([path])
    asked: list[str] = []

    def ask(query: str) -> bytes:
        asked.append(query)
        return encode_answer(engine, QueryRequest(query), ("json",)).body

    found = suggest(holdings.things, EndpointSource("http://example.org/sparql", holdings.things, ask))
    assert {one.candidate.iri for one in found} == {"http://example.org/almaty", "http://example.org/adb"}
    assert len(asked) == 3


def redirect(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 307, b"", Location="http://127.0.0.1:9/elsewhere")


def hang(handler: BaseHTTPRequestHandler) -> None:
    # Nothing comes until the client has gone.
    handler.connection.recv(1)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda handler: send(handler, 200, b"<html>Welcome</html>"), "no SPARQL JSON"),
        (lambda handler: send(handler, 200, b'{"head":{},"boolean":true}'), "other columns"),
        (lambda handler: send(handler, 200, b'{"head":{"vars":["a"]},"results":{"bindings":[{}]}}'), "other columns"),
        (lambda handler: send(handler, 200, b""), "no SPARQL JSON"),
        (lambda handler: send(handler, 500, b"out of order"), "answered 500: out of order"),
        (redirect, "sends on to http://127.0.0.1:9/elsewhere"),
        (hang, "does not answer: timed out"),
    ],
    ids=["page", "yes", "column", "nothing", "error", "redirect", "timeout"],
)
def test_whatever_goes_wrong_leaves_the_ledger_as_it_was(
    content: Content, tmp_path: Path, answer: Callable[[BaseHTTPRequestHandler], None], says: str
) -> None:
    table, ledger = tmp_path / "t.csv", tmp_path / "ledger.tsv"
    table.write_text("id,name,kind\n1,Almaty,city\n", encoding="utf-8")
    options = TableOptions({}, "http://example.org/")
    propose(content, Request(str(table), (), 0.8, None, 1, "2026-11-23"), options, ledger)
    before = ledger.read_bytes()
    with serve(answer) as url, pytest.raises(DataProblem) as raised:
        propose(content, Request(url, (), 0.8, None, 0.5, "2026-11-24"), options, ledger)
    assert says in str(raised.value)
    assert ledger.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "ledger.tsv", "t.csv"]


def test_an_endpoint_that_is_not_there_is_said() -> None:
    with pytest.raises(CarecError, match="does not answer"):
        ask_over_http("http://127.0.0.1:9/sparql", 1)("ASK {}")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http:///x", "ftp://example.org/"])
def test_only_web_addresses_are_endpoints(url: str) -> None:
    with pytest.raises(UsageError, match="no address of an endpoint"):
        ask_over_http(url, 1)


def test_a_name_cannot_leave_its_place_in_the_query() -> None:
    asked: list[str] = []

    def ask(query: str) -> bytes:
        asked.append(query)
        return b'{"head":{"vars":["item","name"]},"results":{"bindings":[]}}'

    thing = make_thing(names=('" } DROP ALL #\n',))
    list(EndpointSource("http://example.org/sparql", [thing], ask).mentions())
    assert '"\\" } DROP ALL #\\n"' in asked[0]
