"""The gate before which bodies are read: so many at once, each whole, none too large."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import create_environ, run_wsgi_app

from carec_kg.web.bodies import BoundedBodies
from carec_kg.web.overdue import Watch
from carec_kg.web.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

MOST = 100


def show_body(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [environ.get("CONTENT_LENGTH", "").encode(), b" ", environ["wsgi.input"].read()]


def make_gate(places: Places) -> BoundedBodies:
    return BoundedBodies(
        show_body, places, most=MOST, proxies="", current_version=lambda: "v1", watch=Watch(60.0, pause=3600.0)
    )


def ask(gate: BoundedBodies, body: io.BytesIO, length: str, **more: str) -> tuple[str, bytes, Any]:
    environ = create_environ("/sparql", method="POST")
    environ |= {"wsgi.input": body, "CONTENT_LENGTH": length, "REMOTE_ADDR": "192.0.2.1", **more}
    pieces, status, headers = run_wsgi_app(gate, environ)
    return status, b"".join(pieces), headers


@given(st.binary(max_size=MOST))
def test_a_body_is_handed_on_as_it_came(body: bytes) -> None:
    gate = make_gate(Places(2, "bodies"))
    expected = str(len(body)).encode() + b" " + body
    assert ask(gate, io.BytesIO(body), str(len(body)))[1] == expected
    chunked = ask(gate, io.BytesIO(body), "", HTTP_TRANSFER_ENCODING="chunked")
    assert chunked[1] == expected


def test_a_body_without_a_length_is_read_a_byte_further_than_it_may_be() -> None:
    stream = io.BytesIO(b"x" * 1000)
    assert ask(make_gate(Places(2, "bodies")), stream, "", HTTP_TRANSFER_ENCODING="chunked")[1].startswith(b"101 ")
    assert stream.tell() == MOST + 1


def test_a_body_that_is_too_large_is_read_off_and_handed_on_empty() -> None:
    stream = io.BytesIO(b"x" * 1000)
    assert ask(make_gate(Places(2, "bodies")), stream, "1000")[1] == b"1000 "
    assert stream.tell() == 1000


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "get"])
def test_the_body_of_another_method_is_never_read(method: str) -> None:
    stream = io.BytesIO(b"x" * 10)
    assert ask(make_gate(Places(2, "bodies")), stream, "10", REQUEST_METHOD=method)[1] == b"10 "
    assert stream.tell() == 0


def test_half_a_body_is_400() -> None:
    status, body, _ = ask(make_gate(Places(2, "bodies")), io.BytesIO(b"ASK"), "50")
    assert status == "400 BAD REQUEST"
    assert b"3 of 50 bytes" in body


@pytest.mark.parametrize(("address", "status"), [("192.0.2.1", "429"), ("192.0.2.2", "503")])
def test_where_no_place_is_left_nothing_is_read_and_the_client_hears_when_to_come_again(
    address: str, status: str
) -> None:
    places, stream = Places(2, "bodies"), io.BytesIO(b"ASK {}")
    with places.take("192.0.2.1"), places.take("192.0.2.3"):
        answer = ask(make_gate(places), stream, "6", REMOTE_ADDR=address)
    assert answer[0].startswith(status)
    assert (answer[2]["Retry-After"], answer[2]["X-Dataset-Version"]) == ("2", "v1")
    assert stream.tell() == 0
    assert ask(make_gate(places), stream, "6")[1] == b"6 ASK {}"


def test_a_method_in_small_letters_is_read_here_too() -> None:
    assert ask(make_gate(Places(2, "bodies")), io.BytesIO(b"ASK {}"), "6", REQUEST_METHOD="post")[1] == b"6 ASK {}"
