"""Tokens of a query, with their places."""

from __future__ import annotations

import pytest

from carec_kg.rdf.query_tokens import find_form, read_tokens

TEXT = "PREFIX e: <urn:> # c }\nSELECT ?x { e:a <urn:b> '}' }"


def test_tokens_know_where_they_stand() -> None:
    tokens = list(read_tokens(TEXT))
    assert all(TEXT[token.start : token.end] == token.text for token in tokens)
    assert [(token.text, token.kind, token.line, token.depth) for token in tokens[3:8]] == [
        ("SELECT", "word", 2, 0),
        ("?x", "variable", 2, 0),
        ("{", "mark", 2, 0),
        ("e:a", "name", 2, 1),
        ("<urn:b>", "iri", 2, 1),
    ]


def test_a_comment_ends_at_either_line_end() -> None:
    assert [token.text for token in read_tokens("# a\rb # c\nd")] == ["b", "d"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (TEXT, "SELECT"),
        ("BASE <urn:select> PREFIX ask: <urn:> describe ?x", "describe"),
        ('VERSION "1.2" ASK {}', "ASK"),
        ("construct where { ?select ?p ?o }", "construct"),
    ],
)
def test_the_form_is_the_word_behind_the_prologue(text: str, form: str) -> None:
    tokens = list(read_tokens(text))
    place = find_form(tokens)
    assert place is not None
    assert tokens[place].text == form


@pytest.mark.parametrize("text", ["", "PREFIX e: <urn:>", "PREFIX SELECT ?x", "BASE e:a ASK {}", "INSERT { ASK }"])
def test_a_text_without_a_form_has_none(text: str) -> None:
    assert find_form(list(read_tokens(text))) is None
