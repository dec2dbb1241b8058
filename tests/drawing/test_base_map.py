from __future__ import annotations

from carec_kg.drawing.base_layers import read_layers
from carec_kg.drawing.base_map import draw_base
from carec_kg.drawing.land_names import is_within, name_lands
from carec_kg.drawing.projection import frame_of
from carec_kg.drawing.svg import group
from tests.drawing.reading import of_class, read_svg

FRAME = frame_of(41, 23, 128, 54, 640)


def _base() -> str:
    return str(group(draw_base(FRAME, "m", {"KAZ"}, {"CN-NM"}), xmlns="http://www.w3.org/2000/svg"))


def test_disputed_areas_are_hatched_and_come_before_the_borders() -> None:
    order = [found.get("class") for found in read_svg(_base()) if found.get("class")]
    assert order.index("d-disputed") < order.index("d-border") < order.index("d-border d-disputed-line")
    assert of_class(_base(), "d-disputed")[0].get("fill") == "url(#m-hatch)"


def test_borders_that_are_not_international_are_dashed_and_disputed_lines_dotted() -> None:
    borders = of_class(_base(), "d-border")
    assert [found.get("stroke-dasharray") for found in borders] == [None, "5 3", "1 3"]
    kinds = {shape.kind for shape in read_layers()["boundary_lines"]}
    assert any(not kind.startswith("International") for kind in kinds)


def test_members_and_regions_are_shaded_and_named() -> None:
    (member,), (region,) = of_class(_base(), "d-member"), of_class(_base(), "d-region")
    assert member.get("data-code") == "KAZ"
    assert region.get("data-code") == "CN-NM"
    assert [child.text for child in member] == ["Kazakhstan"]


def test_countries_of_context_are_never_labelled() -> None:
    names = {spot.name for spot in name_lands(FRAME)}
    assert {"Kazakhstan", "Mongolia", "People's Republic of China"} <= names
    assert names.isdisjoint({"Taiwan", "India", "Turkey", "Hong Kong"})


def test_the_name_of_a_country_stands_inside_it() -> None:
    rings = {shape.name: [[FRAME(p) for p in line] for line in shape.lines] for shape in read_layers()["countries"]}
    assert all(is_within((spot.x, spot.y), rings[spot.name]) for spot in name_lands(FRAME))


def test_what_lies_outside_of_the_window_is_left_out() -> None:
    small = str(group(draw_base(frame_of(70, 40, 80, 45, 300), "m"), xmlns="http://www.w3.org/2000/svg"))
    assert len(small) < len(_base())
