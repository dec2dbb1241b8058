"""Timelines: a dot for a day, a bar for a month, a year or a longer time, in lanes that do not run into each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from carec_kg.drawing.days import write_day, write_month, write_span
from carec_kg.drawing.frame import WIDTH, Block, Drawing, compose
from carec_kg.drawing.measuring import width_of, wrap
from carec_kg.drawing.palette import look_of, marker
from carec_kg.drawing.scales import DayTick, Scale, make_time_scale
from carec_kg.drawing.svg import Element, element, group, path, rule, text, tip

if TYPE_CHECKING:
    from carec_kg.drawing.words import Words

#: Entries in one drawing.
MOST = 60
_LEFT, _RIGHT = 16.0, 16.0
_LABEL, _LINE, _LANE = 240.0, 14.0, 8.0
_GAP = 14.0


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in time: its first and last day; ``last`` is ``None`` where no end is stated."""

    name: str
    first: date
    last: date | None
    group: str = ""

    @property
    def words(self) -> str:
        """Return the time in words: a year, a month, a day, or from when to when."""
        first, last = self.first, self.last
        if last is None:
            # The first of January may be a year whose first day it is: no finer than that is safe.
            return f"{first.year if (first.month, first.day) == (1, 1) else write_day(first)} \u2013"
        if first == last:
            return write_day(first)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}\u2013{last.year}"
        if (first.year, first.month) == (last.year, last.month) and first.day == 1 and last.day >= 28:
            return write_month(first)
        return write_span(first, last)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An entry with the lines of its label, where that begins and what it takes across."""

    entry: Entry
    lines: tuple[str, ...]
    left: float
    right: float
    label: float
    before: bool


def draw_timeline(entries: list[Entry], undated: list[str], notes: list[str], words: Words) -> Drawing | None:
    """Return the timeline; ``undated`` names what has no date and is listed below. ``None`` without an entry."""
    if not entries:
        return None
    drawn = entries[:MOST]
    said = []
    if len(entries) > MOST:
        said.append(words.say("entries-cut", drawn=MOST, all=len(entries)))
    said.append(words.say("spans"))
    if any(entry.last is None for entry in drawn):
        said.append(words.say("open-end"))
    if undated:
        names = list(dict.fromkeys(undated))
        said.append(words.say("undated", count=len(undated), names=words.list_names(names)))
    lasts = [entry.last or entry.first for entry in drawn]
    scale, ticks = make_time_scale(min(entry.first for entry in drawn), max(lasts), _LEFT, WIDTH - _RIGHT)
    block = _draw_bands(drawn, scale, ticks)
    alt = words.say(
        "alt-timeline",
        kind=words.say("timeline"),
        count=len(drawn),
        first=min(drawn, key=lambda entry: entry.first).words,
        last=max(drawn, key=lambda entry: entry.last or entry.first).words,
    )
    return compose("timeline", block, alt, [*said, *notes], words)


def _draw_bands(entries: list[Entry], scale: Scale, ticks: tuple[DayTick, ...]) -> Block:
    marks: list[Element] = []
    y = 24.0
    order = list(dict.fromkeys(entry.group for entry in entries))
    ordered = sorted(entries, key=lambda entry: (order.index(entry.group), entry.first, entry.last or date.max))
    for band, (name, members) in enumerate(groupby(ordered, key=lambda entry: entry.group)):
        if name:
            y += 22
            marks.append(text((_LEFT, y - 6), name, size=12, bold=True))
        for lane in _fill_lanes([_place(entry, scale) for entry in members]):
            height = max(len(placed.lines) for placed in lane) * _LINE + _LANE
            marks += [_draw(placed, scale, y, band) for placed in lane]
            y += height
    axis: list[Element] = []
    for tick in ticks:
        x = scale(tick.day)
        anchor = "start" if x < 40 else "end" if x > WIDTH - 40 else "middle"
        axis += [
            rule((x, 18), (x, y + 4)),
            text((x, 12), tick.label, ink="muted", size=12, anchor=None if anchor == "start" else anchor),
        ]
    return Block((*axis, *marks), y + 6)


def _span(entry: Entry, scale: Scale) -> tuple[float, float]:
    """Return where an entry begins and ends: a dot's breadth at least, to the right edge without an end."""
    left = scale(entry.first.toordinal())
    if entry.last is None:
        return left, max(left + 12, WIDTH - _RIGHT)
    right = scale(entry.last.toordinal() + (entry.last != entry.first))
    if entry.last == entry.first:
        return left - 5, left + 5
    middle = (left + right) / 2
    return min(left, middle - 4), max(right, middle + 4)


def _place(entry: Entry, scale: Scale) -> _Placed:
    left, right = _span(entry, scale)
    label = f"{entry.name} ({entry.words})"
    lines = tuple(wrap(label, _LABEL, 12, lines=3))
    width = max(width_of(line, 12) for line in lines)
    if entry.last is None:
        # The arrow runs to the edge: its label stands on the far side, or below it on a line of its own.
        return _beside_arrow(entry, lines, (left, right), width)
    if right + 6 + width <= WIDTH - 4:
        return _Placed(entry, lines, left, right + 6 + width, right + 6, before=False)
    if left - 6 - width >= 4:
        return _Placed(entry, lines, left - 6 - width, right, left - 6, before=True)
    start = max(4.0, WIDTH - 4 - width)
    return _Placed(entry, ("", *lines), min(left, start), max(right, start + width), start, before=False)


def _beside_arrow(entry: Entry, lines: tuple[str, ...], span: tuple[float, float], width: float) -> _Placed:
    left, right = span
    if left - 6 - width >= 4:
        return _Placed(entry, lines, left - 6 - width, right, left - 6, before=True)
    return _Placed(entry, ("", *lines), left, max(right, left + width), left, before=False)


def _fill_lanes(placed: list[_Placed]) -> list[list[_Placed]]:
    """Return lanes from the top: each entry goes to the first lane that has room for it and its label."""
    lanes: list[list[_Placed]] = []
    for one in placed:
        for lane in lanes:
            if all(one.left >= other.right + _GAP or one.right + _GAP <= other.left for other in lane):
                lane.append(one)
                break
        else:
            lanes.append([one])
    return lanes


def _draw(placed: _Placed, scale: Scale, top: float, band: int) -> Element:
    entry, middle = placed.entry, top + _LINE / 2 + 1
    left, right = _span(entry, scale)
    look = look_of(band)
    if entry.first == entry.last:
        mark = marker((scale(entry.first.toordinal()), middle), look, size=4.5)
    else:
        tipped = [(right - 5, middle - 5), (right, middle), (right - 5, middle + 5)]
        tail = tipped if entry.last is None else [(right, middle - 5), (right, middle + 5)]
        corners = [(left, middle - 5), *tail, (left, middle + 5)]
        attributes = {"class": f"d-span d-s{look.index}", "d": path(corners, closed=True), "fill": look.colour}
        mark = element("path", {**attributes, "fill-opacity": "0.75"})
    anchor = "end" if placed.before else None
    lines = [
        text((placed.label, middle + 4 + index * _LINE), line, size=12, anchor=anchor)
        for index, line in enumerate(placed.lines)
        if line
    ]
    return group([tip(f"{entry.name}: {entry.words}"), mark, *lines])
