"""Negotiation of content codings, and gzip."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.web.coding import LEAST_COMPRESSED, choose_codings, compress, encode_body, is_compressible

TEXT = b"the same again " * 200


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        (None, ("identity",)),
        ("", ("identity",)),
        ("gzip", ("gzip", "identity")),
        ("x-gzip", ("gzip", "identity")),
        ("GZIP;Q=0.5", ("gzip", "identity")),
        ("gzip, deflate, br, zstd", ("gzip", "identity")),
        ("deflate", ("identity",)),
        ("*", ("gzip", "identity")),
        ("gzip;q=0", ("identity",)),
        ("gzip;q=0, *", ("identity",)),
        ("identity, gzip;q=0.5", ("identity", "gzip")),
        ("gzip;q=0.5, identity;q=0.5", ("gzip", "identity")),
        ("identity;q=0", ()),
        ("gzip, identity;q=0", ("gzip",)),
        ("*;q=0", ()),
        ("gzip, *;q=0", ("gzip",)),
        ("identity, *;q=0", ("identity",)),
        ("gzip;q=2, br", ("identity",)),
        ("gzip;q=0.001", ("gzip", "identity")),
        ("gzip;level=9", ("identity",)),
        (",,gzip,,", ("gzip", "identity")),
    ],
)
def test_codings_are_chosen_by_weight(header: str | None, codings: tuple[str, ...]) -> None:
    assert choose_codings(header) == codings


@given(st.text(max_size=60))
def test_any_header_chooses_what_there_is(header: str) -> None:
    assert set(choose_codings(header)) <= {"gzip", "identity"}


def test_the_same_body_is_compressed_to_the_same_bytes() -> None:
    assert compress(TEXT) == compress(TEXT)
    assert compress(TEXT)[4:8] == bytes(4)
    assert gzip.decompress(compress(TEXT)) == TEXT


@pytest.mark.parametrize(
    "media_type",
    [
        "text/csv; charset=utf-8",
        "text/turtle; charset=utf-8",
        "application/sparql-results+json",
        "application/json",
        "application/rdf+xml",
        "application/n-triples",
        "application/ld+json",
        "application/problem+json",
        "image/svg+xml",
    ],
)
def test_text_of_every_kind_is_compressible(media_type: str) -> None:
    assert is_compressible(media_type)


@pytest.mark.parametrize("media_type", ["", "image/png", "application/zip", "application/gzip", "font/woff2"])
def test_what_is_compressed_already_is_not(media_type: str) -> None:
    assert not is_compressible(media_type)


def test_a_body_is_compressed_where_it_is_worth_it() -> None:
    assert encode_body(TEXT, "text/csv", ("gzip", "identity")) == ("gzip", compress(TEXT))
    short = TEXT[: LEAST_COMPRESSED - 1]
    assert encode_body(short, "text/csv", ("gzip", "identity")) == ("identity", short)
    assert encode_body(TEXT, "image/png", ("gzip", "identity")) == ("identity", TEXT)
    assert encode_body(TEXT, "text/csv", ("identity", "gzip")) == ("identity", TEXT)
    assert encode_body(TEXT, "text/csv", ("identity",)) == ("identity", TEXT)


def test_a_client_that_takes_nothing_but_gzip_gets_it() -> None:
    assert encode_body(b"x", "image/png", ("gzip",)) == ("gzip", compress(b"x"))
