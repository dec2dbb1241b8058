"""Days, months and years in words, as exactly as they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def write_month(day: date) -> str:
    """Return the month of a day: "May 2020"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def write_day(day: date, precision: str = "day") -> str:
    """Return a day ("4 May 2020"), or with the precision ``month`` or ``year`` no more than that."""
    if precision == "year":
        return str(day.year)
    return write_month(day) if precision == "month" else f"{day.day} {write_month(day)}"


def write_span(first: date, last: date) -> str:
    """Return from which day to which; the month and year that both share stand once."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\u2013{write_day(last)}"
    begin = f"{first.day} {_MONTHS[first.month - 1]}" if first.year == last.year else write_day(first)
    return f"{begin} \u2013 {write_day(last)}"
