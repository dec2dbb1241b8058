"""What the map shows, read from the graph: lands, ports, places and the lines of corridors. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.drawing.wkt import read_point
from carec_kg.export.corridor_lines import CorridorLine, Stop, trace_corridor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.drawing.wkt import Position
    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.reader import GraphReader, Label

_PREFIXES = """PREFIX carec: <https://w3id.org/carec-kg/ontology#>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_MEMBERS = """SELECT DISTINCT ?thing ?kind ?wkt WHERE {
  ?thing a carec:Member . ?thing a carec:Country .
  OPTIONAL { ?thing geo:hasDefaultGeometry ?node . ?node geo:asWKT ?wkt }
  BIND("member" AS ?kind)
} ORDER BY ?thing ?wkt"""
_REGIONS = """SELECT DISTINCT ?thing ?kind ?wkt WHERE {
  ?thing a carec:Region . ?participation a carec:Participation ; carec:participant ?thing .
  OPTIONAL { ?thing geo:hasDefaultGeometry ?node . ?node geo:asWKT ?wkt }
  BIND("region" AS ?kind)
} ORDER BY ?thing ?wkt"""
_POINTS = """SELECT DISTINCT ?thing ?kind ?wkt ?country ?other WHERE {
  VALUES (?class ?kind) { (carec:BorderPort "ports") (carec:SeaPort "seaports") (carec:Place "places") }
  ?thing a ?class .
  OPTIONAL { ?thing geo:hasDefaultGeometry/geo:asWKT ?wkt }
  OPTIONAL { ?thing carec:locatedIn ?country . ?country a carec:Country }
  OPTIONAL { ?thing carec:pairedWith ?other }
} ORDER BY ?thing ?kind ?wkt ?country ?other"""
_CORRIDORS = """SELECT DISTINCT ?thing ?number WHERE {
  ?thing a carec:Corridor . OPTIONAL { ?thing skos:notation ?number }
} ORDER BY ?thing ?number"""
_PASSED = """SELECT DISTINCT ?corridor ?place ?wkt WHERE {
  ?corridor a carec:Corridor ; carec:hasSubcorridor?/(carec:passesThrough|carec:endsAt) ?place .
  FILTER NOT EXISTS { ?place a carec:Country }
  FILTER NOT EXISTS { ?place a carec:Region }
  OPTIONAL { ?place geo:hasDefaultGeometry/geo:asWKT ?wkt }
} ORDER BY ?corridor ?place ?wkt"""
_STOPS = """SELECT DISTINCT ?corridor ?route ?list ?order ?place ?mode ?wkt WHERE {
  ?corridor a carec:Corridor ; carec:hasSubcorridor? ?route .
  GRAPH ?list { ?stop carec:stopOf ?route ; carec:stopAt ?place ; carec:stopPosition ?order }
  OPTIONAL { ?stop carec:stopMode ?mode }
  OPTIONAL { ?place geo:hasDefaultGeometry/geo:asWKT ?wkt }
} ORDER BY ?corridor ?route ?list ?order ?place"""


@dataclass(frozen=True, slots=True)
class Located:
    """A thing with its layer, its position if one is known, the country of it, and the port that it faces."""

    iri: str
    layer: str
    position: Position | None
    country: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class TracedCorridor:
    """A corridor with its number and its schematic line; ``positions`` has those of all its placed stops."""

    iri: str
    number: str
    line: CorridorLine
    positions: dict[str, Position]


@dataclass(frozen=True, slots=True)
class Geography:
    """All that has a place on the map or should have one, and labels for it."""

    lands: tuple[Located, ...]
    points: tuple[Located, ...]
    corridors: tuple[TracedCorridor, ...]
    labels: dict[str, Label]

    def name(self, iri: str) -> str:
        """Return what a thing is called."""
        return self.labels[iri].text if iri in self.labels else iri


def read_geography(reader: GraphReader, language: str) -> Geography:
    """Return what the map shows with labels in a language; raise whatever the pool raises."""
    lands = tuple(one for text in (_MEMBERS, _REGIONS) for one in _located(reader.select(_PREFIXES + text).rows))
    points = _located(reader.select(_PREFIXES + _POINTS).rows)
    corridors = _corridors(reader)
    named = [*lands, *points]
    iris = [one.iri for one in named] + [one.country for one in named if one.country]
    iris += [iri for one in corridors for iri in (one.iri, *one.line.placed, *one.line.unplaced)]
    return Geography(lands, points, corridors, reader.labels(iris, language))


def _located(rows: Iterable[tuple[Term | None, ...]]) -> tuple[Located, ...]:
    """Return each thing once, from rows of thing, layer, WKT, and maybe country and partner; first values count."""
    found: dict[str, Located] = {}
    for row in rows:
        iri, layer, wkt, country, other = [*(term.value if term else "" for term in row), "", ""][:5]
        found.setdefault(iri, Located(iri, layer, read_point(wkt), country, other))
    return tuple(found.values())


def _corridors(reader: GraphReader) -> tuple[TracedCorridor, ...]:
    numbers: dict[str, str] = {}
    for thing, number in reader.select(_PREFIXES + _CORRIDORS).texts():
        numbers.setdefault(thing, number)
    positions: dict[str, Position] = {}
    passed: dict[str, set[str]] = {}
    stops: dict[str, list[Stop]] = {}
    for corridor, place, wkt in reader.select(_PREFIXES + _PASSED).texts():
        passed.setdefault(corridor, set()).add(place)
        _keep(positions, place, wkt)
    for corridor, route, list_, order, place, mode, wkt in reader.select(_PREFIXES + _STOPS).texts():
        stops.setdefault(corridor, []).append(Stop(route, list_, int(order), place, mode))
        _keep(positions, place, wkt)
    found = []
    for corridor, number in numbers.items():
        line = trace_corridor(stops.get(corridor, ()), passed.get(corridor, ()), positions)
        found.append(TracedCorridor(corridor, number, line, {place: positions[place] for place in line.placed}))
    return tuple(found)


def _keep(positions: dict[str, Position], place: str, wkt: str) -> None:
    position = read_point(wkt)
    if position:
        positions.setdefault(place, position)
