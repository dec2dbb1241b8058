"""Bar charts: one bar for each row, its name and its number beside it, units apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from carec_kg.drawing.amounts import format_amount, format_tick, reaches_beyond, title_with_unit
from carec_kg.drawing.frame import WIDTH, Block, Drawing, compose
from carec_kg.drawing.measuring import width_of, wrap
from carec_kg.drawing.palette import Look, look_of
from carec_kg.drawing.scales import Scale, make_scale
from carec_kg.drawing.svg import Element, element, group, path, rule, text, tip

if TYPE_CHECKING:
    from decimal import Decimal

    from carec_kg.drawing.words import Words

#: Bars in one drawing; more are a table's work.
MOST = 40
_LEFT, _RIGHT = 12.0, 12.0
_BAR, _STEP, _LINE = 15.0, 21.0, 16.0
_GAP = 9.0
_NAME_WIDTH, _DETAIL_WIDTH = 220.0, 176.0
_SMALL_LINE = 14.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it stands for, what tells it from the others of that name, its number, qualifier and unit.

    ``look`` counts the groups of bars from 0.
    """

    name: str
    detail: str
    value: Decimal
    qualifier: str
    unit: str
    look: int = 0


def draw_bars(bars: list[Bar], measure: str, notes: list[str], words: Words) -> Drawing | None:
    """Return a bar chart, one panel for each unit; ``measure`` says what the numbers are. ``None`` without bars."""
    if not bars:
        return None
    drawn = bars[:MOST]
    if len(bars) > MOST:
        notes = [words.say("bars-cut", drawn=MOST, all=len(bars)), *notes]
    units = list(dict.fromkeys(bar.unit for bar in drawn))
    elements: list[Element] = []
    top = 0.0
    for unit in units:
        panel = _Panel([bar for bar in drawn if bar.unit == unit], words)
        block = panel.draw(title_with_unit(measure, unit), top)
        elements += block.elements
        top += block.height + 18
    if len(units) > 1:
        notes = [*notes, words.say("units")]
    if any(bar.qualifier for bar in drawn):
        notes = [*notes, words.say("qualified")]
    return compose("bar", Block(tuple(elements), top - 18), _describe(drawn, measure, words), notes, words)


def name_sources(bars: list[Bar], sources: list[str]) -> list[Bar]:
    """Return the bars with their source named where bars that are alike disagree about the number."""
    numbers: dict[tuple[str, str, str], set[tuple[Decimal, str]]] = {}
    for bar in bars:
        numbers.setdefault((bar.name, bar.detail, bar.unit), set()).add((bar.value, bar.qualifier))
    return [
        replace(bar, detail=" · ".join(part for part in (bar.detail, source) if part))
        if len(numbers[bar.name, bar.detail, bar.unit]) > 1
        else bar
        for bar, source in zip(bars, sources, strict=True)
    ]


