"""From a row to an entry of a timeline: the time that its source gives, no finer than it gives it."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

from carec_kg.drawing.timeline import Entry

if TYPE_CHECKING:
    from carec_kg.drawing.sheet import Sheet


def read_entry(sheet: Sheet, row: int) -> Entry | None:
    """Return the entry of a row, ``None`` where it has no date.

    Without a column for the end, an entry is as long as the precision beside its first day says. With one, an empty
    cell means that no end is stated; an end without a beginning is a day known by its last possible day.
    """
    end_column = sheet.roles.get("end")
    first, last = sheet.day(row, sheet.roles["start"]), sheet.day(row, end_column)
    name, group = sheet.text(row, sheet.roles["label"]), sheet.text(row, sheet.roles.get("group"))
    if first is None:
        return Entry(name, last, last, group) if last else None
    if end_column is None:
        last = end_of(first, sheet.text(row, "precision"))
    elif last is not None and last < first:
        first, last = last, first
    return Entry(name, first, last, group)


def end_of(first: date, precision: str) -> date:
    """Return the last day of the year or month that begins with a day, or the day itself."""
    if precision == "year":
        return date(first.year, 12, 31)
    if precision == "month":
        return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first
