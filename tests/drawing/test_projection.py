from __future__ import annotations

import pytest

from carec_kg.drawing.projection import fit, frame_of, project

BOUNDS = (36.0, 20.0, 127.0, 57.0)


def test_mercator_gives_the_values_of_snyders_example() -> None:
    # Map Projections: A Working Manual, page 266: on the sphere of radius 1, 35 N, 75 W from 180 W.
    x, y = project((105, 35))
    assert [x, y] == pytest.approx([1.8325957, 0.6528366], abs=1e-6)


def test_meridians_are_upright_and_parallels_level() -> None:
    frame = frame_of(36, 20, 127, 57, 900)
    assert frame((60, 25))[0] == pytest.approx(frame((60, 55))[0])
    assert frame((40, 45))[1] == pytest.approx(frame((120, 45))[1])


def test_a_window_on_a_box_ends_where_the_box_does() -> None:
    frame = frame_of(36, 20, 127, 57, 900)
    assert [*frame((36, 57))] == pytest.approx([0, 0])
    assert [*frame((127, 20))] == pytest.approx([900, frame.height])


def test_a_window_holds_what_it_is_fitted_to_with_room_around() -> None:
    frame = fit([(60, 40), (80, 45), (70, 30)], 600, pad=30)
    assert all(frame.holds(position, 29.9) for position in ((60, 40), (80, 45), (70, 30)))
    assert frame.width == 600


def test_a_single_place_has_surroundings() -> None:
    frame = fit([(76.9, 43.25)], 400, pad=0, least=0.2, ratio=0.5)
    assert [*frame((76.9, 43.25))] == pytest.approx([200, 100])
    assert frame.holds((78, 43))


@pytest.mark.parametrize(
    "positions", [[(36.5, 56.5)], [(126.9, 20.1)], [(73, 20), (127, 53)], [(36, 20), (127, 57)], [(37, 40), (126, 41)]]
)
def test_a_window_within_bounds_shows_nothing_beyond_and_all_that_it_should(
    positions: list[tuple[float, float]],
) -> None:
    frame = fit(positions, 400, pad=60, least=0.3, within=BOUNDS)
    left, top = frame((36, 57))
    right, bottom = frame((127, 20))
    assert left <= 0.01
    assert top <= 0.01
    assert right >= frame.width - 0.01
    assert bottom >= frame.height - 0.01
    assert all(frame.holds(position, -0.01) for position in positions)


def test_what_lies_beyond_the_bounds_is_shown_all_the_same() -> None:
    frame = fit([(0, 51), (76, 43)], 400, within=BOUNDS)
    assert frame.holds((0, 51))


def test_north_is_up_and_east_is_right() -> None:
    frame = frame_of(41, 23, 128, 54, 900)
    assert frame((84, 50))[1] < frame((84, 30))[1]
    assert frame((60, 40))[0] < frame((90, 40))[0]
