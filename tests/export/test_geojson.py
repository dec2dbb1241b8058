from __future__ import annotations

import json
from typing import Any

import pytest

from carec_kg.errors import DataProblem
from carec_kg.export.geojson import write_geojson
from carec_kg.export.wkt import read_wkt
from carec_kg.iris import CAREC, ID, PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal, Quad

CRS84 = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"


@pytest.mark.parametrize(
    ("text", "kind", "coordinates"),
    [
        ("POINT(111.97 43.65)", "Point", [111.97, 43.65]),
        (f"{CRS84} Point ( -1  2.0 )", "Point", [-1, 2.0]),
        ("POINT(1 2 300)", "Point", [1, 2]),
        ("LINESTRING(1 2, 3 4)", "LineString", [[1, 2], [3, 4]]),
        ("POLYGON((0 0, 1 0, 1 1, 0 0))", "Polygon", [[[0, 0], [1, 0], [1, 1], [0, 0]]]),
        ("MULTILINESTRING((1 2,3 4),(5 6,7 8))", "MultiLineString", [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]),
        ("MULTIPOLYGON(((0 0,1 0,1 1,0 0)))", "MultiPolygon", [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]),
    ],
)
def test_points_lines_and_areas_are_read(text: str, kind: str, coordinates: list[object]) -> None:
    assert read_wkt(text) == {"type": kind, "coordinates": coordinates}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "POINT EMPTY",
        "POINT()",
        "POINT(1)",
        "POINT((1 2))",
        "POINT(1 2, 3 4)",
        "POINT(1,2)",
        "LINESTRING(1 2",
        "LINESTRING((1 2))",
        "POLYGON(1 2, 3 4)",
        "CIRCLE(1 2)",
        "<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(43.65 111.97)",
    ],
)
def test_what_is_none_of_them_is_refused(text: str) -> None:
    with pytest.raises(DataProblem, match=r"in CRS84|positions"):
        read_wkt(text)


def test_every_place_is_listed_and_has_a_geometry_or_null(small_quads: tuple[Quad, ...]) -> None:
    features = {feature["id"]: feature for feature in json.loads(write_geojson(small_quads))["features"]}
    erenhot = features[ID + "place/erenhot"]
    assert erenhot["geometry"] == {"type": "Point", "coordinates": [111.97, 43.65]}
    assert erenhot["properties"] == {"class": "Place", "label": {"en": "Erenhot"}}
    assert features[ID + "port/erenhot"]["geometry"] is None
    assert features[ID + "country/CHN"]["properties"]["label"]["zh"] == "中国"
    assert ID + "organization/adb" not in features
    assert features[ID + "corridor/4"]["geometry"] is None
    assert len(features) == 8


def test_the_order_of_the_quads_does_not_matter(small_quads: tuple[Quad, ...]) -> None:
    assert write_geojson(reversed(small_quads)) == write_geojson(small_quads)


def test_a_thing_is_shown_with_its_default_geometry(small_quads: tuple[Quad, ...]) -> None:
    geo = PREFIXES["geo"]
    thing, node = Iri(ID + "place/erenhot"), Iri(ID + "geometry/a-better-one")
    more = (
        Quad(thing, Iri(geo + "hasDefaultGeometry"), node),
        Quad(node, Iri(geo + "asWKT"), Literal("POINT(112 44)", geo + "wktLiteral")),
    )
    features = {feature["id"]: feature for feature in json.loads(write_geojson((*small_quads, *more)))["features"]}
    assert features[thing.value]["geometry"] == {"type": "Point", "coordinates": [112, 44]}


def _corridor(places: dict[str, str], *facts: tuple[str, str, str]) -> list[Quad]:
    geo = PREFIXES["geo"]
    quads = [Quad(Iri(ID + "corridor/9"), Iri(RDF_TYPE), Iri(CAREC + "Corridor"), "g:1")]
    for place, wkt in places.items():
        node = Iri(ID + "geometry/" + place)
        quads.append(Quad(Iri(ID + place), Iri(geo + "hasDefaultGeometry"), node, "g:1"))
        quads.append(Quad(node, Iri(geo + "asWKT"), Literal(wkt, geo + "wktLiteral"), "g:1"))
    for subject, predicate, value in facts:
        term = Literal(value, PREFIXES["xsd"] + "integer") if value.isdecimal() else Iri(ID + value)
        quads.append(Quad(Iri(ID + subject), Iri(CAREC + predicate), term, "g:1"))
    return quads


