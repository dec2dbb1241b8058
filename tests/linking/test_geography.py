from __future__ import annotations

import pytest

from carec_kg.linking.geography import Position, make_position, measure_distance, read_point


def test_a_point_is_read_in_the_order_of_well_known_text() -> None:
    assert read_point("POINT(111.9769 43.6475)") == Position(43.6475, 111.9769)
    assert read_point("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> Point (1 2)") == Position(2, 1)


@pytest.mark.parametrize("text", ["", "POLYGON((0 0))", "POINT(1)", "POINT(1 200)", "POINT(a b)", "POINT(1e 2)"])
def test_any_other_text_is_no_point(text: str) -> None:
    assert read_point(text) is None


def test_distances_are_great_circles() -> None:
    almaty, bishkek = Position(43.25, 76.95), Position(42.87, 74.59)
    assert measure_distance(almaty, bishkek) == pytest.approx(196, abs=2)
    assert measure_distance(Position(0, 179.9), Position(0, -179.9)) == pytest.approx(22.2, abs=0.1)
    assert measure_distance(almaty, almaty) == 0


@pytest.mark.parametrize(("latitude", "longitude"), [("91", "0"), ("0", "181"), ("north", "0"), ("nan", "0")])
def test_what_is_off_the_globe_is_refused(latitude: str, longitude: str) -> None:
    with pytest.raises(ValueError, match=r"globe|float"):
        make_position(latitude, longitude)
