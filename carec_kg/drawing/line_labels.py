"""The names of lines: at their ends where they fit, else once above all panels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.drawing.frame import WIDTH, Block
from carec_kg.drawing.measuring import shorten, width_of
from carec_kg.drawing.palette import Look, look_of, marker, stroke
from carec_kg.drawing.svg import Element, element, group, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.drawing.line_axes import Box

_LINE = 15.0
_LEFT = 12.0
_SAMPLE = 30.0


def label_ends(ends: list[tuple[str, tuple[float, float], Look]], box: Box) -> list[Element]:
    """Return the names of lines to the right of a box, each as near to the end of its line as the others let it."""
    order = sorted(range(len(ends)), key=lambda index: ends[index][1][1])
    places = spread([ends[index][1][1] for index in order], _LINE, box.top, box.bottom)
    elements: list[Element] = []
    for index, y in zip(order, places, strict=True):
        name, (x, end), look = ends[index]
        leader = {
            "class": f"d-leader d-s{look.index}",
            "points": f"{x + 6:.1f},{end:.1f} {box.right + 2:.1f},{y:.1f} {box.right + 8:.1f},{y:.1f}",
            "fill": "none",
            "stroke": look.colour,
            "stroke-width": "0.8",
        }
        elements.append(element("polyline", leader))
        elements.append(text((box.right + 12, y + 4), name, size=12))
    return elements


def spread(wanted: list[float], distance: float, top: float, bottom: float) -> list[float]:
    """Return places in the same ascending order, ``distance`` apart, near to those wanted and above ``bottom``."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + distance if places else top))
    limit = bottom
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], limit)
        limit = places[index] - distance
    return places


def draw_key(names: Mapping[str, int], top: float) -> Block:
    """Return the key of series: the line and mark of each with its name, in as many rows as they need."""
    elements: list[Element] = []
    x, y = _LEFT, top + 14
    for name, index in names.items():
        label = shorten(name, WIDTH - 2 * _LEFT - _SAMPLE - 10, 12)
        width = _SAMPLE + 8 + width_of(label, 12) + 20
        if x > _LEFT and x + width > WIDTH - _LEFT:
            x, y = _LEFT, y + 20
        look = look_of(index)
        parts = [
            stroke([(x, y - 4), (x + _SAMPLE, y - 4)], look),
            marker((x + _SAMPLE / 2, y - 4), look),
            text((x + _SAMPLE + 8, y), label, size=12),
        ]
        elements.append(group(parts))
        x += width
    return Block(tuple(elements), y + 6 - top)
