"""The gate before which bodies are read: so many at once, each whole, none too large, none for ever."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import create_environ

from carec_kg.errors import Busy, ShareUsed
from carec_kg.web.bodies import BodyReader
from carec_kg.web.places import Places
from carec_kg.web.problems import RequestProblem
from tests.web.looping import wait_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from wsgiref.types import WSGIEnvironment

MOST = 100
CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked"}


class Pieces:
    """A body that comes piece by piece; ``taken`` counts its bytes, and it may never end."""

    def __init__(self, body: bytes, size: int = 10, *, endless: bool = False) -> None:
        self.body = body
        self.size = size
        self.endless = endless
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.taken < len(self.body):
            piece = self.body[self.taken : self.taken + self.size]
            self.taken += len(piece)
            yield piece
        if self.endless:
            await asyncio.get_running_loop().create_future()


def read(
    pieces: Pieces, length: str, places: Places | None = None, more: dict[str, str] | None = None
) -> WSGIEnvironment:
    reader = BodyReader(places or Places(2, "bodies"), most=MOST, proxies="", patience=0.05 if pieces.endless else 20)
    environ = create_environ("/sparql", method="POST")
    environ |= {"CONTENT_LENGTH": length, "REMOTE_ADDR": "192.0.2.1", **(more or {})}
    wait_for(reader.read(environ, pieces))
    return environ


@given(st.binary(max_size=MOST), st.integers(1, MOST))
def test_a_body_is_handed_on_as_it_came(body: bytes, size: int) -> None:
    for length, coding in ((str(len(body)), {}), ("", CHUNKED)):
        found = read(Pieces(body, size), length, more=coding)
        assert found["CONTENT_LENGTH"] == str(len(body))
        assert found["wsgi.input"].read() == body
        assert "HTTP_TRANSFER_ENCODING" not in found


def test_a_body_without_a_length_is_read_a_little_further_than_it_may_be() -> None:
    pieces = Pieces(b"x" * 1000)
    found = read(pieces, "", more=CHUNKED)
    assert found["CONTENT_LENGTH"] == str(MOST + 1)
    assert pieces.taken == MOST + pieces.size


def test_a_body_that_is_too_large_is_read_off_and_handed_on_empty() -> None:
    pieces = Pieces(b"x" * 1000)
    found = read(pieces, "1000")
    assert (found["CONTENT_LENGTH"], found["wsgi.input"].read(), pieces.taken) == ("1000", b"", 1000)


def test_what_is_read_off_has_an_end() -> None:
    pieces = Pieces(b"x" * (2**24 + 2**21), 2**20)
    read(pieces, str(len(pieces.body)))
    assert pieces.taken == 2**24 + 2**20


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "get"])
def test_the_body_of_another_method_is_never_read(method: str) -> None:
    pieces = Pieces(b"x" * 10)
    assert read(pieces, "10", more={"REQUEST_METHOD": method})["wsgi.input"].read() == b""
    assert pieces.taken == 0


def test_half_a_body_is_400() -> None:
    with pytest.raises(RequestProblem, match="3 of 50 bytes") as caught:
        read(Pieces(b"ASK"), "50")
    assert caught.value.status == 400


def test_a_body_that_never_ends_is_408_and_leaves_its_place() -> None:
    places = Places(1, "bodies")
    with pytest.raises(RequestProblem, match="one go") as caught:
        read(Pieces(b"ASK", endless=True), "50", places)
    assert caught.value.status == 408
    assert read(Pieces(b"ASK {}"), "6", places)["wsgi.input"].read() == b"ASK {}"


@pytest.mark.parametrize(("address", "error"), [("192.0.2.1", ShareUsed), ("192.0.2.2", Busy)])
def test_where_no_place_is_left_nothing_is_read(address: str, error: type[Exception]) -> None:
    places, pieces = Places(2, "bodies"), Pieces(b"ASK {}")
    with places.take("192.0.2.1"), places.take("192.0.2.3"), pytest.raises(error):
        read(pieces, "6", places, {"REMOTE_ADDR": address})
    assert pieces.taken == 0
    assert read(pieces, "6", places)["wsgi.input"].read() == b"ASK {}"


def test_a_method_in_small_letters_is_read_here_too() -> None:
    assert read(Pieces(b"ASK {}"), "6", more={"REQUEST_METHOD": "post"})["wsgi.input"].read() == b"ASK {}"
