"""Telling queries with SERVICE from others."""

from __future__ import annotations

import pytest

from carec_kg.rdf.service_keyword import mentions_service


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "select * {?s ?p 12service silent ?x {}}",
        "SELECT * { ?s ?p 'it\\'s' . # 'SERVICE\n SERVICE <x:x> {} }",
        'SELECT * { ?s ?p """a "SERVICE" b""" SERVICE <x:x> {} }',
    ],
)
def test_the_keyword_is_seen(query: str) -> None:
    assert mentions_service(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a carec:Facility }",
        "SELECT * { ?s rdfs:label 'customs SERVICE' }",
        "SELECT * { <http://example.org/SERVICE> ex:SERVICE service:a } # SERVICE",
        "SELECT * { ex-service:a ?p ?o }",
        "SELECT * { SERVICE <x:x> {} }" + " " * 100_000,
    ],
)
def test_what_only_looks_like_it_is_not(query: str) -> None:
    assert not mentions_service(query)


@pytest.mark.parametrize("piece", ["a.a", "a-", "<", '"\\', ":.", "'", '""" ', "?", "a:\\", "<a"])
def test_no_text_takes_long(piece: str) -> None:
    # What takes time in the square of its length would not end within the suite's limit.
    assert mentions_service((piece * 50_000)[:90_000] + "\n SERVICE") in {True, False}
