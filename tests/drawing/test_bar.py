from __future__ import annotations

from decimal import Decimal

from carec_kg.drawing.bar import MOST, Bar, draw_bars
from carec_kg.drawing.words import Words
from tests.drawing.reading import Column, draw, drawn, of_class, texts

COLUMNS = [Column("name"), Column("amount", "figure", "The amount."), Column("qualifier"), Column("unit")]
VIEW = "bar x=name y=amount"


def test_each_row_is_a_bar_with_its_number_and_its_qualifier() -> None:
    drawing = drawn(VIEW, COLUMNS, [("a", 1500, "more than", "PERSON"), ("b", 3, "exactly", "PERSON")])
    assert {"more than 1,500", "3", "The amount (persons)"} <= set(texts(drawing.svg))
    assert len(of_class(drawing.svg, "d-bar")) == 2
    assert len(of_class(drawing.svg, "d-open")) == 1
    assert "Largest: a, more than 1,500 persons." in drawing.alt


def test_units_stand_on_scales_of_their_own() -> None:
    drawing = drawn(VIEW, COLUMNS, [("a", 2e8, "exactly", "USD"), ("b", 1e8, "exactly", "EUR")])
    assert {"The amount (US dollars)", "The amount (euros)"} <= set(texts(drawing.svg))
    assert any("different units" in note for note in drawing.notes)


def test_rows_of_one_name_are_told_apart_by_what_differs() -> None:
    columns = [
        Column("name"),
        Column("amount", "figure"),
        Column("mode"),
        Column("year", "integer"),
        Column("passage", "iri"),
    ]
    rows: list[tuple[str | float | None, ...]] = [
        ("a", 1, "road", 2020, "<p:1>"),
        ("a", 2, "rail", 2020, "<p:2>"),
        ("a", 2, "rail", 2020, "<p:3>"),
    ]
    drawing = drawn(VIEW, columns, rows)
    assert [text for text in texts(drawing.svg) if text in {"road", "rail"}] == ["road", "rail"]
    assert "2020" not in texts(drawing.svg)
    assert "One mark stands for several rows where only their sources differ: 1 rows share a mark." in drawing.notes


def test_a_row_without_a_number_is_counted_below() -> None:
    drawing = drawn(VIEW, COLUMNS, [("a", 1, None, None), ("b", None, None, None)])
    assert any(note.startswith("Without “The amount”") and "1 of 2 rows" in note for note in drawing.notes)


def test_of_too_many_bars_the_first_are_drawn_and_the_rest_is_said() -> None:
    bars = [Bar(f"name {index}", "", Decimal(index), "", "") for index in range(MOST + 7)]
    drawing = draw_bars(bars, "How many", [], Words("Title"))
    assert drawing is not None
    assert len(of_class(drawing.svg, "d-bar")) == MOST
    assert f"the first {MOST} of {MOST + 7} bars" in drawing.notes[0]


def test_negative_values_lie_on_the_other_side_of_zero() -> None:
    drawing = drawn(VIEW, COLUMNS, [("a", -5, None, None), ("b", 5, None, None)])
    below, above = (found.get("d", "") for found in of_class(drawing.svg, "d-bar"))
    assert float(below[1:].split()[0]) < float(above[1:].split()[0])
    assert "\u22125" in texts(drawing.svg)


def test_a_count_has_not_the_unit_of_what_it_counts() -> None:
    columns = [Column("name"), Column("amount", "integer", "How many values."), Column("unit")]
    assert "How many values" in texts(drawn(VIEW, columns, [("hours waited", 3, "HR")]).svg)


def test_nothing_is_drawn_of_no_rows() -> None:
    assert draw(VIEW, COLUMNS, []) is None


def test_the_same_rows_give_the_same_bytes() -> None:
    rows: list[tuple[str | float | None, ...]] = [("a", 1.5, "about", "USD"), ("b", 2, None, "USD")]
    assert drawn(VIEW, COLUMNS, rows).svg == drawn(VIEW, COLUMNS, rows).svg


def test_values_that_disagree_are_told_apart_by_their_sources() -> None:
    columns = [Column("name"), Column("amount", "figure"), Column("edition")]
    rows: list[tuple[str | float | None, ...]] = [("a", 1, "Report 1"), ("a", 2, "Report 2"), ("b", 5, "Report 1")]
    found = texts(drawn(VIEW, columns, rows).svg)
    assert [text for text in found if text.startswith("Report")] == ["Report 1", "Report 2"]
