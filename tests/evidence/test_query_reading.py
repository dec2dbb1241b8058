"""A query is read as the engine reads it, and what is beyond the reader is said."""

from __future__ import annotations

import pytest

from carec_kg.evidence.failing import Unexplained
from carec_kg.evidence.query_reading import read_query
from carec_kg.evidence.syntax import Alternative, Block, Filter, Inverse, Negated, Path, Repeat, Sequence


def read_path(text: str) -> Path:
    block = read_query(f"SELECT * {{ ?s {text} ?o }}").select.group.elements[0]
    assert isinstance(block, Block)
    return block.patterns[0].path


def read_conditions(text: str) -> list[str]:
    elements = read_query(f"SELECT * {{ ?s ?p ?o {text} }}").select.group.elements
    return [element.condition.text for element in elements if isinstance(element, Filter)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (":a/:b|:c", Alternative((Sequence((":a", ":b")), ":c"))),
        ("^:a/:b", Sequence((Inverse(":a"), ":b"))),
        ("^(:a/:b)", Inverse(Sequence((":a", ":b")))),
        ("(:a|:b)+", Repeat(Alternative((":a", ":b")), "+", "(:a|:b)+")),
        (":a?/:b", Sequence((Repeat(":a", "?", ":a?"), ":b"))),
        ("!(:a|^:b)", Negated((":a",), (":b",))),
        ("!^:a", Negated((), (":a",))),
        ("!()", Negated((), ())),
    ],
)
def test_paths_bind_as_the_grammar_says(text: str, path: Path) -> None:
    assert read_path(text) == path


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("FILTER(?o<5)", ["(?o<5)"]),
        ("FILTER(?o<?p&&?s>?o) ?s <urn:p> ?x", ["(?o<?p&&?s>?o)"]),
        ("FILTER(?o<=?p) FILTER(?s>=?o)", ["(?o<=?p)", "(?s>=?o)"]),
        ("FILTER(?o = <urn:a>) FILTER REGEX(STR(?o), '[)]')", ["(?o = <urn:a>)", "REGEX(STR(?o), '[)]')"]),
        ("FILTER(?o IN (<urn:a>, <urn:b>)) <urn:s> <urn:p> <urn:o>", ["(?o IN (<urn:a>, <urn:b>))"]),
        ("FILTER NOT EXISTS { ?s ?q ?o FILTER(?q<5) }", ["NOT EXISTS { ?s ?q ?o FILTER(?q<5) }"]),
        ("FILTER <urn:f>(?o)", ["<urn:f>(?o)"]),
        ("FILTER((?o)<((5)))", ["((?o)<((5)))"]),
        ('FILTER("a"@en<"b"^^<urn:t>)', ['("a"@en<"b"^^<urn:t>)']),
    ],
)
def test_comparison_and_iri_are_told_apart(text: str, conditions: list[str]) -> None:
    assert read_conditions(text) == conditions


def test_limits_are_blanked_out_wherever_they_are_and_nowhere_else() -> None:
    query = read_query("SELECT * { { SELECT ?x { ?x ?p 'LIMIT 3' } LIMIT 1 } # LIMIT 2\n } OFFSET 4 LIMIT 5")
    assert " ".join(query.uncut.split()) == "SELECT * { { SELECT ?x { ?x ?p 'LIMIT 3' } } # LIMIT 2 }"


def test_made_variables_are_none_of_the_querys() -> None:
    query = read_query("SELECT ?w_1 { ?w_1 ?p [ ?w__2 ?o ] }")
    block = query.select.group.elements[0]
    assert isinstance(block, Block)
    made = {pattern.object for pattern in block.patterns} | {pattern.subject for pattern in block.patterns}
    assert made - {"?w_1", "?o"} == {"?w___1"}


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o LATERAL { ?o ?q ?x } }",
        "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT * { << ?s ?p ?o >> ?q ?x }",
        'VERSION "1.2" SELECT * { ?s ?p ?o }',
        "SELECT * { ?s ?p ?o",
        "SELECT { ?s ?p ?o }",
        "",
        "{" * 5_000,
        "SELECT * " + "{" * 5_000,
    ],
)
def test_what_is_beyond_the_reader_is_said(text: str) -> None:
    with pytest.raises(Unexplained, match=r"beyond the part of SPARQL|nested too deeply"):
        read_query(text)


def test_many_brackets_take_no_more_than_their_length() -> None:
    inside = "(" * 200 + "?o = 1" + ")" * 200
    assert read_conditions(f"FILTER{inside}") == [inside]
