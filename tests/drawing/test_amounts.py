from __future__ import annotations

from decimal import Decimal

import pytest

from carec_kg.drawing.amounts import format_amount, format_tick, name_qualifier, name_unit, title_with_unit
from carec_kg.drawing.words import Words

WORDS = Words("Title")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1820000000", "1.82 billion"),
        ("771420000.00", "771.42 million"),
        ("1500", "1,500"),
        ("54.50", "54.5"),
        ("-3", "\u22123"),
        ("1E+12", "1 trillion"),
        ("0", "0"),
    ],
)
def test_numbers_keep_all_their_digits(value: str, text: str) -> None:
    assert format_amount(Decimal(value), WORDS) == text


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [(2e10, 1e10, "20 billion"), (0.5, 0.25, "0.50"), (0, 5e8, "0"), (5e8, 5e8, "500 million"), (1500, 500, "1,500")],
)
def test_ticks_have_the_digits_that_their_distance_needs(value: float, step: float, text: str) -> None:
    assert format_tick(value, step, WORDS) == text


def test_units_have_names() -> None:
    assert name_unit("http://qudt.org/vocab/unit/KiloM") == "kilometres"
    assert name_unit("HR") == "hours"
    assert name_unit("a-unit") == "a unit"


def test_an_exact_value_needs_no_word() -> None:
    assert name_qualifier("https://w3id.org/carec-kg/scheme/qualifier/more-than") == "more than"
    assert name_qualifier("exactly") == ""


def test_a_unit_that_is_named_already_is_not_repeated() -> None:
    assert title_with_unit("The sum in US dollars", "US dollars") == "The sum in US dollars"
    assert title_with_unit("The value", "hours") == "The value (hours)"
