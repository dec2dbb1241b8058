"""Spelling: the engine's form of a literal is turned back into the asserted one."""

from __future__ import annotations

import pytest

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Iri, Literal, Triple
from carec_kg.reasoning.spelling import Spelling

XSD = PREFIXES["xsd"]
THING = Iri("http://example.org/a")


def spell(*literals: Literal) -> Spelling:
    return Spelling([Triple(THING, THING, literal) for literal in literals])


@pytest.mark.parametrize(
    ("asserted", "stored"),
    [
        (Literal("1.50", XSD + "decimal"), Literal("1.5", XSD + "decimal")),
        (Literal("1", XSD + "nonNegativeInteger"), Literal("1", XSD + "integer")),
        (Literal("1", XSD + "boolean"), Literal("true", XSD + "boolean")),
        (Literal("2024-01-01T00:00:00Z", XSD + "dateTimeStamp"), Literal("2024-01-01T00:00:00Z", XSD + "dateTime")),
    ],
)
def test_a_literal_gets_its_asserted_form_back(asserted: Literal, stored: Literal) -> None:
    assert spell(asserted).restore(stored) == asserted


def test_of_several_forms_the_engines_own_wins_and_else_the_first() -> None:
    one, two, three = (Literal(text, XSD + "decimal") for text in ("1.5", "1.50", "1.500"))
    assert spell(three, two, one).restore(one) == one
    assert spell(three, two).restore(one) == spell(two, three).restore(one) == two


def test_other_terms_stay_as_they_are() -> None:
    text = Literal("1.50")
    assert spell(text).restore(text) is text
    assert spell().restore(THING) is THING
    assert spell().restore(Literal("2", XSD + "integer")) == Literal("2", XSD + "integer")


def test_only_the_object_of_a_triple_is_respelled() -> None:
    asserted, stored = Literal("1.50", XSD + "decimal"), Literal("1.5", XSD + "decimal")
    assert spell(asserted).restore_triple(Triple(THING, THING, stored)) == Triple(THING, THING, asserted)
