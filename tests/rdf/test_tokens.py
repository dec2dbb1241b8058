from __future__ import annotations

import pytest

from carec_kg.errors import SyntaxProblem
from carec_kg.rdf.tokens import Lines, find_comments, read_tokens, unescape, unquote


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in read_tokens(text, "a.ttl")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:b.c.", [("name", "a:b.c"), ("mark", ".")]),
        (":x-1;", [("name", ":x-1"), ("mark", ";")]),
        (r"a:b\,c,", [("name", r"a:b\,c"), ("mark", ",")]),
        ("a:%20b a:", [("name", "a:%20b"), ("name", "a:")]),
        ("_:b1. a", [("blank", "_:b1"), ("mark", "."), ("word", "a")]),
        ("1. .5 1.5e3 -7 +.5", [("integer", "1"), ("mark", "."), ("decimal", ".5"), ("double", "1.5e3")]),
        ('"a"@en-gb.', [("text", '"a"'), ("at", "@en-gb"), ("mark", ".")]),
        ('"1"^^a:b', [("text", '"1"'), ("mark", "^^"), ("name", "a:b")]),
        ("<a#b> #c", [("iri", "<a#b>"), ("comment", "#c")]),
        ('"#"', [("text", '"#"')]),
        ('""""a""b""" ""', [("text", '""""a""b"""'), ("text", '""')]),
        ("'''\n'\\''''", [("text", "'''\n'\\''''")]),
        ("état:名 é:1", [("name", "état:名"), ("name", "é:1")]),
    ],
)
def test_words_are_told_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("text", "place"), [('<a:s>\n "open', "2:2"), ("<a b>", "1:1"), ("a:b ^ c", "1:5"), ("'a\n'", "1:1")]
)
def test_what_is_no_word_is_a_syntax_error_at_its_place(text: str, place: str) -> None:
    with pytest.raises(SyntaxProblem, match=f"^a.ttl:{place}: "):
        kinds(text)


def test_lines_end_as_the_three_systems_end_them() -> None:
    lines = Lines("a\nb\r\nc\rd\u2028e", "a.ttl")
    assert [str(lines.locate(offset)) for offset in (0, 2, 5, 7, 9)] == [
        "a.ttl:1:1",
        "a.ttl:2:1",
        "a.ttl:3:1",
        "a.ttl:4:1",
        "a.ttl:4:3",
    ]


def test_comments_are_found_and_hashes_elsewhere_are_not() -> None:
    text = '# one\n<a#b> a:p "#" ; # two\n'
    assert [str(position) for position in find_comments(text, "a.ttl")] == ["a.ttl:1:1", "a.ttl:2:17"]


def test_escapes_of_all_kinds_are_resolved() -> None:
    assert unescape(r"a\tb\n\u00e9\U0001F600\\\"\-") == 'a\tb\né😀\\"-'
    assert unquote('"""a"b"""') == 'a"b'
    assert unquote("'a'") == "a"


def test_a_long_text_of_many_quotes_takes_no_time() -> None:
    text = '"""' + '""a' * 50_000 + '"""'
    assert kinds(text) == [("text", text)]
