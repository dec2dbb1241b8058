from __future__ import annotations

from carec_kg.drawing.line_labels import spread
from carec_kg.drawing.series import MOST_LINES, MOST_PANELS
from tests.drawing.reading import Column, draw, drawn, of_class, texts

YEARLY = [Column("year", "integer"), Column("value", "figure", "The value."), Column("name"), Column("unit")]
VIEW = "line x=year y=value group=name"


def _points(name: str, *values: tuple[int, float], unit: str = "HR") -> list[tuple[str | float | None, ...]]:
    return [(year, value, name, unit) for year, value in values]


def test_series_differ_by_more_than_colour() -> None:
    drawing = drawn(VIEW, YEARLY, _points("road", (2020, 1), (2021, 2)) + _points("rail", (2020, 3), (2021, 4)))
    road, rail = of_class(drawing.svg, "d-line")
    assert (road.get("stroke"), road.get("stroke-dasharray")) != (rail.get("stroke"), rail.get("stroke-dasharray"))
    assert road.get("stroke-dasharray") is None
    assert rail.get("stroke-dasharray")
    assert {"road", "rail", "The value (hours)"} <= set(texts(drawing.svg))
    assert {found.tag.rpartition("}")[2] for found in of_class(drawing.svg, "d-mark")} == {"circle", "path"}


def test_a_line_stops_where_a_year_has_no_value() -> None:
    drawing = drawn(VIEW, YEARLY, _points("road", (2019, 1), (2020, 2), (2022, 3), (2023, 3)))
    assert len(of_class(drawing.svg, "d-line")) == 2
    assert "A line stops where a year has no value." in drawing.notes


def test_values_that_disagree_are_both_drawn() -> None:
    drawing = drawn(VIEW, YEARLY, _points("road", (2019, 1), (2020, 2), (2020, 7)))
    assert len(of_class(drawing.svg, "d-mark")) == 3
    assert any("upright stroke" in note for note in drawing.notes)


def test_too_many_lines_become_panels_and_too_many_panels_are_counted() -> None:
    rows = [row for index in range(MOST_PANELS + 3) for row in _points(f"port {index}", (2020, index), (2021, index))]
    drawing = drawn(VIEW, YEARLY, rows)
    assert len(of_class(drawing.svg, "d-line")) == MOST_PANELS > MOST_LINES
    assert "port 0" in texts(drawing.svg)
    assert f"the first {MOST_PANELS} of {MOST_PANELS + 3} panels" in drawing.notes[0]


def test_units_never_share_an_axis() -> None:
    rows = _points("a", (2020, 1), (2021, 2)) + _points("a", (2020, 900), (2021, 800), unit="USD")
    drawing = drawn(VIEW, YEARLY, rows)
    assert {"The value (hours)", "The value (US dollars)"} <= set(texts(drawing.svg))


def test_days_lie_where_they_fall_and_rows_without_one_are_counted() -> None:
    columns = [Column("date", "date", "The day."), Column("value", "figure", "The sum."), Column("qualifier")]
    rows: list[tuple[str | float | None, ...]] = [
        ("2010-01-01", 1, "exactly"),
        ("2020-01-01", 2, "about"),
        (None, 3, "exactly"),
    ]
    drawing = drawn("line x=date y=value", columns, rows)
    assert len(of_class(drawing.svg, "d-hollow")) == 1
    assert any("“The day”" in note and "1 of 3" in note for note in drawing.notes)
    assert "from 1 January 2010 to 1 January 2020" in drawing.alt


def test_nothing_is_drawn_without_a_point() -> None:
    assert draw(VIEW, YEARLY, [(None, 1, "a", "HR")]) is None


def test_names_at_the_ends_of_lines_keep_their_distance() -> None:
    assert spread([10, 11, 12], 15, 0, 100) == [10, 25, 40]
    assert spread([90, 95, 99], 15, 0, 100) == [70, 85, 100]
