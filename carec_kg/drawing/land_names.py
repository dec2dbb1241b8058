"""Names of countries in a window: each in the middle of what can be seen of it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from carec_kg.drawing.base_layers import read_layers
from carec_kg.drawing.map_labels import Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.drawing.projection import Frame
    from carec_kg.drawing.wkt import Position

#: Points of the grid that is laid over the window.
_ACROSS, _DOWN = 20, 14
#: Points of it that a country takes at least to be named.
_LEAST = 8


def name_lands(frame: Frame, only: str = "") -> list[Spot]:
    """Return the names of the countries that may be labelled and can be seen, the one with most to be seen first.

    With ``only``, the code of a country or region, it is that one, however little of it there is.
    """
    grid = [
        (frame.width * (column + 0.5) / _ACROSS, frame.height * (row + 0.5) / _DOWN)
        for row in range(_DOWN)
        for column in range(_ACROSS)
    ]
    found: list[tuple[int, Spot]] = []
    layers = read_layers()
    for shape in (*layers["countries"], *layers["admin1_prc_selected"]):
        if shape.code != only if only else not shape.labelled:
            continue
        rings = [[frame(point) for point in line] for line in shape.lines]
        inside = [point for point in grid if is_within(point, rings)]
        if len(inside) >= (1 if only else _LEAST):
            x, y = _central(inside)
            found.append((-len(inside), Spot(shape.name, x, y, 12, centred=True)))
    return [spot for _, spot in sorted(found, key=lambda one: (one[0], one[1].name))]


def is_within(point: Position, rings: Sequence[Sequence[Position]]) -> bool:
    """Say whether a point lies in an area, by counting the edges to one side of it."""
    x, y = point
    crossed = False
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossed = not crossed
    return crossed


def _central(points: Sequence[Position]) -> Position:
    """Return the point nearest to the mean of all."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    return min(points, key=lambda point: ((point[0] - mean_x) ** 2 + (point[1] - mean_y) ** 2, point))
