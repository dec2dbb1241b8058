"""Scales: from values to pixels, with ticks at round numbers and at the beginnings of months and years."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from carec_kg.drawing.days import write_day

#: Steps between ticks in each power of ten.
_STEPS = (Fraction(1), Fraction(2), Fraction(5), Fraction(10))
#: Months between ticks, from closest to widest.
_MONTHS = (1, 2, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100)
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS_PER_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from ``low`` to ``high`` onto pixels ``start`` to ``end``, with the values of its ticks."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def __call__(self, value: float) -> float:
        """Return the pixel of a value."""
        span = self.high - self.low
        part = (value - self.low) / span if span else 0.5
        return self.start + part * (self.end - self.start)


def make_scale(values: list[float], start: float, end: float, *, ticks: int = 5, zero: bool = True) -> Scale:
    """Return a scale that holds all values between round ticks, zero among them unless told otherwise."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low, low + 1) if zero or low == 0 else (low - abs(low) / 2, high + abs(high) / 2)
    step = nice_step((high - low) / ticks)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    places = tuple(float(index * step) for index in range(first, last + 1))
    return Scale(places[0], places[-1], start, end, places)


def nice_step(rough: float) -> Fraction:
    """Return the least of 1, 2, 5 times a power of ten that is no less than ``rough``."""
    power = Fraction(10) ** math.floor(math.log10(rough))
    return next(
        (step * power for step in _STEPS if step * power >= Fraction(rough) * Fraction(999_999, 1_000_000)), 10 * power
    )


def make_year_scale(years: list[int], start: float, end: float) -> Scale:
    """Return a scale over whole years, a tick at each or at every second, fifth … of them."""
    low, high = min(years), max(years)
    most = max(2, int(abs(end - start) // 38))
    step = next((step for step in _YEARS if (high - low) // step < most), _YEARS[-1])
    ticks = tuple(float(year) for year in range(low, high + 1) if year % step == 0 or high - low < most)
    pad = 0.5 if low == high else 0
    return Scale(low - pad, high + pad, start, end, ticks)


@dataclass(frozen=True, slots=True)
class DayTick:
    """A tick of a time scale: its day as an ordinal, and what stands below it."""

    day: float
    label: str


def make_time_scale(first: date, last: date, start: float, end: float) -> tuple[Scale, tuple[DayTick, ...]]:
    """Return a scale over days, a little wider than asked, and its ticks: years, or months within few years."""
    span = max(1, (last - first).days)
    low, high = first.toordinal() - span * 0.02 - 1, last.toordinal() + span * 0.02 + 1
    most = max(2.0, (end - start) / 52)
    years = (high - low) / _DAYS_PER_YEAR
    ticks = _year_ticks(low, high, most) if years > most / 3 else _month_ticks(low, high, most * 0.8)
    return Scale(low, high, start, end), ticks or _day_ticks(first, last)


def _year_ticks(low: float, high: float, most: float) -> tuple[DayTick, ...]:
    step = next((step for step in _YEARS if (high - low) / _DAYS_PER_YEAR / step <= most), _YEARS[-1])
    begin, stop = date.fromordinal(max(1, math.floor(low))).year, date.fromordinal(math.floor(high)).year
    days = ((date(year, 1, 1).toordinal(), str(year)) for year in range(begin, stop + 1) if year % step == 0)
    return tuple(DayTick(day, label) for day, label in days if low <= day <= high)


def _month_ticks(low: float, high: float, most: float) -> tuple[DayTick, ...]:
    step = next((step for step in _MONTHS if (high - low) / 30.44 / step <= most), 12)
    begin, stop = date.fromordinal(max(1, math.floor(low))), date.fromordinal(math.floor(high))
    ticks = []
    for index in range(begin.year * 12 + begin.month - 1, stop.year * 12 + stop.month):
        year, month = divmod(index, 12)
        day = date(year, month + 1, 1).toordinal()
        if month % step == 0 and low <= day <= high:
            ticks.append(DayTick(day, str(year) if step == 12 else f"{_MONTH_NAMES[month]} {year}"))
    return tuple(ticks)


def _day_ticks(first: date, last: date) -> tuple[DayTick, ...]:
    return tuple(DayTick(day.toordinal(), write_day(day)) for day in dict.fromkeys((first, last)))
