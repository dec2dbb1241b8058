"""Numbers, units and qualifiers as a reader wants them: short, and never more exact or less than they are."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carec_kg.drawing.words import Words

_POWERS = ((12, "trillion"), (9, "billion"), (6, "million"))
#: Names of units by the last part of QUDT's, and of our own.
_UNITS = MappingProxyType(
    {
        "EUR": "euros",
        "HA": "hectares",
        "HR": "hours",
        "KM": "kilometres",
        "KiloM": "kilometres",
        "KiloM-PER-HR": "km/h",
        "KM-PER-HR": "km/h",
        "MO": "months",
        "NUM": "",
        "PERCENT": "percent",
        "PERSON": "persons",
        "USD": "US dollars",
        "WK": "weeks",
        "YR": "years",
        "CNY": "yuan",
        "usd-per-500-km-and-20-t": "US dollars per 500 km and 20 t",
    }
)
#: Qualifiers that say nothing more than the number does.
_EXACT = frozenset({"", "exactly"})
#: Qualifiers whose value lies on one side of the number.
_BEYOND = frozenset({"more than", "at least", "over"})


def format_amount(value: Decimal, words: Words) -> str:
    """Return a number with all its digits, with *million*, *billion* and thousands separators: ``1.37 billion``."""
    for power, name in _POWERS:
        if abs(value) >= Decimal(10) ** power:
            return f"{_plain(value.scaleb(-power))} {words.say(name)}"
    return _plain(value)


def format_tick(value: float, step: float, words: Words) -> str:
    """Return the number at a tick; ``step`` is the distance between ticks, which says how many digits it needs."""
    for power, name in _POWERS:
        if abs(value) >= 10**power:
            return f"{_digits(value / 10**power, step / 10**power)} {words.say(name)}"
    return _digits(value, step)


def _digits(value: float, step: float) -> str:
    places = 0
    while places < 6 and abs(round(step, places) - step) > abs(step) * 1e-6:
        places += 1
    text = f"{value:,.{places}f}"
    return text.replace("-", "\u2212", 1)


def _plain(value: Decimal) -> str:
    text = f"{value.normalize():,f}"
    return text.replace("-", "\u2212", 1)


def name_unit(unit: str) -> str:
    """Return a unit in words, from its short name, its IRI or words that stand already."""
    last = unit.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
    return _UNITS.get(last, last.replace("-", " "))


def name_qualifier(qualifier: str) -> str:
    """Return how a source states a number, empty where it is exact."""
    last = qualifier.rstrip("/").rsplit("/", 1)[-1].replace("-", " ")
    return "" if last in _EXACT else last


def reaches_beyond(qualifier: str) -> bool:
    """Say whether the true value lies beyond the number: *more than*, *at least*."""
    return qualifier in _BEYOND


def title_with_unit(measure: str, unit: str) -> str:
    """Return what is measured with its unit behind, unless the words name it already."""
    return measure if not unit or unit.lower() in measure.lower() else f"{measure} ({unit})"
