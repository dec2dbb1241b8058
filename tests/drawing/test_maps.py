from __future__ import annotations

import math
import re

import pytest

from carec_kg.drawing.base_map import EXTENT
from carec_kg.drawing.boxes import overlap
from carec_kg.drawing.locator import draw_area, draw_locator, has_area, is_on_base_map, runs_beyond
from carec_kg.drawing.map_labels import Spot, level_labels, place_labels
from carec_kg.drawing.measuring import width_of
from carec_kg.drawing.point_map import Place
from carec_kg.drawing.projection import frame_of
from carec_kg.drawing.region_map import BOX, Land, Mark, RegionMap, Route, draw_region, is_inside
from tests.drawing.reading import Column, draw, drawn, of_class, read_svg, texts

COLUMNS = [Column("name"), Column("position", "geometry"), Column("km", "decimal", unit="kilometres")]
VIEW = "map label=name geometry=position value=km"
ALMATY, BISHKEK, KABUL = (76.9, 43.25), (74.59, 42.87), (69.17, 34.53)
REGION = RegionMap(
    (Land("KAZ", "Kazakhstan", (68.7, 49.1), "/page/country/KAZ"),),
    (),
    (Route("corridor/1", "Corridor 1", "1", 0, ((ALMATY, BISHKEK),), ((BISHKEK, KABUL),), "/page/corridor/1"),),
    (Mark("port/a", "Port <A>", "ports", KABUL, "/page/port/a", "Afghanistan"), Mark("place/b", "B", "places", ALMATY)),
    {"title": "The region", "description": "All of it."},
)


def test_rows_with_a_point_are_marked_and_the_others_are_named() -> None:
    rows: list[tuple[str | float | None, ...]] = [
        ("Almaty", "POINT(76.9 43.25)", 5),
        ("Mandula", None, 7),
        ("Crooked", "POINT(400 1)", 7),
    ]
    drawing = drawn(VIEW, COLUMNS, rows)
    assert len(of_class(drawing.svg, "d-mark")) == 1
    assert "Without a position (2): Mandula, Crooked." in drawing.notes
    assert "Almaty" in texts(drawing.svg)
    assert any(found.text == "Almaty: 5 kilometres" for found in read_svg(drawing.svg).iter())


def test_every_map_says_that_it_is_no_authority_on_boundaries() -> None:
    drawing = drawn(VIEW, COLUMNS, [("Almaty", "POINT(76.9 43.25)", 5)])
    assert any("no authority on any boundary" in note for note in drawing.notes)


def test_no_map_is_drawn_without_a_point() -> None:
    assert draw(VIEW, COLUMNS, [("Mandula", None, 5)]) is None


def test_labels_keep_clear_of_each_other_and_of_marks() -> None:
    spots = [Spot(f"Place {index}", 100 + index * 9, 100) for index in range(6)]
    labels = [label for label in place_labels(spots, 400, 200) if label]
    boxes = []
    for label in labels:
        wide = width_of(label.name, 12)
        left = label.x - (wide if label.anchor == "end" else wide / 2 if label.anchor == "middle" else 0)
        boxes.append((left, label.y - 10, left + wide, label.y + 2))
    assert len(labels) > 1
    assert not any(overlap(one, other) for index, one in enumerate(boxes) for other in boxes[index + 1 :])


def test_what_has_no_room_is_labelled_at_a_closer_zoom() -> None:
    spots = [Spot(f"A rather long name {index}", 100 + index, 100 + index) for index in range(12)]
    levels = [one.level for one in level_labels(spots, 300, 200, (1, 2, 4, 8))]
    assert levels[0] == 1
    assert max(levels) > 1


def test_the_linked_map_is_a_group_of_links_in_layers() -> None:
    svg = draw_region(REGION, 900, "map", linked=True)
    root = read_svg(svg)
    assert root.get("role") == "group"
    links = {found.get("data-feature"): found.get("href") for found in of_class(svg, "map-feature")}
    assert links == {"corridor/1": "/page/corridor/1", "port/a": "/page/port/a", "place/b": None}
    assert of_class(svg, "map-feature")[2].get("aria-label") == "Port <A>, Afghanistan"


