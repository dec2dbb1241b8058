"""GeoJSON of what has a place on the map (RFC 7946), from the WKT of GeoSPARQL geometries."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem
from carec_kg.iris import CAREC, ID, PREFIXES, RDF_TYPE
from carec_kg.rdf.jsonld import Json, write_json
from carec_kg.rdf.terms import Iri, Literal, Quad, Triple
from carec_kg.rdf.turtle import order_triple

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A thing is shown with its default geometry; without one, with the first that it has.
_GEOMETRY_OF_THING = (PREFIXES["geo"] + "hasDefaultGeometry", PREFIXES["geo"] + "hasGeometry")
_AS_WKT = PREFIXES["geo"] + "asWKT"
_LABEL = PREFIXES["rdfs"] + "label"
#: Classes of things that one looks for on a map; listed without geometry where none is known.
LOCATIONS = frozenset(
    CAREC + name for name in ("BorderPort", "Country", "EconomicZone", "Facility", "Place", "Region", "SeaPort")
)

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


def _geometries(triples: Iterable[Triple]) -> dict[str, dict[str, Json]]:
    wkt = {item.subject: item.object for item in triples if item.predicate.value == _AS_WKT}
    found: dict[str, dict[str, Json]] = {}
    for relation in _GEOMETRY_OF_THING:
        for subject, predicate, node in triples:
            literal = wkt.get(node) if predicate.value == relation and isinstance(node, Iri) else None
            if isinstance(literal, Literal) and subject.value not in found:
                found[subject.value] = read_wkt(literal.value)
    return found


def _labels(triples: Iterable[Triple]) -> dict[str, dict[str, Json]]:
    labels: dict[str, dict[str, Json]] = {}
    for subject, predicate, term in triples:
        if predicate.value == _LABEL and isinstance(term, Literal):
            labels.setdefault(subject.value, {}).setdefault(term.language or "", term.value)
    return labels


def write_geojson(quads: Iterable[Triple | Quad]) -> bytes:
    """Return a FeatureCollection of the places among things: ``id``, labels by language, class, geometry or null.

    The first geometry of a thing counts. Raise ``DataProblem`` for WKT that is no point, line or area in CRS84.
    """
    triples = sorted({Triple(*quad[:3]) for quad in quads}, key=order_triple)
    geometries, labels = _geometries(triples), _labels(triples)
    classes: dict[str, str] = {}
    for subject, predicate, term in triples:
        if predicate.value == RDF_TYPE and term.value in LOCATIONS and subject.value.startswith(ID):
            classes.setdefault(subject.value, term.value.removeprefix(CAREC))
    features: list[Json] = [
        {
            "type": "Feature",
            "id": iri,
            "geometry": geometries.get(iri),
            "properties": {"class": classes.get(iri), "label": labels.get(iri, {})},
        }
        for iri in sorted(classes.keys() | geometries.keys())
    ]
    return write_json({"type": "FeatureCollection", "features": features}).encode()
