"""Values of an answer as people read them: figures with unit and qualifier, times by precision, numbers. No Flask."""

from __future__ import annotations

import re

from carec_kg.web.pages.figure_words import group_digits, say_number
from carec_kg.web.pages.times import Span, say_day, say_span
from carec_kg.web.pages.wording import find_words

_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_OF_YEAR, _LAST_OF_YEAR = "-01-01", "-12-31"
#: Qualifiers that say no more than the number does.
_PLAIN = frozenset({"", "exactly"})


def say_unit(language: str, unit: str, value: str) -> str:
    """Return a unit in words by its short name or IRI ("USD", ``…/unit/HR``); empty for what only counts."""
    short = unit.rpartition("/")[2].removeprefix("CCY_")
    if short in {"", "NUM"}:
        return ""
    numbered = ("_one", "") if value in {"1", "1.0"} else ("",)
    keys = [f"things.unit.{prefix}{short}{ending}" for ending in numbered for prefix in ("", "CCY_")]
    return next((text for key in keys if (text := find_words(language, key))), short)


def say_qualifier(qualifier: str) -> str:
    """Return how a source states a number; "exactly" goes without saying."""
    return "" if qualifier in _PLAIN else qualifier


def say_figure(language: str, value: str, unit: str, qualifier: str, *, briefly: bool = False) -> str:
    """Return a whole figure: "more than 1,500 people"; ``briefly`` writes millions and billions as words."""
    number = say_number(language, value) if briefly else group_digits(value)
    return " ".join(part for part in (say_qualifier(qualifier), number, say_unit(language, unit, value)) if part)


def say_time(language: str, earliest: str, latest: str, precision: str = "") -> str:
    """Return when something was; days are as in xsd:date, the precision is a word: day, month or year.

    Without a precision, whole years are read as years, and all else as the days that it is between.
    """
    grain = precision or ("year" if _are_whole_years(earliest, latest) else "day")
    return say_span(language, Span(earliest, latest, f"/{grain}"))


def say_date(language: str, day: str, precision: str = "") -> str:
    """Return a day ("31 December 2023"), month or year, as exactly as its precision; what is none of them as it is."""
    if _MONTH.fullmatch(day):
        return say_day(language, f"{day}-01", "month")
    return say_day(language, day, precision or "day") if _DAY.fullmatch(day) else day


def _are_whole_years(earliest: str, latest: str) -> bool:
    return earliest.endswith(_FIRST_OF_YEAR) and latest.endswith(_LAST_OF_YEAR)
