"""A DESCRIBE becomes the SELECT that finds what is described."""

from __future__ import annotations

import pytest

from carec_kg.graph.describing import select_described


@pytest.mark.parametrize(
    ("text", "selection"),
    [
        ("DESCRIBE ?x WHERE { ?x ?p ?o }", "SELECT ?x WHERE { ?x ?p ?o }"),
        ("describe * { ?x ?p ?o } LIMIT 3", "SELECT * { ?x ?p ?o } LIMIT 3"),
        ("DESCRIBE ?x $x ?y { ?x ?p ?y }", "SELECT $x ?y { ?x ?p ?y }"),
        ("DESCRIBE <urn:a>", "SELECT (<urn:a> AS ?described0) \nWHERE {} "),
        ("PREFIX e: <urn:> DESCRIBE e:a ?x {?x ?p 1}", "PREFIX e: <urn:> SELECT (e:a AS ?described0) ?x {?x ?p 1}"),
        (
            "DESCRIBE <urn:a> FROM NAMED <urn:g> # c",
            "SELECT (<urn:a> AS ?described0) FROM NAMED <urn:g> # c\nWHERE {} ",
        ),
        ("DESCRIBE <urn:a> LIMIT 1", "SELECT (<urn:a> AS ?described0) \nWHERE {} LIMIT 1"),
        ("DESCRIBE <a:a> {?described0 ?p 1}", "SELECT (<a:a> AS ?described_0) {?described0 ?p 1}"),
    ],
)
def test_what_is_described_becomes_columns(text: str, selection: str) -> None:
    assert select_described(text) == selection


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?describe { ?describe ?p 'DESCRIBE <urn:a>' }",
        "ASK {} # DESCRIBE",
        "DESCRIBE",
        "DESCRIBE DISTINCT ?x {}",
        "DESCRIBE * ?x {}",
        "DESCRIBE (1 AS ?x) {}",
        "DESCRIBE 'a' {}",
        "nonsense DESCRIBE <urn:a>",
    ],
)
def test_what_is_no_describe_is_left_to_the_engine(text: str) -> None:
    assert select_described(text) is None
