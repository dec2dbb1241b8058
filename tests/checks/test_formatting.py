from __future__ import annotations

import pytest

from carec_kg.checks.formatting import canonical_forms, check_formatting
from carec_kg.checks.placement import CheckedFile
from carec_kg.errors import Position
from carec_kg.iris import CAREC, ID, PREFIXES
from carec_kg.rdf.terms import Iri, Literal, text_literal
from carec_kg.rdf.turtle import format_turtle

XSD = PREFIXES["xsd"]
HEAD = f"@prefix carec: <{CAREC}> .\n@prefix id: <{ID}> .\n@prefix xsd: <{XSD}> .\n\n"


def a_file(text: str, name: str = "data/a.ttl") -> CheckedFile:
    return CheckedFile(name, "urn:g", text.encode())


def formatted(text: str) -> CheckedFile:
    return CheckedFile("data/a.ttl", "urn:g", format_turtle((HEAD + text).encode(), "a").encode())


def test_a_file_of_the_one_writer_has_no_finding() -> None:
    assert check_formatting([formatted('id:a a carec:Figure ; carec:value 35.5 ; carec:unit "é\\n"@fr-be .')]) == []


def test_a_comment_at_the_head_is_no_finding() -> None:
    file = formatted("id:a a carec:Figure .")
    assert check_formatting([CheckedFile(file.name, file.graph, b"# Why it is so.\n\n" + file.data)]) == []


def test_the_first_line_that_differs_is_named_with_what_it_should_be() -> None:
    text = f"@prefix carec: <{CAREC}> .\n@prefix id: <{ID}> .\n\nid:a\n  a carec:Figure ;\n  carec:of  id:b .\n"
    [finding] = check_formatting([a_file(text)])
    assert (finding.rule, finding.graph) == ("formatted", "urn:g")
    assert finding.position == Position("data/a.ttl", 6)
    assert "line 6 should be '  carec:of id:b .'" in finding.message


@pytest.mark.parametrize(
    ("change", "words"),
    [(b"\n", "line 5 should not be there"), (b"\n\n", "line 5 should not be there")],
)
def test_a_line_too_many_at_the_end_is_noticed(change: bytes, words: str) -> None:
    file = formatted("id:a a carec:Figure .")
    lines = file.data.count(b"\n") + 1
    [finding] = check_formatting([CheckedFile(file.name, file.graph, file.data + change)])
    assert words.replace("5", str(lines + 1)) in finding.message


def test_a_comment_that_would_be_lost_is_a_finding() -> None:
    [finding] = check_formatting([a_file(HEAD + "id:a a carec:Figure . # why\n")])
    assert finding.rule == "formatted"
    assert "would be lost" in finding.message


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ('"322.40"^^xsd:decimal', '"322.4"'),
        ('"11.0"^^xsd:decimal', '"11"'),
        ('"007"^^xsd:integer', '"7"'),
        ('"1"^^xsd:boolean', '"true"'),
        ('"+5"^^xsd:integer', '"5"'),
    ],
)
def test_a_literal_that_the_engine_would_rewrite_is_a_finding_at_its_place(written: str, canonical: str) -> None:
    found = check_formatting([a_file(HEAD + f"id:a\n  carec:value {written} .\n")])
    [finding] = [finding for finding in found if finding.rule == "canonical-literals"]
    assert finding.position == Position("data/a.ttl", 6, 15)
    assert finding.focus == Iri(ID + "a")
    assert finding.path == CAREC + "value"
    assert f"write {canonical}" in finding.message


def test_two_spellings_of_one_value_are_told_apart() -> None:
    decimal = XSD + "decimal"
    forms = canonical_forms([Literal("1.50", decimal), Literal("1.5", decimal)])
    assert forms == {
        Literal("1.50", decimal): Literal("1.5", decimal),
        Literal("1.5", decimal): Literal("1.5", decimal),
    }


def test_texts_and_unknown_datatypes_are_canonical_as_they_are() -> None:
    literals = [
        Literal(" a "),
        text_literal("A", "en"),
        Literal("x", "urn:datatype"),
        Literal("2024-02-30", XSD + "date"),
    ]
    assert canonical_forms(literals) == {literal: literal for literal in literals}


@pytest.mark.parametrize("text", ["_:b carec:of id:a .", "id:a carec:of _:b .", "id:a carec:of [] ."])
def test_a_blank_node_is_a_finding(text: str) -> None:
    found = check_formatting([a_file(HEAD + text + "\n")])
    [finding] = [finding for finding in found if finding.rule == "no-blank-nodes"]
    assert finding.position is not None
    assert finding.position.line == 5


def test_a_blank_node_is_told_once_however_often_it_stands() -> None:
    found = check_formatting([a_file(HEAD + "_:b a carec:Figure ; carec:of _:b , _:c .\n")])
    assert [finding.rule for finding in found].count("no-blank-nodes") == 2


@pytest.mark.parametrize("data", [b"id:a a .", b"# caf\xe9\n"])
def test_a_file_that_does_not_parse_is_left_to_another_check(data: bytes) -> None:
    assert check_formatting([CheckedFile("data/a.ttl", "urn:g", data)]) == []
