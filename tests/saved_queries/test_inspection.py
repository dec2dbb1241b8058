from __future__ import annotations

import pytest

from carec_kg.saved_queries.catalogue import Catalogue, read_saved_query
from carec_kg.saved_queries.inspection import inspect_query

HEADER = """#+ title: T
#+ question: Why?
#+ description: D.
#+ tags: a
#+ column: a (iri) A.
#+ expect: rows 0..

"""
PREFIX = "PREFIX carec: <https://w3id.org/carec-kg/ontology#>\n"


def problems(text: str, header: str = HEADER) -> list[str]:
    return [str(problem) for problem in inspect_query(read_saved_query(header + text, "x", "x.rq"))]


def test_the_sample_queries_have_no_fault(library: Catalogue) -> None:
    for query in library:
        assert inspect_query(query) == []


def test_a_sound_query_passes_with_a_limit_inside() -> None:
    assert problems("SELECT ?a WHERE { { SELECT ?a WHERE { ?a ?b ?c } LIMIT 3 } } ORDER BY ?a\n") == []


def test_a_syntax_error_has_the_line_and_column_of_the_file() -> None:
    [problem] = problems("\nSELECT ?a WHERE {\n  ?a ?b 'x }\nORDER BY ?a\n")
    assert problem.startswith("x.rq:10:13: ")
    assert "expected" in problem


@pytest.mark.parametrize("word", ["SERVICE", "NOW", "RAND", "UUID", "STRUUID", "BNODE"])
def test_what_makes_an_answer_differ_is_refused_before_it_is_run(word: str) -> None:
    text = f"SELECT ?a WHERE {{ ?a ?b ?c FILTER({word}() = 1) }} ORDER BY ?a\n"
    if word == "SERVICE":
        text = "SELECT ?a WHERE { service silent <http://127.0.0.1:9/> { ?a ?b ?c } } ORDER BY ?a\n"
    [problem] = problems(text)
    assert f"{word} makes the answer depend on" in problem


def test_a_prefix_is_declared_used_and_the_projects_own() -> None:
    [problem] = problems("SELECT ?a WHERE { ?a a carec:Place } ORDER BY ?a\n")
    assert (
        "x.rq:8:1: prefix carec: is not declared; add 'PREFIX carec: <https://w3id.org/carec-kg/ontology#>'" in problem
    )
    [problem] = problems(PREFIX + "SELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a\n")
    assert "prefix carec: is declared but not used" in problem
    [problem] = problems("PREFIX carec: <http://x/>\nSELECT ?a WHERE { ?a a carec:B } ORDER BY ?a\n")
    assert "stands for <https://w3id.org/carec-kg/ontology#> in this project" in problem
    assert problems("PREFIX own: <http://x/>\nSELECT ?a WHERE { ?a a own:B } ORDER BY ?a\n") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?a WHERE { ?a ?b ?c }\n", "have no order of their own"),
        ("SELECT ?a WHERE { ?a ?b ?c } ORDER BY LCASE(STR(?a))\n", "have no order of their own"),
        ("SELECT ?a WHERE { ?a ?b ?c } ORDER BY ?c\n", "have no order of their own"),
        ("SELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a LIMIT 3\n", "LIMIT below the last bracket"),
        ("SELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a OFFSET 3\n", "OFFSET below the last bracket"),
        ("SELECT ?a WHERE { ?a ?b ?c } ORDER BY ?a VALUES ?a { 1 }\n", "VALUES below the last bracket"),
        ("SELECT * WHERE { ?a a <http://x> } ORDER BY ?a\n", "SELECT * leaves the order of columns"),
        ("SELECT DISTINCT * WHERE { ?a a <http://x> } ORDER BY ?a\n", "SELECT * leaves the order of columns"),
    ],
)
def test_what_paging_and_row_numbers_rest_on_is_checked(text: str, message: str) -> None:
    assert [problem for problem in problems(text) if message in problem]


def test_only_rows_have_columns() -> None:
    [problem, _] = problems("ASK { ?a ?b ?c }\n")
    assert "x.rq:5:1: only a SELECT query has columns" in problem
