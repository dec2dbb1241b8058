"""Days, months and years in words."""

from __future__ import annotations

from datetime import date

import pytest

from carec_kg.drawing.days import write_day, write_span


@pytest.mark.parametrize(
    ("precision", "words"), [("day", "4 May 2020"), ("month", "May 2020"), ("year", "2020"), ("", "4 May 2020")]
)
def test_a_day_is_written_no_finer_than_its_precision(precision: str, words: str) -> None:
    assert write_day(date(2020, 5, 4), precision) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2020, 5, 2), date(2020, 5, 4), "2\u20134 May 2020"),
        (date(2023, 7, 28), date(2023, 8, 3), "28 July \u2013 3 August 2023"),
        (date(2023, 12, 28), date(2024, 1, 3), "28 December 2023 \u2013 3 January 2024"),
    ],
)
def test_what_two_days_share_is_written_once(first: date, last: date, words: str) -> None:
    assert write_span(first, last) == words
