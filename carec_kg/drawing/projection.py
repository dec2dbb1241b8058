"""The map's projection: Albers' equal-area conic on a sphere (Snyder, *Map Projections*, 1987, section 14)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.drawing.wkt import Position


@dataclass(frozen=True, slots=True)
class Albers:
    """The projection with two standard parallels, an origin and a central meridian, all in degrees."""

    first: float
    second: float
    origin: float
    meridian: float

    def __call__(self, position: Position) -> Position:
        """Return x to the right and y upwards for longitude and latitude; the unit is the radius of the sphere."""
        longitude, latitude = position
        cone = (math.sin(math.radians(self.first)) + math.sin(math.radians(self.second))) / 2
        constant = math.cos(math.radians(self.first)) ** 2 + 2 * cone * math.sin(math.radians(self.first))
        turn = cone * math.radians(longitude - self.meridian)
        radius = _radius(latitude, cone, constant)
        return radius * math.sin(turn), _radius(self.origin, cone, constant) - radius * math.cos(turn)


def _radius(latitude: float, cone: float, constant: float) -> float:
    return math.sqrt(max(0.0, constant - 2 * cone * math.sin(math.radians(latitude)))) / cone


#: Fitted to the members: areas are true, and shapes are best between 27 and 48 degrees north.
REGION = Albers(27, 48, 38, 84)


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the projected map: what lies at its left upper corner, and pixels per radius of the sphere."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def __call__(self, position: Position) -> Position:
        """Return the pixel of longitude and latitude."""
        x, y = REGION(position)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def holds(self, position: Position, margin: float = 0) -> bool:
        """Say whether longitude and latitude lie in the window, ``margin`` pixels from its edges at least."""
        x, y = self(position)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


def fit(
    positions: Iterable[Position], width: float, *, pad: float = 24, least: float = 0.03, ratio: float | None = None
) -> Frame:
    """Return the window ``width`` pixels wide that shows all positions with ``pad`` pixels around.

    It is at least ``least`` radii wide, so that a single place has surroundings; ``ratio`` is height by width, or as
    the positions have it, between 0.4 and 0.8.
    """
    projected = [REGION(position) for position in positions]
    lefts, tops = [x for x, _ in projected], [y for _, y in projected]
    across, down = max(max(lefts) - min(lefts), least), max(max(tops) - min(tops), 1e-9)
    shape = ratio or min(0.8, max(0.4, (down * (width - 2 * pad) / across + 2 * pad) / width))
    height = width * shape
    scale = min((width - 2 * pad) / across, (height - 2 * pad) / down)
    middle_x, middle_y = (max(lefts) + min(lefts)) / 2, (max(tops) + min(tops)) / 2
    return Frame(middle_x - width / 2 / scale, middle_y + height / 2 / scale, scale, width, height)


def frame_of(west: float, south: float, east: float, north: float, width: float) -> Frame:
    """Return the window on a box of longitudes and latitudes, its curved edges included."""
    steps = [index / 8 for index in range(9)]
    edges = [(west + (east - west) * step, latitude) for step in steps for latitude in (south, north)]
    return fit(edges, width, pad=0)
