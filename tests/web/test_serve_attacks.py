"""What strangers do to the server with bare sockets: after each attempt it answers the next request, at once."""

from __future__ import annotations

import contextlib
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.serving.pools import RUNAWAY, write_things
from tests.web.serving_process import run_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.serving_process import Server

#: Addresses of the loopback: one attacks, the other asks. Only Linux has the second without ado.
#: Seconds until a server that is well again must show it.
PATIENCE = 30.0
ATTACKER, OTHER = "127.0.0.2", "127.0.0.1"
BODY = b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\n\r\n"
_IN_ONE_PIECE = 2**12
#: Name, what is sent, and the beginnings of the answers that may come, in their order.
ODD: dict[str, tuple[bytes, tuple[bytes, ...]]] = {
    "length and chunks": (BODY + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + ASK, (b"400",)),
    "two lengths": (BODY + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}", (b"400",)),
    "lengths with a comma": (BODY + b"Content-Length: 6, 6\r\n\r\nASK {}", (b"400",)),
    "a negative length": (BODY + b"Content-Length: -1\r\n\r\nASK {}", (b"400",)),
    "an endless length": (BODY + b"Content-Length: " + b"9" * 40 + b"\r\n\r\nASK {}", (b"400",)),
    "an unknown coding": (BODY + b"Transfer-Encoding: cow\r\n\r\nASK {}", (b"400",)),
    "chunks without a length": (BODY + b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n", (b"200",)),
    "chunks that are none": (BODY + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n", (b"400",)),
    "a chunk without bounds": (BODY + b"Transfer-Encoding: chunked\r\n\r\n" + b"F" * 17 + b"\r\n", (b"400",)),
    "a zipped body": (BODY + b"Content-Encoding: gzip\r\nContent-Length: 6\r\n\r\nASK {}", (b"415",)),
    "a request within a body": (
        b"GET /health/live HTTP/1.1\r\nHost: a\r\nContent-Length: " + str(len(ASK)).encode() + b"\r\n\r\n" + ASK,
        (b"200",),
    ),
    "three at once": (ASK * 3, (b"200", b"200", b"200")),
    "a method in small letters": (
        b"post" + BODY[4:] + b"Content-Length: 6\r\n\r\nASK {}",
        (b"200",),
    ),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ()),
    "HTTP/0.9": (b"GET /health/live\r\n", (b"400",)),
    "another host in the request line": (b"GET http://b/health/live HTTP/1.1\r\nHost: a\r\n\r\n", (b"200",)),
    "a tunnel": (b"CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n", (b"404",)),
    "a folded header": (b"GET /health/live HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n", (b"400",)),
    "a header of a megabyte": (b"GET / HTTP/1.1\r\nHost: a\r\nA: " + b"a" * 10**6 + b"\r\n\r\n", (b"431",)),
    "many headers": (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"A: b\r\n" * 1000 + b"\r\n", (b"431",)),
    "a long address": (b"GET /" + b"a" * 10**5 + b" HTTP/1.1\r\nHost: a\r\n\r\n", (b"404", b"414", b"431")),
    "a zero byte": (b"GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", (b"400",)),
    "bytes that are no text": (b"GET /queries/%ff%00 HTTP/1.1\r\nHost: a\r\n\r\n", (b"404",)),
    "letters beyond ASCII": ("GET /sparql?query=ASK{}%23\u4e2d HTTP/1.1\r\nHost: a\r\n\r\n".encode(), (b"200", b"400")),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with run_server(write_things(tmp_path_factory.mktemp("attacked") / "things.nq")) as running:
        yield running


def connect(server: Server, address: str = OTHER) -> socket.socket:
    port = int(server.url.rpartition(":")[2])
    return socket.create_connection(("127.0.0.1", port), 20.0, (address, 0))


def receive(connection: socket.socket, most: int) -> list[bytes]:
    """Return the statuses of the answers that come, until there are so many or no more come."""
    received = b""
    # A connection that is cut while one still sends loses what has been received.
    with contextlib.suppress(OSError):
        while piece := connection.recv(2**16):
            received += piece
            if received.count(b"HTTP/1.1 ") >= most:
                break
    return [piece[:3] for piece in received.split(b"HTTP/1.1 ")[1:]]


def ask(server: Server, request: bytes = ASK, address: str = OTHER) -> bytes:
    with connect(server, address) as connection:
        connection.sendall(request)
        return b"".join(receive(connection, 1))


def get(query: str) -> bytes:
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: a\r\n\r\n".encode()


@pytest.mark.parametrize(("request_", "expected"), ODD.values(), ids=ODD)
def test_an_odd_request_is_answered_or_refused(server: Server, request_: bytes, expected: tuple[bytes, ...]) -> None:
    several = len(expected) > 1 and len(set(expected)) == 1
    with connect(server) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(request_)
        statuses = receive(connection, len(expected) if several else 1)
    # Who is cut off while it sends may not see the answer.
    if statuses or len(request_) < _IN_ONE_PIECE:
        assert statuses == list(expected) if several or not expected else statuses[0] in expected
    assert ask(server) == b"200"


def test_a_body_larger_than_a_query_may_be_is_refused_without_being_kept(server: Server) -> None:
    with connect(server) as connection, contextlib.suppress(OSError):
        connection.sendall(BODY + b"Content-Length: 104857600\r\n\r\n")
        for _ in range(1600):
            connection.sendall(b"#" * 2**16)
    with connect(server) as connection:
        connection.sendall(BODY + b"Transfer-Encoding: chunked\r\n\r\n" + (b"40000\r\n" + b"#" * 2**18 + b"\r\n") * 5)
        assert receive(connection, 1)[:1] == [b"413"]
    assert ask(server) == b"200"


def test_bodies_that_never_come_stop_neither_reads_nor_the_queries_of_others(server: Server) -> None:
    with contextlib.ExitStack() as held:
        for _ in range(300):
            connection = held.enter_context(connect(server, ATTACKER))
            connection.sendall(BODY + b"Content-Length: 60\r\n\r\nASK")
        begun = time.monotonic()
        for number in range(4):
            assert ask(server, get(f"ASK {{}} # {number}")) == b"200"
            assert ask(server, b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n") == b"200"
            assert ask(server, BODY + b"Content-Length: 6\r\n\r\nASK {}") == b"200"
        assert ask(server, BODY + b"Content-Length: 6\r\n\r\nASK {}", ATTACKER) in {b"429", b"200"}
        assert time.monotonic() - begun < 20.0
    assert ask(server, BODY + b"Content-Length: 6\r\n\r\nASK {}", ATTACKER) in {b"200", b"429"}


def test_idle_connections_keep_nobody_out(server: Server) -> None:
    with contextlib.ExitStack() as held:
        for number in range(1500):
            connection = held.enter_context(connect(server, ATTACKER))
            if number % 3:
                connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: a\r\nX: ")
        assert ask(server) == b"200"


def test_the_same_slow_query_over_and_over_keeps_no_other_request_waiting(server: Server) -> None:
    slow = get(RUNAWAY).replace(b"?query", b"?timeout=3&query")
    with ThreadPoolExecutor(300) as attackers:
        asked = [attackers.submit(ask, server, slow, ATTACKER) for _ in range(300)]
        while not any(found.done() for found in asked):
            time.sleep(0.05)
        assert ask(server, b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n") == b"200"
        assert not all(found.done() for found in asked)
        assert ask(server, get("ASK { ?s ?p ?o }")) == b"200"
        assert {found.result() for found in asked} <= {b"429", b"503"}


def test_the_runaways_of_one_client_leave_a_worker_to_who_comes_beside_it(server: Server) -> None:
    with ThreadPoolExecutor(16) as attackers:
        runaways = (get(f"{RUNAWAY} # {number}").replace(b"?query", b"?timeout=5&query") for number in range(16))
        asked = [attackers.submit(ask, server, runaway, ATTACKER) for runaway in runaways]
        for number in range(4):
            assert ask(server, get(f"ASK {{ ?s ?p ?o }} # beside {number}")) == b"200"
        # None of them has come to its end: whoever asked beside them did not wait for one.
        assert not any(found.done() and found.result() == b"503" for found in asked)
        assert {found.result() for found in asked} <= {b"429", b"503"}


def test_clients_that_leave_in_the_middle_leave_no_worker_behind(server: Server) -> None:
    for number in range(300):
        with connect(server, f"127.0.0.{3 + number % 40}") as connection:
            connection.sendall(get(f"{RUNAWAY} # {number}").replace(b"?query", b"?timeout=0.05&query"))
    # What they left is killed at its deadline; until then the queue may be full.
    deadline = time.monotonic() + PATIENCE
    while ask(server, get("ASK { ?s ?p ?o } # early")) != b"200":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    for number in range(20):
        assert ask(server, get(f"ASK {{ ?s ?p ?o }} # {number}")) == b"200"
