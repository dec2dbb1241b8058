from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from carec_kg.drawing import simplify as module
from carec_kg.drawing.base_layers import read_layers
from carec_kg.drawing.simplify import build, find_junctions, simplify, triangle

POINTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=25, unique=True)


def test_points_that_stand_out_least_go_first() -> None:
    line = [(0.0, 0.0), (1.0, 0.1), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert simplify(line, 0.5) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]


@given(POINTS)
def test_ends_stay_and_the_way_round_makes_no_difference(points: list[tuple[float, float]]) -> None:
    kept = simplify(points, 20)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert simplify(points[::-1], 20) == kept[::-1]


@given(POINTS)
def test_no_point_that_is_left_stands_out_less_than_the_threshold(points: list[tuple[float, float]]) -> None:
    kept = simplify(points, 20)
    assert all(triangle(*kept[index : index + 3]) >= 20 for index in range(len(kept) - 2))


def test_fixed_points_stay() -> None:
    assert (1.0, 0.0) in simplify([(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)], 1, frozenset({(1.0, 0.0)}))


def test_where_three_lines_meet_is_a_junction() -> None:
    lines = [[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (0.0, 0.0)], [(1.0, 0.0), (1.0, 5.0)]]
    assert find_junctions(lines) == {(1.0, 0.0), (1.0, 5.0)}


def test_the_base_map_is_what_the_reference_gives(shared: Path) -> None:
    committed = Path(module.__file__).parent / "basemap" / "layers.json"
    assert committed.read_text("utf-8") == build(shared / "reference" / "basemap")


def test_the_base_map_is_small_and_has_all_layers() -> None:
    committed = Path(module.__file__).parent / "basemap" / "layers.json"
    assert committed.stat().st_size < 120_000
    assert set(json.loads(committed.read_text("utf-8"))) == set(module.LAYERS)


def test_borders_of_neighbours_lose_the_same_points() -> None:
    layers = read_layers()
    mongolia = {point for line in _lines("MNG") for point in line}
    china = {point for line in _lines("CHN") for point in line}
    shared_points = mongolia & china
    border = [shape for shape in layers["boundary_lines"] if shared_points & {p for line in shape.lines for p in line}]
    assert len(shared_points) > 30
    assert any({point for line in shape.lines for point in line} <= shared_points for shape in border)


def _lines(code: str) -> list[tuple[tuple[float, float], ...]]:
    return [line for shape in read_layers()["countries"] if shape.code == code for line in shape.lines]