class _Panel:
    """The bars of one unit on one scale."""

    def __init__(self, bars: list[Bar], words: Words) -> None:
        self._bars = bars
        self._words = words
        self._labels = [_label(bar, words) for bar in bars]
        self._names = min(_NAME_WIDTH, max(width_of(bar.name) for bar in bars))
        details = max(width_of(bar.detail, 12) for bar in bars)
        self._details = min(_DETAIL_WIDTH, details)
        left = _LEFT + self._names + 10 + (self._details + 10 if details else 0)
        numbers = max(width_of(label, 12) for label in self._labels) + 14
        values = [float(bar.value) for bar in bars]
        below = numbers if min(values) < 0 else 0
        self._scale = make_scale(values, left + below, WIDTH - _RIGHT - numbers, ticks=4)

    def draw(self, heading: str, top: float) -> Block:
        """Return the panel from ``top`` on, its heading first."""
        elements: list[Element] = []
        y = top
        for line in wrap(heading, WIDTH - _LEFT - _RIGHT, 13, bold=True):
            y += 18
            elements.append(text((_LEFT, y - 5), line, bold=True))
        y += 4
        begin = y
        marks: list[Element] = []
        labelled = zip(self._bars, self._labels, strict=True)
        for name, members in groupby(labelled, key=lambda pair: pair[0].name):
            height, drawn = self._category(name, list(members), y)
            marks += drawn
            y += height
        return Block((*elements, *self._axis(begin, y), *marks), y + 18 - top)

    def _category(self, name: str, members: list[tuple[Bar, str]], top: float) -> tuple[float, list[Element]]:
        lines = wrap(name, self._names + 1, 13, lines=3)
        steps = [self._step(bar) for bar, _ in members]
        height = max(sum(steps), len(lines) * _LINE) + _GAP
        middle = top + (height - _GAP) / 2
        first = middle - (len(lines) - 1) * _LINE / 2 + 4.5
        names = [text((_LEFT, first + index * _LINE), line) for index, line in enumerate(lines)]
        elements = [group([*names, tip(name)])]
        y = middle - sum(steps) / 2
        for (bar, label), step in zip(members, steps, strict=True):
            elements.append(self._bar(bar, label, y + step / 2))
            y += step
        return height, elements

    def _detail(self, bar: Bar) -> list[str]:
        return wrap(bar.detail, self._details + 1, 12, lines=4) if bar.detail else []

    def _step(self, bar: Bar) -> float:
        return max(_STEP, len(self._detail(bar)) * _SMALL_LINE + 7)

    def _bar(self, bar: Bar, label: str, middle: float) -> Element:
        zero, end = self._scale(0), self._scale(float(bar.value))
        left, right = min(zero, end), max(zero, end)
        baseline = middle + 4
        back = bar.value < 0
        parts = [tip(" · ".join(part for part in (bar.name, bar.detail, label) if part))]
        detail = self._detail(bar)
        first = baseline - (len(detail) - 1) * _SMALL_LINE / 2
        for index, line in enumerate(detail):
            place = (_LEFT + self._names + 10, first + index * _SMALL_LINE)
            parts.append(text(place, line, ink="muted", size=12))
        parts.append(_shape(left, right, middle - _BAR / 2, bar, look_of(bar.look)))
        place = (left - 6, baseline) if back else (right + (12 if reaches_beyond(bar.qualifier) else 6), baseline)
        parts.append(text(place, label, size=12, anchor="end" if back else None))
        return group(parts)

    def _axis(self, top: float, bottom: float) -> list[Element]:
        scale = self._scale
        step = scale.ticks[1] - scale.ticks[0]
        elements = []
        for tick in _spread(scale, step, self._words):
            x = scale(tick)
            elements.append(rule((x, top), (x, bottom), kind="d-axis" if tick == 0 else "d-rule"))
            elements.append(
                text((x, bottom + 14), format_tick(tick, step, self._words), ink="muted", size=12, anchor="middle")
            )
        return elements


def _spread(scale: Scale, step: float, words: Words) -> list[float]:
    """Return the ticks whose numbers do not run into each other: all, or every second, third … of them."""
    widest = max(width_of(format_tick(tick, step, words), 12) for tick in scale.ticks) + 10
    for stride in range(1, len(scale.ticks) + 1):
        kept = [tick for tick in scale.ticks if round(tick / step) % stride == 0]
        if len(kept) < 2 or scale(kept[1]) - scale(kept[0]) >= widest:
            return kept
    return [0.0]


def _shape(left: float, right: float, top: float, bar: Bar, look: Look) -> Element:
    """Return the bar: solid where it is exact, pointed where the value lies beyond it, hatched by dashes otherwise."""
    bottom, middle = top + _BAR, top + _BAR / 2
    beyond = reaches_beyond(bar.qualifier)
    right = max(right, left + 1)
    points = [(left, top), (right, top), *([(right + 6, middle)] if beyond else []), (right, bottom), (left, bottom)]
    open_ = bool(bar.qualifier)
    return element(
        "path",
        {
            "class": f"d-bar d-s{look.index}{' d-open' if open_ else ''}",
            "d": path(points, closed=True),
            "fill": look.colour,
            "fill-opacity": "0.28" if open_ else None,
            "stroke": look.colour if open_ else None,
            "stroke-dasharray": "4 2" if open_ and not beyond else None,
        },
    )


def _label(bar: Bar, words: Words) -> str:
    number = format_amount(bar.value, words)
    return f"{bar.qualifier} {number}" if bar.qualifier else number


def _describe(bars: list[Bar], measure: str, words: Words) -> str:
    found = words.say("alt-bar", kind=words.say("bar"), measure=measure, count=len(bars))
    units = {bar.unit for bar in bars}
    if len(bars) > 1 and len(units) == 1:
        named = [f"{bar.name}, {_label(bar, words)} {bar.unit}".strip() for bar in bars]
        order = sorted(range(len(bars)), key=lambda index: (bars[index].value, -index))
        found += " " + words.say("alt-extremes", largest=named[order[-1]], smallest=named[order[0]])
    return found
