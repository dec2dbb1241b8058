"""The axes of a line chart: numbers upwards, years or days to the right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.drawing.amounts import format_tick
from carec_kg.drawing.measuring import width_of
from carec_kg.drawing.scales import Scale, make_scale, make_time_scale, make_year_scale
from carec_kg.drawing.svg import Element, rule, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.drawing.series import Point
    from carec_kg.drawing.words import Words


class Box(NamedTuple):
    """Where a panel lies, in pixels."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Axes:
    """Two scales, and the lines and numbers that show them."""

    across: Scale
    upward: Scale
    elements: tuple[Element, ...]

    def place(self, point: Point) -> tuple[float, float]:
        """Return where a point lies."""
        return self.across(point.at), self.upward(float(point.value))


def make_axes(points: Sequence[Point], box: Box, words: Words, *, yearly: bool) -> Axes:
    """Return the axes that hold all of the points inside a box; the numbers stand left of the lines, inside it too."""
    ticks = 5 if box.bottom - box.top > 200 else 3
    upward = make_scale([float(point.value) for point in points], box.bottom, box.top, ticks=ticks)
    step = upward.ticks[1] - upward.ticks[0]
    numbers = [format_tick(tick, step, words) for tick in upward.ticks]
    left = box.left + max(width_of(label, 12) for label in numbers) + 8
    across, below = _across([point.at for point in points], left + 8, box.right - 10, yearly=yearly)
    elements = []
    for tick, label in zip(upward.ticks, numbers, strict=True):
        y = upward(tick)
        elements.append(rule((left, y), (box.right, y), kind="d-axis" if tick == 0 else "d-rule"))
        elements.append(text((left - 6, y + 4), label, ink="muted", size=12, anchor="end"))
    for at, label in below:
        x = across(at)
        elements.append(rule((x, box.bottom), (x, box.bottom + 4), kind="d-axis"))
        elements.append(text((x, box.bottom + 17), label, ink="muted", size=12, anchor="middle"))
    return Axes(across, upward, tuple(elements))


def _across(places: list[float], start: float, end: float, *, yearly: bool) -> tuple[Scale, list[tuple[float, str]]]:
    if yearly:
        scale = make_year_scale([int(place) for place in places], start + 6, end - 8)
        return scale, [(tick, str(int(tick))) for tick in scale.ticks]
    first, last = date.fromordinal(int(min(places))), date.fromordinal(int(max(places)))
    scale, ticks = make_time_scale(first, last, start, end)
    return scale, [(tick.day, tick.label) for tick in ticks]
