from __future__ import annotations

from datetime import date

import pytest

from carec_kg.drawing.timeline import Entry
from tests.drawing.reading import Column, draw, drawn, of_class, texts

COLUMNS = [Column("name"), Column("from", "date"), Column("to", "date"), Column("kind"), Column("passage", "iri")]
VIEW = "timeline label=name start=from end=to group=kind"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2020, 5, 1), date(2020, 5, 1), "1 May 2020"),
        (date(2020, 5, 1), date(2020, 5, 31), "May 2020"),
        (date(2020, 1, 1), date(2020, 12, 31), "2020"),
        (date(2020, 1, 1), date(2022, 12, 31), "2020\u20132022"),
        (date(2020, 1, 1), None, "2020 \u2013"),
        (date(2020, 5, 2), date(2020, 5, 4), "2\u20134 May 2020"),
    ],
)
def test_time_is_named_no_finer_than_it_is_known(first: date, last: date | None, words: str) -> None:
    assert Entry("x", first, last).words == words


def test_a_day_is_a_dot_and_a_month_is_a_bar() -> None:
    drawing = drawn(
        VIEW, COLUMNS, [("a", "2020-05-01", "2020-05-01", "", None), ("b", "2020-05-01", "2020-05-31", "", None)]
    )
    assert len(of_class(drawing.svg, "d-mark")) == 1
    assert len(of_class(drawing.svg, "d-span")) == 1
    assert "a (1 May 2020)" in texts(drawing.svg)


def test_what_has_no_date_is_named_and_not_drawn() -> None:
    drawing = drawn(VIEW, COLUMNS, [("a", "2020-05-01", "2020-05-01", "", None), ("lost", None, None, "", None)])
    assert "Without a date (1): lost." in drawing.notes


def test_the_same_event_of_two_passages_is_one_entry() -> None:
    rows: list[tuple[str | float | None, ...]] = [
        ("a", "2020-05-01", "2020-05-01", "", f"<p:{index}>") for index in (1, 2)
    ]
    drawing = drawn(VIEW, COLUMNS, rows)
    assert len(of_class(drawing.svg, "d-mark")) == 1
    assert any("1 rows share a mark" in note for note in drawing.notes)


def test_entries_of_one_time_lie_in_lanes() -> None:
    rows: list[tuple[str | float | None, ...]] = [
        (f"event {index}", "2020-05-01", "2020-05-01", "", None) for index in range(5)
    ]
    marks = of_class(drawn(VIEW, COLUMNS, rows).svg, "d-mark")
    assert len({found.get("cy") for found in marks}) == 5


def test_without_a_column_for_the_end_the_precision_says_how_long() -> None:
    columns = [Column("name"), Column("since", "date"), Column("precision")]
    drawing = drawn(
        "timeline label=name start=since", columns, [("a", "1997-01-01", "year"), ("b", "2005-11-06", "day")]
    )
    assert {"a (1997)", "b (6 November 2005)"} <= set(texts(drawing.svg))


def test_an_entry_without_an_end_is_an_arrow() -> None:
    drawing = drawn(VIEW, COLUMNS, [("a", "2020-05-02", None, "", None), ("b", "2024-05-02", "2024-05-02", "", None)])
    assert any("no end is stated" in note for note in drawing.notes)


def test_nothing_is_drawn_where_no_row_has_a_date() -> None:
    assert draw(VIEW, COLUMNS, [("a", None, None, "", None)]) is None
