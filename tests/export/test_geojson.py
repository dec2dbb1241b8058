from __future__ import annotations

import json

import pytest

from carec_kg.errors import DataProblem
from carec_kg.export.geojson import read_wkt, write_geojson
from carec_kg.iris import ID, PREFIXES
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
    assert len(features) == 7


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
