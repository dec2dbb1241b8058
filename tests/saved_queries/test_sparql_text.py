from __future__ import annotations

import pytest

from carec_kg.saved_queries.sparql_text import read_text

QUERY = '''PREFIX a: <http://a#> # a comment with ?no {
PREFIX : <http://b#>
SELECT ?x (COUNT(*) AS ?n) WHERE {
  ?x a:b-c.d/:e "ORDER BY ?z { a:no" ; a:f """long
"quoted" } ?no""" .
  { SELECT ?x WHERE { ?x ?y 'it\\'s' } ORDER BY ?x LIMIT 3 }
}
GROUP BY ?x
ORDER BY DESC(?n) LCASE(STR(?x)) ASC(?x) ?y (?q) (?x + ?n)
'''


def test_strings_and_comments_hide_what_is_in_them() -> None:
    read = read_text(QUERY)
    assert {t.text for t in read.tokens if t.kind == "variable"} == {"?x", "?n", "?y", "?q"}
    assert sorted(read.used_prefixes()) == ["", "a"]


def test_lines_are_counted_through_long_strings() -> None:
    assert read_text(QUERY).words("GROUP")[0].line == 8


def test_prefixes_are_found_with_their_namespaces() -> None:
    declared = read_text(QUERY).declared_prefixes()
    assert {prefix: namespace for prefix, (namespace, _) in declared.items()} == {"a": "http://a#", "": "http://b#"}


def test_only_keys_that_are_one_variable_count_as_order() -> None:
    assert read_text(QUERY).order_variables() == ("n", "x", "y", "q")


def test_the_order_ends_at_a_limit() -> None:
    assert read_text("SELECT ?a { ?a ?b ?c } ORDER BY ?a LIMIT 3").order_variables() == ("a",)


def test_the_order_of_a_subselect_is_not_the_querys() -> None:
    assert read_text("SELECT ?a { { SELECT ?a { ?a ?b ?c } ORDER BY ?a } }").order_variables() == ()


def test_a_limit_inside_brackets_is_not_outer() -> None:
    assert read_text(QUERY).outer_words("LIMIT") == []
    assert [t.line for t in read_text("SELECT ?a { ?a ?b ?c }\nlimit 3").outer_words("LIMIT")] == [2]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ask {}", "ASK"),
        ("PREFIX select: <http://x> CONSTRUCT { ?a ?b ?c } WHERE { { SELECT * { ?a ?b ?c } } }", "CONSTRUCT"),
        ("DESCRIBE <http://x>", "DESCRIBE"),
        ("INSERT DATA { }", ""),
        ("", ""),
    ],
)
def test_the_form_is_the_outermost(text: str, form: str) -> None:
    assert read_text(text).form == form


def test_a_less_than_sign_is_no_iri() -> None:
    read = read_text("ASK { FILTER(?a < ?b && ?c > 1) }")
    assert [t.text for t in read.tokens if t.kind == "variable"] == ["?a", "?b", "?c"]


def test_a_name_does_not_take_the_full_stop_that_ends_a_triple() -> None:
    read = read_text("ASK { ?a a:b.c. ?d a:e%41 a:f\\/g }")
    assert [t.text for t in read.tokens if t.kind == "name"] == ["a:b.c", "a:e%41", "a:f\\/g"]


def test_a_blank_node_has_no_prefix() -> None:
    assert list(read_text("ASK { _:b a:c _:d . }").used_prefixes()) == ["a"]
