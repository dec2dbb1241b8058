"""The map's projection: Mercator's on a sphere (Snyder, *Map Projections*, 1987, section 7).

The base map ends at meridians and parallels. In this projection these are upright and level lines, so that a map which
is cut at its window's edges is never cut askew; and shapes, which readers know countries by, are true.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.drawing.wkt import Position

#: West, south, east and north in degrees.
Bounds: TypeAlias = tuple[float, float, float, float]


def project(position: Position) -> Position:
    """Return x to the right and y upwards for longitude and latitude; the unit is the radius of the sphere."""
    longitude, latitude = position
    return math.radians(longitude), math.asinh(math.tan(math.radians(latitude)))


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
        x, y = project(position)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def holds(self, position: Position, margin: float = 0) -> bool:
        """Say whether longitude and latitude lie in the window, ``margin`` pixels from its edges at least."""
        x, y = self(position)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


def fit(
    positions: Iterable[Position],
    width: float,
    *,
    pad: float = 24,
    least: float = 0.04,
    ratio: float | None = None,
    within: Bounds | None = None,
) -> Frame:
    """Return the window ``width`` pixels wide that shows all positions with ``pad`` pixels around.

    It is at least ``least`` radii wide, so that a single place has surroundings; ``ratio`` is height by width, or as
    the positions have it, between 0.4 and 0.8. It does not reach beyond the bounds ``within`` which the positions lie,
    where all do: it is moved, and is made lower where they are too low for it.
    """
    given = list(positions)
    projected = [project(position) for position in given]
    lefts, tops = [x for x, _ in projected], [y for _, y in projected]
    across, down = max(max(lefts) - min(lefts), least), max(max(tops) - min(tops), 1e-9)
    shape = ratio or min(0.8, max(0.4, (down * (width - 2 * pad) / across + 2 * pad) / width))
    height = width * shape
    scale = min((width - 2 * pad) / across, (height - 2 * pad) / down)
    middle_x, middle_y = (max(lefts) + min(lefts)) / 2, (max(tops) + min(tops)) / 2
    frame = Frame(middle_x - width / 2 / scale, middle_y + height / 2 / scale, scale, width, height)
    inside = within and all(within[0] <= x <= within[2] and within[1] <= y <= within[3] for x, y in given)
    return _keep_within(frame, within, down) if within and inside else frame


def _keep_within(frame: Frame, bounds: Bounds, down: float) -> Frame:
    """Return the window moved, drawn larger or made lower so that it shows nothing outside of the bounds."""
    west, south = project(bounds[:2])
    east, north = project(bounds[2:])
    scale = max(frame.scale, frame.width / (east - west))
    height = min(max(frame.height, down * scale), (north - south) * scale)
    centre_x, centre_y = frame.left + frame.width / 2 / frame.scale, frame.top - frame.height / 2 / frame.scale
    left = min(max(centre_x - frame.width / 2 / scale, west), east - frame.width / scale)
    top = max(min(centre_y + height / 2 / scale, north), south + height / scale)
    return Frame(left, top, scale, frame.width, height)


def frame_of(west: float, south: float, east: float, north: float, width: float) -> Frame:
    """Return the window on a box of longitudes and latitudes, as high as the box wants it."""
    (left, bottom), (right, top) = project((west, south)), project((east, north))
    scale = width / (right - left)
    return Frame(left, top, scale, width, (top - bottom) * scale)
