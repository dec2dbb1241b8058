"""What the editor has drawn."""

from __future__ import annotations

from typing import Any

import pytest

from carec_kg.errors import ParameterProblem
from carec_kg.web.pages.editor_drawing import MOST_MARKS, draw_order, read_order


def order(kind: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "title": "Title", "measure": "rows", "marks": list(marks)}


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        (order("bar", {"name": "Aktau", "value": 3}, {"name": "Baku", "value": "1.50"}), "Aktau"),
        (order("line", {"name": "2019", "value": 3}, {"name": "2021", "value": 4}), "2019"),
        (order("line", {"name": "2019-05-01", "value": 3, "series": "a"}, {"name": "2020-05-01", "value": 4}), "2020"),
        (order("map", {"name": "Aktau", "x": 51.2, "y": 43.6}, {"name": "Baku", "x": 49.9, "y": 40.4}), "Baku"),
    ],
)
def test_marks_are_drawn(document: dict[str, Any], shown: str) -> None:
    drawing = draw_order(read_order(document))
    assert drawing.svg.startswith("<svg")
    assert shown in drawing.svg


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {"kind": "pie", "marks": [{"name": "a", "value": 1}]},
        order("bar"),
        order("bar", *[{"name": "a", "value": 1}] * (MOST_MARKS + 1)),
        {"kind": "bar", "marks": ["a"]},
        order("bar", {"name": "a", "value": "many"}),
        order("bar", {"name": "a", "value": "inf"}),
        order("bar", {"name": "a", "value": "1e99"}),
        order("bar", {"name": "a", "value": "1e-999999"}),
        order("map", {"name": "a", "x": 200, "y": 0}),
        order("map", {"name": "a", "x": 0, "y": None}),
    ],
)
def test_what_is_no_order_is_refused(document: object) -> None:
    with pytest.raises(ParameterProblem):
        read_order(document)


@pytest.mark.parametrize("name", ["Aktau", "2019-13-01", "2019-05", "0", "", "9" * 100])
def test_a_line_takes_years_and_days_alone(name: str) -> None:
    with pytest.raises(ParameterProblem, match="neither a year nor a day"):
        draw_order(read_order(order("line", {"name": name, "value": 1}, {"name": "x", "value": 1})))
