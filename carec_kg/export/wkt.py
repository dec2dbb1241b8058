"""Geometries from the WKT of GeoSPARQL to GeoJSON (GeoSPARQL 1.1, section 8.5.1; RFC 7946, section 3.1)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem

if TYPE_CHECKING:
    from carec_kg.rdf.jsonld import Json

#: GeoJSON's name of a WKT kind, and how deep its positions lie in arrays.
_KINDS = {
    "POINT": ("Point", 0),
    "LINESTRING": ("LineString", 1),
    "POLYGON": ("Polygon", 2),
    "MULTILINESTRING": ("MultiLineString", 2),
    "MULTIPOLYGON": ("MultiPolygon", 3),
}
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_POSITION = re.compile(rf"({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})*")
_WKT = re.compile(rf"\s*(?:<([^>]*)>)?\s*({'|'.join(_KINDS)})\s*(\(.*\))\s*", re.IGNORECASE | re.DOTALL)
#: The one reference system in which longitude comes first; it is also the default (GeoSPARQL 1.1, section 8.5.1).
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def _is_nested(coordinates: object, depth: int) -> bool:
    """Say whether positions, pairs of numbers, lie ``depth`` arrays deep."""
    if not isinstance(coordinates, list) or not coordinates:
        return False
    if depth:
        return all(_is_nested(part, depth - 1) for part in coordinates)
    return len(coordinates) == 2 and not any(isinstance(number, list) for number in coordinates)


def read_wkt(text: str) -> dict[str, Json]:
    """Return the GeoJSON geometry of a WKT literal in CRS84, heights left out; raise ``DataProblem`` for another."""
    match = _WKT.fullmatch(text)
    if match is None or (match[1] or _CRS84) != _CRS84:
        message = f"{text[:60]!r} is no point, line or area as WKT in CRS84; write longitude before latitude."
        raise DataProblem(message)
    kind, depth = _KINDS[match[2].upper()]
    try:
        coordinates = json.loads(_POSITION.sub(r"[\1, \2]", match[3]).replace("(", "[").replace(")", "]"))
    except json.JSONDecodeError:
        coordinates = None
    if kind == "Point" and isinstance(coordinates, list):
        coordinates = coordinates[0] if len(coordinates) == 1 else None
    if not _is_nested(coordinates, depth):
        message = f"{text[:60]!r} has no positions that can be read; write pairs of numbers, commas between pairs."
        raise DataProblem(message)
    return {"type": kind, "coordinates": coordinates}
