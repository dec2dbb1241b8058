"""Entity tags, the conditions on them, and which queries have one."""

from __future__ import annotations

import re

import pytest

from carec_kg.web.validators import headers_without_body, is_held, is_repeatable, make_etag


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?n) {}",
        "select (now() as ?n) {}",
        "SELECT (RAND() AS ?n) {}",
        "SELECT (UUID() AS ?n) {}",
        "SELECT (STRUUID() AS ?n) {}",
        "SELECT (BNODE() AS ?n) {}",
        "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }",
        'ASK { ?s ?p "a"SERVICE<http://a.example/> {} }',
        "ASK { ?s ?p ?o FILTER(?o<NOW()) }",
        "SELECT (NOW # when\n () AS ?n) {}",
        "SELECT (\\u004EOW() AS ?n) {}",
        "SELECT (N\\U0000004fW() AS ?n) {}",
        "SELECT (RAND() AS ?n) {} # \\UFFFFFFFF",
        "SELECT * {} ORDER BY RAND()",
    ],
)
def test_a_query_that_changes_is_not_repeatable(query: str) -> None:
    assert not is_repeatable(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT ?now $rand { ?now ?service ?rand }",
        "SELECT * { ?s ex:service ?o ; :uuid ?u }",
        "SELECT * { ?snow ?renown ?o }",
        "SELECT ('\\u00e9' AS ?x) {}",
    ],
)
def test_a_query_without_these_functions_is_repeatable(query: str) -> None:
    assert is_repeatable(query)


def test_a_tag_differs_by_version_format_coding_and_bytes() -> None:
    parts = [("v1", "text/csv", "gzip", b"a"), ("v2", "text/csv", "gzip", b"a"), ("v1", "text/plain", "gzip", b"a")]
    parts += [("v1", "text/csv", "identity", b"a"), ("v1", "text/csv", "gzip", b"b")]
    tags = {make_etag(*each) for each in parts}
    assert len(tags) == len(parts)
    assert make_etag(*parts[0]) in tags
    assert all(re.fullmatch(r'"[0-9a-f]{40}"', tag) for tag in tags)


@pytest.mark.parametrize("header", ['"a"', 'W/"a"', "*", " * ", '"b", "a"', '"b",W/"a"', '"x,y", "a"'])
def test_a_tag_that_is_named_is_held(header: str) -> None:
    assert is_held(header, '"a"')


@pytest.mark.parametrize("header", [None, "", '"b"', "a", '"aa"', '"A"', '"*"', "'a'", '"a', '"b", W/"c"'])
def test_a_tag_that_is_not_named_is_not_held(header: str | None) -> None:
    assert not is_held(header, '"a"')


def test_nothing_is_held_of_what_has_no_tag() -> None:
    assert not is_held("*", None)


def test_a_304_tells_nothing_of_a_body() -> None:
    headers = [("Content-Type", "text/csv"), ("ETag", '"a"'), ("content-length", "3"), ("Content-Encoding", "gzip")]
    assert headers_without_body(headers) == [("ETag", '"a"')]