def test_stated_parts_of_a_corridor_are_whole_lines_and_computed_ones_dashed() -> None:
    dashes = [
        found.get("stroke-dasharray") for found in of_class(draw_region(REGION, 900, "m", linked=True), "map-route")
    ]
    assert len(dashes) == 2
    assert dashes[0] is None
    assert dashes[1] is not None


def test_the_overview_is_one_picture_without_links() -> None:
    svg = draw_region(REGION, 640, "overview", linked=False)
    assert read_svg(svg).get("role") == "img"
    assert of_class(svg, "map-feature") == []
    assert len(svg) < 40_000


def test_what_lies_outside_of_the_region_is_not_drawn() -> None:
    far = RegionMap(marks=(Mark("place/manila", "Manila", "places", (121.0, 14.6)),))
    assert not is_inside((121.0, 14.6))
    assert of_class(draw_region(far, 900, "m", linked=True), "map-feature") == []


def test_a_locator_shows_the_place_and_where_that_is_in_the_region() -> None:
    svg = draw_locator(
        Place("Erenhot", (111.98, 43.65)), 400, "where", title="Erenhot on a map", description="Its town."
    )
    assert "Erenhot" in texts(svg)
    assert len(of_class(svg, "d-mark")) == 2
    assert read_svg(svg).get("aria-labelledby") == "where-title where-desc"
    assert len(svg) < 25_000
    assert not is_on_base_map((121.0, 14.6))


def test_marks_that_would_cover_each_other_are_moved_and_led_back() -> None:
    pair = (
        Mark("port/erenhot", "Erenhot port", "ports", (111.98, 43.65), "/page/port/erenhot"),
        Mark("port/zamyn-uud", "Zamyn-Uud port", "ports", (111.9, 43.72), "/page/port/zamyn-uud"),
    )
    svg = draw_region(RegionMap(marks=pair), 900, "map", linked=True)
    targets = of_class(svg, "map-target")
    shifts = [math.hypot(float(found.get("cx", 0)), float(found.get("cy", 0))) for found in targets]
    assert min(shifts) == 0
    assert max(shifts) > 14
    assert len(of_class(svg, "map-lead")) == 1
    assert {"Erenhot port", "Zamyn-Uud port"} <= {*texts(svg)}


def test_the_map_of_the_region_ends_within_the_base_map() -> None:
    svg = draw_region(REGION, 900, "map", linked=True)
    wide, high = (float(part) for part in read_svg(svg).get("viewBox", "").split()[2:])
    frame = frame_of(*BOX, wide)
    assert frame.height == pytest.approx(high, abs=0.1)
    assert BOX[0] >= EXTENT[0]
    assert BOX[1] >= EXTENT[1]
    assert BOX[2] <= EXTENT[2]
    assert BOX[3] <= EXTENT[3]


@pytest.mark.parametrize("code", ["KAZ", "CHN", "GEO", "CN-XJ"])
def test_an_area_is_shown_whole_with_its_neighbours(code: str) -> None:
    svg = draw_area(code, "Here", 320, "where", title="Here and its neighbours", description="")
    wide, high = (float(part) for part in read_svg(svg).get("viewBox", "").split()[2:])
    (area,) = of_class(svg, "d-region" if "-" in code else "d-member")
    assert area.get("data-code") == code
    numbers = _walk(area.get("d", ""))
    # A pixel is what coordinates are rounded by.
    assert all(-1.5 <= x <= wide + 1.5 and -1.5 <= y <= high + 1.5 for x, y in numbers)
    assert "Here" in texts(svg)
    assert len(texts(svg)) > 1


def test_an_area_that_the_base_map_cuts_is_known() -> None:
    assert runs_beyond("CHN")
    assert not runs_beyond("KAZ")
    assert not has_area("XXX")


def _walk(steps: str) -> list[tuple[float, float]]:
    """Return the points of a path of relative steps; after a closed ring the next one begins where it says."""
    found = []
    for ring in steps.rstrip("z").split("z"):
        numbers = [float(part) for part in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", ring)]
        x, y = numbers[0], numbers[1]
        found.append((x, y))
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
    return found
