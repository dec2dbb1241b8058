"""Marks that would cover each other, moved apart: each that gives way is led back to its place by a line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.drawing.wkt import Position

#: Distances that are tried, in those that marks keep, and how many directions at each.
_RINGS = (1.0, 1.3, 1.6, 2.0, 2.5, 3.0)
_DIRECTIONS = 16
#: Degrees of zoom at which marks keep apart: places move from each other then, what they are moved by does not grow.
ZOOMS = (1, 1.5, 2, 3, 4, 6, 8, 12, 16)


def spread(points: Sequence[Position], apart: float, width: float, height: float) -> list[Position]:
    """Return by how much each point's mark is moved, so that all lie ``apart`` at every zoom; who comes first stays.

    Points, distances and the window are in pixels. A mark for which there is no room near its place stays on it.
    """
    moved: list[Position] = []
    for index, point in enumerate(points):
        reach = apart * (2 * _RINGS[-1] + 1)
        near = [(other, shift) for other, shift in zip(points, moved, strict=False) if math.dist(point, other) <= reach]
        others = [other for at, other in enumerate(points) if at != index and math.dist(point, other) <= reach]
        moved.append(_choose(point, near, others, apart, (width, height)))
    return moved


def _choose(
    point: Position,
    near: Sequence[tuple[Position, Position]],
    others: Sequence[Position],
    apart: float,
    window: tuple[float, float],
) -> Position:
    """Return the shift on the nearest ring that keeps apart from all; of several the one with most room around it."""
    for ring in ((0.0,), *((apart * ring,) for ring in _RINGS)):
        free = [
            shift
            for shift in _around(*ring)
            if _is_inside(point, shift, window) and all(_keeps(point, shift, *one, apart) for one in near)
        ]
        if free:
            return max(free, key=lambda shift: _room(point, shift, others))
    return 0.0, 0.0


def _around(radius: float) -> list[Position]:
    if not radius:
        return [(0.0, 0.0)]
    turns = [2 * math.pi * step / _DIRECTIONS for step in range(_DIRECTIONS)]
    return [(round(radius * math.cos(turn), 1), round(radius * math.sin(turn), 1)) for turn in turns]


def _is_inside(point: Position, shift: Position, window: tuple[float, float]) -> bool:
    return all(6 <= at + by <= most - 6 for at, by, most in zip(point, shift, window, strict=True))


def _keeps(point: Position, shift: Position, other: Position, moved: Position, apart: float) -> bool:
    across, down = point[0] - other[0], point[1] - other[1]
    by = shift[0] - moved[0], shift[1] - moved[1]
    return all(math.hypot(across * zoom + by[0], down * zoom + by[1]) >= apart - 0.2 for zoom in ZOOMS)


def _room(point: Position, shift: Position, others: Sequence[Position]) -> float:
    place = point[0] + shift[0], point[1] + shift[1]
    return round(min((math.dist(place, other) for other in others), default=0.0), 1)
