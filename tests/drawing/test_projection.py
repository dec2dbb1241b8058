from __future__ import annotations

import pytest

from carec_kg.drawing.projection import Albers, fit, frame_of


def test_albers_gives_the_values_of_snyders_example() -> None:
    # Map Projections: A Working Manual, page 291: on the sphere of radius 1, 35 N 75 W.
    x, y = Albers(29.5, 45.5, 23, -96)((-75, 35))
    assert [x, y] == pytest.approx([0.2952720, 0.2416774], abs=1e-6)


def test_areas_are_true() -> None:
    project = Albers(27, 48, 38, 84)

    def area(west: float, south: float, size: float) -> float:
        corners = [(west, south), (west + size, south), (west + size, south + size), (west, south + size)]
        points = [project(corner) for corner in corners]
        pairs = zip(points, [*points[1:], points[0]], strict=True)
        return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2

    assert area(50, 40, 0.1) == pytest.approx(area(120, 40, 0.1), rel=1e-6)


def test_a_window_holds_what_it_is_fitted_to_with_room_around() -> None:
    frame = fit([(60, 40), (80, 45), (70, 30)], 600, pad=30)
    assert all(frame.holds(position, 29.9) for position in ((60, 40), (80, 45), (70, 30)))
    assert frame.width == 600


def test_a_single_place_has_surroundings() -> None:
    frame = fit([(76.9, 43.25)], 400, pad=0, least=0.2, ratio=0.5)
    assert [*frame((76.9, 43.25))] == pytest.approx([200, 100])
    assert frame.holds((78, 43))


def test_north_is_up_and_east_is_right() -> None:
    frame = frame_of(41, 23, 128, 54, 900)
    assert frame((84, 50))[1] < frame((84, 30))[1]
    assert frame((60, 40))[0] < frame((90, 40))[0]
