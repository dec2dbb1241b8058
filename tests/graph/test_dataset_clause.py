"""The graphs that a query names are found, or the query is refused in words."""

from __future__ import annotations

import pytest

from carec_kg.errors import QueryProblem
from carec_kg.graph.dataset_clause import DatasetClause, read_dataset_clause

TWO = DatasetClause(("urn:a", "urn:b"), ())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <urn:a> FROM <urn:b> { ?s ?p ?o }",
        "select*from<urn:a>from<urn:b>where{?s ?p ?o}",
        "PREFIX from: <urn:> SELECT ?from FROM from:a FROM from:b { ?from ?p from:from }",
        "BASE <urn:x> SELECT * FROM <urn:a> # FROM <urn:c>\n FROM <urn:b> { ?s ?p 'FROM <urn:d>' }",
        "SELECT (EXISTS { ?a ?b '} FROM <urn:c>' } AS ?x) FROM <urn:a> FROM <urn:b> { ?s ?p ?o }",
        "SELECT (1<2 AS ?x) (3>2 AS ?y) FROM <urn:a> FROM <urn:b> { ?s ?p ?o }",
        "SELECT * FROM <urn:a> FROM <urn:b> FROM <urn:a> { ?s ?p ?o }",
        "ASK FROM <urn:a> FROM <urn:b> {}",
        "CONSTRUCT { ?s ?p ?o } FROM <urn:a> FROM <urn:b> WHERE { ?s ?p ?o }",
        "CONSTRUCT FROM <urn:a> FROM <urn:b> WHERE { ?s ?p ?o }",
        "DESCRIBE <urn:s> FROM <urn:a> FROM <urn:b>",
        "# a comment that ends here\rSELECT * FROM <urn:a> FROM <urn:b> { ?s ?p ?o }",
    ],
)
def test_graphs_are_found_wherever_the_grammar_lets_them_stand(text: str) -> None:
    assert read_dataset_clause(text) == TWO


def test_named_graphs_are_told_from_default_graphs_in_their_order() -> None:
    text = "PREFIX ex: <urn:> SELECT * FROM NAMED ex:c FROM ex:a FROM NAMED <urn:a> { ?s ?p ?o }"
    assert read_dataset_clause(text) == DatasetClause(("urn:a",), ("urn:c", "urn:a"))


def test_names_are_made_whole_as_the_engine_does() -> None:
    assert read_dataset_clause("BASE <http://a.org/b/c> SELECT * FROM <../d> { ?s ?p ?o }") == DatasetClause(
        ("http://a.org/d",), ()
    )
    assert read_dataset_clause("SELECT * FROM graph:inferred { ?s ?p ?o }") == DatasetClause(
        ("https://w3id.org/carec-kg/graph/inferred",), ()
    )


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT ?from { ?from <urn:from> 'from', \"FROM <urn:a>\", '''FROM''' } # FROM <urn:a>",
        "PREFIX from: <urn:from> SELECT * { from:a from:from ?o FILTER(?o<'FROM' || ?o>'FROM') }",
        "SELECT * { ?s ?p ?o } FROM <urn:a>",
        "SELECT FROM",
        "FROM <urn:a>",
    ],
)
def test_a_query_without_a_clause_and_one_that_does_not_parse_name_none(text: str) -> None:
    assert read_dataset_clause(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX :<urn:> SELECT(1<2AS?c)FROM:a#>\n{?s ?p ?o}",
        "PREFIX :<urn:> SELECT *FROM:a{?s ?p ?o}",
        "PREFIX x:<urn:> SELECT *FROMx:a{?s ?p ?o}",
        "PREFIX :<urn:> DESCRIBE <urn:s> FROM:a",
        "SELECT * FROM <urn:\\u0061> FROM <urn:b> {?s ?p ?o}",
    ],
)
def test_a_clause_that_only_the_engine_sees_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(QueryProblem, match="cannot be told") as caught:
        read_dataset_clause(text)
    assert (caught.value.line, caught.value.column) == (1, text.index("FROM") + 1)