def _stop(order: int, place: str) -> tuple[tuple[str, str, str], ...]:
    name = f"stop/{order}"
    return (name, "stopOf", "subcorridor/9a"), (name, "stopAt", place), (name, "stopPosition", str(order))


def _feature(quads: list[Quad]) -> dict[str, Any]:
    features = {feature.get("id"): feature for feature in json.loads(write_geojson(quads))["features"]}
    found: dict[str, Any] = features[ID + "corridor/9"]
    return found


def test_a_corridor_is_a_schematic_line_through_the_stops_of_its_parts_in_their_order() -> None:
    places = {"place/a": "POINT(3 1)", "place/b": "POINT(1 1)", "place/c": "POINT(2 2)"}
    facts = (*_stop(1, "place/c"), *_stop(2, "place/lost"), *_stop(3, "place/a"), *_stop(4, "place/b"))
    feature = _feature(_corridor(places, ("subcorridor/9a", "subcorridorOf", "corridor/9"), *facts))
    assert feature["geometry"] == {"type": "LineString", "coordinates": [[2, 2], [3, 1], [1, 1]]}
    assert feature["properties"]["schematic"] is True
    assert feature["properties"]["order"] == "stated"
    assert feature["properties"]["withoutPosition"] == [ID + "place/lost"]


def test_places_without_a_stated_order_are_joined_by_the_shortest_tree_apart_from_the_corridor() -> None:
    places = {"place/a": "POINT(0 0)", "place/b": "POINT(9 0)", "place/c": "POINT(1 0)"}
    quads = _corridor(places, *(("corridor/9", "passesThrough", place) for place in places))
    corridor = _feature(quads)
    assert (corridor["geometry"], corridor["properties"]["order"]) == (None, "computed")
    assert "note" not in corridor["properties"]
    (computed,) = _computed(quads)
    assert "id" not in computed
    assert computed["geometry"]["coordinates"] == [[[0, 0], [1, 0]], [[9, 0], [1, 0]]]
    found = computed["properties"]
    assert (found["class"], found["corridor"]) == ("ComputedCorridorLine", ID + "corridor/9")
    assert (found["order"], found["schematic"]) == ("computed", True)
    assert found["note"].startswith("Computed: no source gives this order")


def test_what_is_stated_and_what_is_computed_of_one_corridor_are_two_features() -> None:
    places = {"place/a": "POINT(0 0)", "place/b": "POINT(1 0)", "place/c": "POINT(1 1)"}
    facts = (*_stop(1, "place/a"), *_stop(2, "place/b"), ("subcorridor/9a", "subcorridorOf", "corridor/9"))
    quads = _corridor(places, *facts, ("corridor/9", "passesThrough", "place/c"))
    corridor = _feature(quads)
    assert corridor["geometry"] == {"type": "LineString", "coordinates": [[0, 0], [1, 0]]}
    assert corridor["properties"]["order"] == "partly stated"
    assert [one["geometry"]["coordinates"] for one in _computed(quads)] == [[[1, 0], [1, 1]]]


def _computed(quads: list[Quad]) -> list[dict[str, Any]]:
    return [one for one in json.loads(write_geojson(quads))["features"] if "id" not in one]


def test_a_country_that_a_corridor_passes_is_no_stop_of_its_line() -> None:
    quads = _corridor(
        {"country/x": "POINT(0 0)", "place/a": "POINT(9 0)"},
        ("corridor/9", "passesThrough", "country/x"),
        ("corridor/9", "passesThrough", "place/a"),
    )
    quads.append(Quad(Iri(ID + "country/x"), Iri(RDF_TYPE), Iri(CAREC + "Country"), "g:1"))
    feature = _feature(quads)
    assert feature["geometry"] is None
    assert feature["properties"]["order"] == "none"
    assert feature["properties"]["through"] == [ID + "place/a"]
