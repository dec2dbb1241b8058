"""The suite's tests that are sequences of HTTP requests: protocol and graph store."""

from __future__ import annotations

import email
import email.policy
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from carec_kg.rdf import media
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Quad

from .results import read_table, same_triples
from .suite import BASE, MF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from carec_kg.rdf.terms import Term

    from .suite import Case, Manifest

_HT = "http://www.w3.org/2011/http#"
_CNT = "http://www.w3.org/2011/content#"
_STATUS = "http://www.w3.org/2011/http-statusCodes#"
_STATUSES = {
    "OK": range(200, 201),
    "Created": range(201, 202),
    "NoContent": range(204, 205),
    "NotFound": range(404, 405),
    "StatusCode2xx": range(200, 300),
    "StatusCode3xx": range(300, 400),
    "StatusCode4xx": range(400, 500),
}
_GRAPH_TYPES = {name: format_ for format_ in media.RDF_FORMATS for name in format_.media_types}
_BOOLEAN_TYPES = {name: format_ for format_ in (media.RESULT_JSON, media.RESULT_XML) for name in format_.media_types}
_TABLE_TYPES = {name: format_ for format_ in media.RESULT_FORMATS for name in format_.media_types}


@dataclass(frozen=True, slots=True)
class Message:
    """The headers, names in lower case, and the body of a request or a response."""

    headers: dict[str, str]
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what is wanted of its response; empty texts and ``None`` want nothing."""

    method: str
    query_string: str
    request: Message
    statuses: tuple[range, ...]
    boolean: str
    format: str
    response: Message


def list_exchanges(case: Case) -> Iterator[Exchange]:
    """Yield the exchanges of a test in their order."""
    manifest = case.manifest
    (connection,) = manifest.values(case.node, MF + "action")
    for request in manifest.items(manifest.value(connection, _HT + "requests")):
        (response,) = manifest.values(request, _HT + "resp")
        wanted = manifest.values(response, MF + "expectedStatus")
        yield Exchange(
            method=manifest.text(request, _HT + "methodName"),
            query_string=manifest.text(request, _HT + "absolutePath").partition("?")[2],
            request=_read_message(manifest, request),
            statuses=tuple(_STATUSES[status.value.removeprefix(_STATUS)] for status in wanted),
            boolean=manifest.text(response, MF + "expectedBoolean"),
            format=manifest.text(response, MF + "expectedFormat"),
            response=_read_message(manifest, response),
        )


def _read_message(manifest: Manifest, message: Term) -> Message:
    fields = manifest.items(manifest.value(message, _HT + "headers"))
    headers = {manifest.text(f, _HT + "fieldName").lower(): manifest.text(f, _HT + "fieldValue") for f in fields}
    body = manifest.value(message, _HT + "body")
    if body is None:
        return Message(headers, None)
    text = manifest.text(body, _CNT + "chars")
    return Message(headers, text.encode(manifest.text(body, _CNT + "characterEncoding")))


def send(client: FlaskClient, path: str, exchange: Exchange) -> TestResponse:
    """Send a request to the path of ours that stands for the suite's."""
    return client.open(
        path,
        method=exchange.method,
        query_string=exchange.query_string,
        headers=exchange.request.headers,
        data=exchange.request.body,
    )


def check_response(exchange: Exchange, response: TestResponse) -> None:
    """Assert that a response is what the suite wants."""
    assert any(response.status_code in status for status in exchange.statuses), response.text
    if exchange.format == "RDF":
        assert response.mimetype in _GRAPH_TYPES
        read_response(response)
    elif exchange.format:
        formats = _BOOLEAN_TYPES if exchange.format == "boolean" else _TABLE_TYPES
        result = read_table(response.data, formats[response.mimetype or ""].suffix, BASE)
        assert isinstance(result, bool) == (exchange.format == "boolean")
        assert not exchange.boolean or json.dumps(result) == exchange.boolean
    if "content-type" in exchange.response.headers:
        assert response.content_type == exchange.response.headers["content-type"]
    if exchange.response.body:
        assert same_triples(read_response(response), parse(exchange.response.body, media.TURTLE, "wanted"))


def read_response(response: TestResponse) -> list[Quad]:
    """Return the triples of a response."""
    return parse(response.data, _GRAPH_TYPES[response.mimetype or ""], "response")


class GraphStore:
    """What the requests of a test that change graphs would have made; a server that only reads is loaded with it."""

    def __init__(self) -> None:
        self._graphs: dict[str | None, list[Quad]] = {}

    def quads(self) -> list[Quad]:
        """Return all that is in the store."""
        return [quad for graph in self._graphs.values() for quad in graph]

    def change(self, exchange: Exchange) -> None:
        """Do what a PUT, POST or DELETE asks for."""
        fields = parse_qs(exchange.query_string)
        graph = fields["graph"][0] if "graph" in fields else None
        if exchange.method in {"DELETE", "PUT"}:
            self._graphs.pop(graph, None)
        if exchange.method in {"POST", "PUT"}:
            self._graphs.setdefault(graph, []).extend(self._read(exchange.request, graph))

    def _read(self, message: Message, graph: str | None) -> Iterable[Quad]:
        head = f"Content-Type: {message.headers['content-type']}\n\n".encode()
        whole = email.message_from_bytes(head + (message.body or b""), policy=email.policy.HTTP)
        for part in whole.walk():
            if not part.is_multipart():
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                for triple in parse(content, media.TURTLE, "request"):
                    yield Quad(*triple.triple, graph)
