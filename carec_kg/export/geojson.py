"""GeoJSON of what has a place on the map (RFC 7946), from the WKT of GeoSPARQL geometries.

Points and areas are as the graph has them. A corridor is a schematic line through its known stops and says so; where
the order of its stops is not known, a line that is computed stands apart from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.export.corridor_lines import Stop, trace_corridor
from carec_kg.export.wkt import read_wkt
from carec_kg.iris import CAREC, ID, PREFIXES, RDF_TYPE
from carec_kg.rdf.jsonld import Json, write_json
from carec_kg.rdf.terms import Iri, Literal, Quad, Triple
from carec_kg.rdf.turtle import order_triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carec_kg.export.corridor_lines import Position

#: A thing is shown with its default geometry; without one, with the first that it has.
_GEOMETRY_OF_THING = (PREFIXES["geo"] + "hasDefaultGeometry", PREFIXES["geo"] + "hasGeometry")
_AS_WKT = PREFIXES["geo"] + "asWKT"
_LABEL = PREFIXES["rdfs"] + "label"
#: Classes of things that one looks for on a map; listed without geometry where none is known.
LOCATIONS = frozenset(
    CAREC + name for name in ("BorderPort", "Country", "EconomicZone", "Facility", "Place", "Region", "SeaPort")
)
#: Locations that are no stop: a route runs through them from one to another.
_AREAS = frozenset(CAREC + name for name in ("Country", "Region"))
_CORRIDOR = CAREC + "Corridor"
#: How a part says of which corridor it is one, and the other way round.
_PART_OF, _HAS_PART = CAREC + "subcorridorOf", CAREC + "hasSubcorridor"
_PASSES = frozenset({CAREC + "passesThrough", CAREC + "endsAt"})
_STOP_OF, _STOP_AT = CAREC + "stopOf", CAREC + "stopAt"
_STOP_POSITION, _STOP_MODE = CAREC + "stopPosition", CAREC + "stopMode"
#: The class of lines that no source states, and what is said of them and of the others.
_COMPUTED_CLASS = "ComputedCorridorLine"
_STATED = "Schematic: straight from stop to stop in the order that a source gives, not the way of a road or railway."
_COMPUTED = "Computed: no source gives this order; the places that sources name are joined nearest to nearest."
_LIST_OF_STOP = (_STOP_OF, _STOP_AT, _STOP_POSITION, _STOP_MODE)


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


def _positions(geometries: Mapping[str, dict[str, Json]]) -> dict[str, Position]:
    found: dict[str, Position] = {}
    for iri, geometry in geometries.items():
        coordinates = geometry["coordinates"]
        if geometry["type"] == "Point" and isinstance(coordinates, list):
            longitude, latitude = coordinates
            if isinstance(longitude, int | float) and isinstance(latitude, int | float):
                found[iri] = (longitude, latitude)
    return found


def _stops(quads: Iterable[Triple | Quad]) -> list[Stop]:
    """Return the stops in the lists of routes, each with the graph of its list."""
    parts: dict[str, dict[str, str]] = {}
    for quad in quads:
        if quad.predicate.value in _LIST_OF_STOP:
            stop = parts.setdefault(quad.subject.value, {})
            stop[quad.predicate.value] = quad.object.value
            graph = (quad.graph if isinstance(quad, Quad) else None) or ""
            stop["graph"] = min(stop.get("graph", graph), graph)
    return [
        Stop(part[_STOP_OF], part["graph"], int(part[_STOP_POSITION]), part[_STOP_AT], part.get(_STOP_MODE, ""))
        for part in parts.values()
        if {_STOP_OF, _STOP_AT, _STOP_POSITION} <= part.keys()
    ]


def _draw_lines(lines: Iterable[Sequence[str]], positions: Mapping[str, Position]) -> dict[str, Json] | None:
    """Return lines through locations as one geometry; ``None`` where there is none."""
    drawn: list[Json] = [[[*positions[place]] for place in line] for line in lines]
    if not drawn:
        return None
    if len(drawn) == 1:
        return {"type": "LineString", "coordinates": drawn[0]}
    return {"type": "MultiLineString", "coordinates": drawn}


class _Corridors:
    """The corridors among triples, as features."""

    def __init__(
        self, quads: Iterable[Triple | Quad], triples: Iterable[Triple], positions: dict[str, Position]
    ) -> None:
        self._stops = _stops(quads)
        self._passes: dict[str, set[str]] = {}
        self._parts: dict[str, set[str]] = {}
        areas = {subject.value for subject, predicate, term in triples if _is_area(predicate, term)}
        self._positions = {iri: position for iri, position in positions.items() if iri not in areas}
        for subject, predicate, term in triples:
            if predicate.value in _PASSES and term.value not in areas:
                self._passes.setdefault(subject.value, set()).add(term.value)
            elif predicate.value == _PART_OF:
                self._parts.setdefault(term.value, set()).add(subject.value)
            elif predicate.value == _HAS_PART:
                self._parts.setdefault(subject.value, set()).add(term.value)

    def features(self, iri: str, labels: dict[str, Json]) -> list[Json]:
        """Return the corridor, drawn as far as a source states the order of its stops, and apart from it what we drew.

        What has a line has a note that says what the line is.
        """
        routes = {iri, *self._parts.get(iri, ())}
        passed = {place for route in routes for place in self._passes.get(route, ())}
        line = trace_corridor([stop for stop in self._stops if stop.route in routes], passed, self._positions)
        stated = _draw_lines(line.stated, self._positions)
        computed = _draw_lines(line.computed, self._positions)
        common: dict[str, Json] = {"corridor": iri, "label": labels, "schematic": True}
        whole: dict[str, Json] = {
            **({"note": _STATED} if stated else {}),
            "order": line.order,
            "through": [*line.placed],
            "withoutPosition": [*line.unplaced],
        }
        features = [_feature(iri, stated, {"class": "Corridor", **common, **whole})]
        if computed:
            ours = {"class": _COMPUTED_CLASS, **common, "note": _COMPUTED, "order": "computed"}
            features.append(_feature(None, computed, ours))
        return features


def _feature(iri: str | None, geometry: dict[str, Json] | None, properties: dict[str, Json]) -> Json:
    """Return a feature; what is no thing of the graph has no ``id``."""
    name: dict[str, Json] = {"id": iri} if iri else {}
    return {"type": "Feature", **name, "geometry": geometry, "properties": properties}


def _is_area(predicate: Iri, term: object) -> bool:
    return predicate.value == RDF_TYPE and isinstance(term, Iri) and term.value in _AREAS


def write_geojson(quads: Iterable[Triple | Quad]) -> bytes:
    """Return a FeatureCollection of places and corridors: ``id``, labels by language, class, geometry or null.

    The first geometry of a thing counts. A corridor is ``schematic``: a line through its stops in the order that a
    source states, null where none does. What joins its places without such an order is a feature of its own, of the
    class ``ComputedCorridorLine`` and without an ``id``, so that nobody takes it for the corridor. Raise
    ``DataProblem`` for WKT that is no point, line or area in CRS84.
    """
    quads = list(quads)
    triples = sorted({Triple(*quad[:3]) for quad in quads}, key=order_triple)
    geometries, labels = _geometries(triples), _labels(triples)
    classes: dict[str, str] = {}
    corridors: set[str] = set()
    for subject, predicate, term in triples:
        if predicate.value == RDF_TYPE and subject.value.startswith(ID):
            if term.value in LOCATIONS:
                classes.setdefault(subject.value, term.value.removeprefix(CAREC))
            elif term.value == _CORRIDOR:
                corridors.add(subject.value)
    lines = _Corridors(quads, triples, _positions(geometries))
    features: list[Json] = []
    for iri in sorted(classes.keys() | geometries.keys() | corridors):
        if iri in corridors:
            features += lines.features(iri, labels.get(iri, {}))
        else:
            found: dict[str, Json] = {"class": classes.get(iri), "label": labels.get(iri, {})}
            features.append(_feature(iri, geometries.get(iri), found))
    return write_json({"type": "FeatureCollection", "features": features}).encode()
