"""Positions and the distance between them."""

from __future__ import annotations

import re
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

_EARTH_RADIUS_KM = 6371.0088
_POINT = re.compile(r"(?:<[^>]*>\s*)?POINT\s*Z?\s*\(\s*(-?[0-9.eE+-]+)\s+(-?[0-9.eE+-]+)[^)]*\)\s*", re.IGNORECASE)
_POLE, _DATE_LINE = 90.0, 180.0


class Position(NamedTuple):
    """Latitude and longitude in degrees of WGS 84."""

    latitude: float
    longitude: float


def make_position(latitude: str, longitude: str) -> Position:
    """Read two numbers in degrees; raise ``ValueError`` for what is none or off the globe."""
    position = Position(float(latitude), float(longitude))
    if not (abs(position.latitude) <= _POLE and abs(position.longitude) <= _DATE_LINE):
        message = f"{latitude}, {longitude} is off the globe"
        raise ValueError(message)
    return position


def read_point(wkt: str) -> Position | None:
    """Return the position of a WKT point in longitude-latitude order (CRS84), ``None`` for any other text."""
    match = _POINT.fullmatch(wkt.strip())
    try:
        return make_position(match[2], match[1]) if match else None
    except ValueError:
        return None


def measure_distance(one: Position, other: Position) -> float:
    """Return the great-circle distance in kilometres."""
    north, south = radians(one.latitude), radians(other.latitude)
    height, width = south - north, radians(other.longitude - one.longitude)
    half_chord = sin(height / 2) ** 2 + cos(north) * cos(south) * sin(width / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(min(1.0, sqrt(half_chord)))
