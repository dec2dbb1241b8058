from __future__ import annotations

import pytest

from carec_kg.sources.model import Quantity
from carec_kg.sources.numbers import find_numbers


def _read(text: str) -> list[tuple[str, Quantity]]:
    found = []
    for mention in find_numbers(text, 0, len(text)):
        assert isinstance(mention.value, Quantity)
        assert " ".join(text[mention.start : mention.end].split()) == mention.words
        found.append((mention.words, mention.value))
    return found


def _one(text: str) -> tuple[str, str, str | None, str | None]:
    ((words, quantity),) = _read(text)
    return words, format(quantity.value.normalize(), "f"), quantity.unit, quantity.qualifier


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a fleet of 14 ships", ("14", "14", None, None)),
        ("1,400 guests", ("1,400", "1400", None, None)),
        ("\\$1.25^a billion in loans", ("\\$1.25^a billion", "1250000000", "CCY_USD", None)),
        ("US$3 million", ("US$3 million", "3000000", "CCY_USD", None)),
        ("USD 3 million", ("USD 3 million", "3000000", "CCY_USD", None)),
        ("\u20ac5 million", ("\u20ac5 million", "5000000", None, None)),
        ("over 35% of it", ("35%", "35", "PERCENT", "more-than")),
        ("40 percent", ("40", "40", "PERCENT", None)),
        ("more than 3 decades", ("3 decades", "30", "YR", "more-than")),
        ("over a decade", ("a decade", "10", "YR", "more-than")),
        ("two centuries", ("two centuries", "200", "YR", None)),
        ("a 12.5-hectare yard", ("12.5-hectare", "12.5", "HA", None)),
        ("an 18-week term", ("18-week", "18", "WK", None)),
        ("A 10-Year Plan", ("10-Year", "10", "YR", None)),
        ("10km away", ("10", "10", "KiloM", None)),
        ("the 3rd time", ("3rd", "3", None, None)),
        ("the twenty-first time", ("twenty-first", "21", None, None)),
        ("the First tranche", ("First", "1", None, None)),
        ("Seven of them", ("Seven", "7", None, None)),
        ("two hundred and five", ("two hundred and five", "205", None, None)),
        ("three million four thousand", ("three million four thousand", "3004000", None, None)),
        ("about a dozen", ("a dozen", "12", None, "about")),
        ("2 dozen", ("2 dozen", "24", None, None)),
        ("one-stop", ("one-stop", "1", None, None)),
        ("at least five", ("five", "5", None, "at-least")),
        ("nearly\n2,000 boats", ("2,000", "2000", None, "almost")),
        ("a fall of -5.2%", ("-5.2%", "-5.2", "PERCENT", None)),
        ("worth $1.5m now", ("$1.5m", "1500000", "CCY_USD", None)),
        ("worth \u20ac2bn now", ("\u20ac2bn", "2000000000", None, None)),
        ("5m deep", ("5m", "5", None, None)),
        ("half of it", ("half", "0.5", None, None)),
        ("it cost 12,34 then", ("12,34", "1234", None, None)),
    ],
)
def test_a_number_is_read_with_unit_and_qualifier(text: str, expected: tuple[str, str, str | None, str | None]) -> None:
    assert _one(text) == expected


def test_numbers_come_in_their_order() -> None:
    assert [words for words, _ in _read("six of 12, three of 4")] == ["six", "12", "three", "4"]


@pytest.mark.parametrize(
    "text", ["someone", "tense", "often", "B2B", "millions of people", "hundreds", "fortyfold", ""]
)
def test_what_is_no_number_is_left_alone(text: str) -> None:
    assert _read(text) == []


def test_only_the_slice_is_read() -> None:
    (mention,) = find_numbers("11 22 33", 3, 5)
    assert (mention.start, mention.end) == (3, 5)
