"""Values as people read them."""

from __future__ import annotations

import pytest

from carec_kg.web.pages.values import say_date, say_figure, say_qualifier, say_time, say_unit


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "words"),
    [
        ("1500", "PERSON", "more than", "more than 1,500 people"),
        ("52500000000", "USD", "exactly", "52,500,000,000 US dollars"),
        ("1", "HR", "exactly", "1 hour"),
        ("3", "NUM", "", "3"),
        ("-0.5", "http://qudt.org/vocab/unit/PERCENT", "about", "about \N{MINUS SIGN}0.5 percent"),
        ("7", "furlong", "", "7 furlong"),
    ],
)
def test_a_figure_keeps_its_qualifier_and_its_unit(value: str, unit: str, qualifier: str, words: str) -> None:
    assert say_figure("en", value, unit, qualifier) == words


def test_large_numbers_are_short_in_a_sentence_and_lose_nothing() -> None:
    assert say_figure("en", "54000000000", "USD", "about", briefly=True) == "about 54 billion US dollars"
    assert say_figure("en", "47270000000", "USD", "", briefly=True) == "47.27 billion US dollars"


def test_exactly_goes_without_saying() -> None:
    assert (say_qualifier("exactly"), say_qualifier("at least")) == ("", "at least")


def test_a_plain_count_has_no_unit() -> None:
    assert say_unit("en", "", "3") == say_unit("en", "NUM", "3") == ""


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "words"),
    [
        ("1997-01-01", "1997-12-31", "", "1997"),
        ("2001-01-01", "2024-12-31", "", "2001 to 2024"),
        ("2023-11-01", "2023-11-30", "month", "November 2023"),
        ("2023-08-28", "2023-08-28", "day", "28 August 2023"),
        ("2023-01-01", "", "year", "since 2023"),
        ("2023-01-01", "", "", "since 1 January 2023"),
        ("", "2024-12-31", "", "until 31 December 2024"),
        ("2023-01-01", "2023-01-01", "", "1 January 2023"),
        ("2023-01-01", "2023-06-30", "", "1 January 2023 to 30 June 2023"),
    ],
)
def test_a_time_is_never_more_exact_than_its_precision(earliest: str, latest: str, precision: str, words: str) -> None:
    assert say_time("en", earliest, latest, precision) == words


def test_a_single_day_and_a_year() -> None:
    assert say_date("en", "2025-11-30", "month") == "November 2025"
    assert say_date("en", "2016-10-25", "day") == "25 October 2016"
    assert say_date("en", "2020-01-01") == "1 January 2020"
    assert say_date("en", "2020-05") == "May 2020"
    assert say_date("en", "1997") == "1997"
    assert say_date("en", "soon") == "soon"
