"""Terms as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.errors import UsageError
from carec_kg.evidence.term_reading import read_term, read_triple
from carec_kg.iris import CAREC, ID, PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal, text_literal

_XSD = PREFIXES["xsd"]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("country:KAZ", Iri(ID + "country/KAZ")),
        ("id:country/KAZ", Iri(ID + "country/KAZ")),
        ("id:country\\/KAZ", Iri(ID + "country/KAZ")),
        ("carec:Member", Iri(CAREC + "Member")),
        ("<http://example.org/a>", Iri("http://example.org/a")),
        ("https://example.org/a", Iri("https://example.org/a")),
        ("urn:a:b", Iri("urn:a:b")),
        ('"Erenhot"', Literal("Erenhot")),
        ('"Erenhot"@EN', text_literal("Erenhot", "en")),
        ("'it''s'@zh-Hans", text_literal("it''s", "zh-hans")),
        ('"2024-01-01"^^xsd:date', Literal("2024-01-01", _XSD + "date")),
        ('"1"^^<http://example.org/t>', Literal("1", "http://example.org/t")),
        ('"a\\n\\u0416\\"b\\""', Literal('a\n\u0416"b"')),
        ('"a\\qb"', Literal("a\\qb")),
        (" -12 ", Literal("-12", _XSD + "integer")),
        ("1.50", Literal("1.50", _XSD + "decimal")),
        ("1e3", Literal("1e3", _XSD + "double")),
        ("true", Literal("true", _XSD + "boolean")),
    ],
)
def test_a_term_is_read(text: str, term: object) -> None:
    assert read_term(text) == term


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("x" * 10_001, "longer than"),
        ("contry:KAZ", "did you mean country:?"),
        ("zzzzz:KAZ", "between < and >"),
        ("Erenhot", "quotes of its own"),
        ("<not an iri>", "no absolute IRI"),
        ("country:a b", "no absolute IRI"),
        ('"a"^^b', "neither a name"),
    ],
)
def test_what_is_no_term_is_refused_with_what_may_be_meant(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says.replace("?", "\\?")):
        read_term(text)


def test_a_triple_has_a_at_its_middle_and_no_literal_before_its_end() -> None:
    assert read_triple("country:KAZ", "a", "carec:Member").predicate == Iri(RDF_TYPE)
    with pytest.raises(UsageError, match="subject of a triple is an IRI"):
        read_triple('"x"', "a", "carec:Member")
    with pytest.raises(UsageError, match="predicate is no term"):
        read_triple("country:KAZ", "b", "carec:Member")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from(["", "en", "zh-hans"]))
def test_every_literal_is_read_back_as_it_is_written(text: str, language: str) -> None:
    literal = text_literal(text, language) if language else Literal(text)
    assert read_term(str(literal)) == literal
