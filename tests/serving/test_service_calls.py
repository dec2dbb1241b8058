"""One call over the network: limits, redirections, addresses."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from carec_kg.errors import NotAllowed, ServiceFailure
from carec_kg.serving.service_calls import call_service, choose_address
from carec_kg.serving.services import ServiceList, read_endpoint
from tests.serving.other_endpoint import ROWS, Handler, run_endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

QUERY = "SELECT * { ?s ?p ?z }"


@pytest.fixture
def root() -> Iterator[str]:
    with run_endpoint() as found:
        yield found


def test_the_query_is_sent_without_credentials(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert call_service(ServiceList([f"{root}/sparql"]), f"{root}/sparql", QUERY, 5.0) == ROWS
    assert Handler.asked == [("/sparql", QUERY)]
    sent = {name.lower() for name in Handler.headers_seen[0]}
    assert sent == {"host", "accept", "content-type", "content-length", "user-agent", "connection", "accept-encoding"}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("error", "answered 500"),
        ("html", "text/html, not with SPARQL JSON"),
        ("large", "more than 16 MB"),
        ("short", "gave no answer"),
        ("moved/to/moved/to/x", "may not call"),
    ],
)
def test_what_is_no_answer_is_a_failure(root: str, path: str, words: str) -> None:
    with pytest.raises((ServiceFailure, NotAllowed), match=words):
        call_service(ServiceList([f"{root}/{path}"]), f"{root}/{path}", QUERY, 20.0)


@pytest.mark.parametrize("path", ["silent", "dripping"])
def test_an_endpoint_that_takes_its_time_is_left(root: str, path: str) -> None:
    with pytest.raises(ServiceFailure, match="gave no answer"):
        call_service(ServiceList([f"{root}/{path}"]), f"{root}/{path}", QUERY, 0.3)


def test_a_redirection_leads_to_listed_endpoints_only(root: str) -> None:
    moved = f"{root}/moved/to/sparql"
    assert call_service(ServiceList([moved, f"{root}/sparql"]), moved, QUERY, 5.0) == ROWS
    Handler.asked.clear()
    with pytest.raises(NotAllowed, match="may not call"):
        call_service(ServiceList([moved]), moved, QUERY, 5.0)
    away = f"{root}/moved/to/http://169.254.169.254/latest"
    with pytest.raises(NotAllowed, match=r"169\.254"):
        call_service(ServiceList([away]), away, QUERY, 5.0)
    assert [path for path, _ in Handler.asked] == ["/moved/to/sparql", "/moved/to/http://169.254.169.254/latest"]


def test_redirections_come_to_an_end(root: str) -> None:
    loop = f"{root}/moved"

    def circle(self: Handler) -> None:
        self.send_response(307)
        self.send_header("Location", "/moved")
        self.end_headers()

    before, Handler.answer_moved = Handler.answer_moved, circle  # type: ignore[method-assign]
    try:
        with pytest.raises(ServiceFailure, match="more than 3 times"):
            call_service(ServiceList([loop]), loop, QUERY, 5.0)
    finally:
        Handler.answer_moved = before  # type: ignore[method-assign]


def resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Have every host resolve to one address after the other; the list has what was asked for."""
    asked: list[str] = []

    def resolve(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        address = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254"])
def test_a_name_of_a_private_address_is_not_called(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    resolve_to(monkeypatch, address)
    with pytest.raises(NotAllowed, match="private network only"):
        call_service(ServiceList(["http://example.org/sparql"]), "http://example.org/sparql", QUERY, 5.0)


def test_a_name_is_resolved_once_and_that_address_is_called(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The second answer would be the trap; nobody asks for it.
    asked = resolve_to(monkeypatch, "127.0.0.1", "169.254.169.254")
    url = root.replace("127.0.0.1", "localhost") + "/sparql"
    assert call_service(ServiceList([url]), url, QUERY, 5.0) == ROWS
    assert asked == ["localhost"]


def test_the_first_public_address_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80)),
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2606:4700::1111", 80, 0, 0)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)
    assert choose_address(read_endpoint("http://example.org/")) == (socket.AF_INET6, "2606:4700::1111")
