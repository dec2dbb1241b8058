from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.drawing.scales import make_scale, make_time_scale, make_year_scale, nice_step


@pytest.mark.parametrize(("rough", "step"), [(0.7, 1), (1, 1), (1.1, 2), (3, 5), (7, 10), (0.03, 0.05), (2.1e9, 5e9)])
def test_steps_are_one_two_or_five(rough: float, step: float) -> None:
    assert float(nice_step(rough)) == pytest.approx(step)


@given(st.lists(st.floats(-1e12, 1e12, allow_subnormal=False).filter(lambda x: x == 0 or abs(x) > 1e-6), min_size=1))
def test_a_scale_holds_all_values_and_zero(values: list[float]) -> None:
    scale = make_scale(values, 0, 100)
    slack = (scale.high - scale.low) * 1e-6
    assert scale.low <= 0 <= scale.high
    assert all(scale.low - slack <= value <= scale.high + slack for value in values)
    assert 2 <= len(scale.ticks) <= 12


def test_equal_values_have_a_scale_too() -> None:
    assert make_scale([0.0], 0, 100).ticks[-1] == 1
    assert make_scale([5.0, 5.0], 0, 100, zero=False).ticks[0] < 5


def test_years_are_ticked_one_by_one_where_there_is_room() -> None:
    assert make_year_scale([2019, 2023], 0, 400).ticks == (2019, 2020, 2021, 2022, 2023)
    assert make_year_scale([1997, 2024], 0, 200).ticks == (2000, 2010, 2020)
    assert make_year_scale([2020], 0, 100)(2020) == 50


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 40_000))
def test_a_time_scale_has_ticks_inside_it(first: date, days: int) -> None:
    last = first + timedelta(days)
    scale, ticks = make_time_scale(first, last, 0, 700)
    assert ticks
    assert all(0 <= scale(tick.day) <= 700 for tick in ticks)
    places = [scale(tick.day) for tick in ticks]
    assert places == sorted(places)
