"""Positions of points written as WKT (GeoSPARQL 1.1, section 8.5.1)."""

from __future__ import annotations

import re
from typing import TypeAlias

#: Longitude and latitude in degrees, or a place on the projected plane.
Position: TypeAlias = tuple[float, float]

_POINT = re.compile(
    r"\s*(?:<[^>]*CRS84>)?\s*POINT\s*\(\s*(-?[\d.]+(?:[eE][-+]?\d+)?)\s+(-?[\d.]+(?:[eE][-+]?\d+)?)[^)]*\)\s*",
    re.IGNORECASE,
)


def read_point(text: str) -> Position | None:
    """Return longitude and latitude of a point, ``None`` for any other geometry or a position not on the earth."""
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    try:
        longitude, latitude = float(match[1]), float(match[2])
    except ValueError:
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None
