"""Marks: numbers, dates and names of the given facts, and no other words."""

from __future__ import annotations

import pytest

from carec_kg.evidence.quotation_marks import find_marks
from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Iri, Literal, Term, Triple, text_literal
from carec_kg.sources.lexicon import Lexicon

_XSD = PREFIXES["xsd"]
_TEXT = "Before. Since 2003, the Harbour League (HL) has spent $1.25 billion on seven quays in Port Maren."
_START = 8
_LEXICON = Lexicon([("Harbour League", "urn:league"), ("HL", "urn:league"), ("Port Maren", "urn:maren")])


def _marked(*objects: Term, subject: str = "urn:figure") -> list[tuple[str, str]]:
    facts = [Triple(Iri(subject), Iri("urn:p"), term) for term in objects]
    marks = find_marks(_TEXT, _START, len(_TEXT), facts, _LEXICON)
    return [(_TEXT[_START:][mark.start : mark.end], mark.kind) for mark in marks]


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Literal("1250000000", _XSD + "decimal"), [("$1.25 billion", "number")]),
        (Literal("1250000000.00", _XSD + "decimal"), [("$1.25 billion", "number")]),
        (Literal("7", _XSD + "integer"), [("seven", "number")]),
        (Literal("2003-01-01", _XSD + "date"), [("Since 2003", "date")]),
        (Literal("2003", _XSD + "gYear"), [("Since 2003", "date")]),
        (Iri("urn:maren"), [("Port Maren", "name")]),
        (Iri("urn:league"), [("Harbour League", "name"), ("HL", "name")]),
        (text_literal("Port Maren", "en"), [("Port Maren", "name")]),
        (Literal("8", _XSD + "integer"), []),
        (Literal("2004-01-01", _XSD + "date"), []),
        (Literal("not a number", _XSD + "decimal"), []),
        (Literal(""), []),
    ],
)
def test_the_words_that_carry_a_fact_are_marked(term: Term, words: list[tuple[str, str]]) -> None:
    assert _marked(term) == words


def test_the_subject_of_a_fact_is_marked_and_marks_keep_their_order() -> None:
    found = _marked(Literal("7", _XSD + "integer"), Literal("2003-01-01", _XSD + "date"), subject="urn:maren")
    assert [words for words, _ in found] == ["Since 2003", "seven", "Port Maren"]


def test_nothing_is_marked_where_no_fact_is_given() -> None:
    assert _marked() == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It spent more than $7 on it.", [("more than", "qualifier"), ("$7", "number")]),
        ("Over 7 people came.", [("Over", "qualifier"), ("7", "number")]),
        ("Nearly a 7 came.", [("Nearly", "qualifier"), ("7", "number")]),
        ("It was over, and 7 came.", [("7", "number")]),
        ("More than 8 or about 7.", [("about", "qualifier"), ("7", "number")]),
    ],
)
def test_what_qualifies_a_number_of_a_fact_is_marked_with_it(text: str, words: list[tuple[str, str]]) -> None:
    facts = [Triple(Iri("urn:s"), Iri("urn:p"), Literal("7", _XSD + "integer"))]
    marks = find_marks(f"About 7. {text}", 9, 9 + len(text), facts, _LEXICON)
    assert [(text[mark.start : mark.end], mark.kind) for mark in marks] == words
