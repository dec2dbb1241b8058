"""What the editor asks to have drawn of an answer: bars, lines over time, or points on the map. No Flask here."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from carec_kg.drawing.bar import Bar, draw_bars
from carec_kg.drawing.line import draw_lines
from carec_kg.drawing.point_map import Place, draw_points
from carec_kg.drawing.series import Point, Reading
from carec_kg.drawing.words import Words
from carec_kg.errors import ParameterProblem

if TYPE_CHECKING:
    from carec_kg.drawing.frame import Drawing

KINDS = ("bar", "line", "map")
#: Marks in one drawing, and characters of each name.
MOST_MARKS = 500
_LONGEST = 200
#: A number is drawn with all its digits, and a few characters can name millions of them: its powers of ten are bounded.
_HUGE = Decimal("1e30")
_MOST_PLACES = 30


@dataclass(frozen=True, slots=True)
class Mark:
    """A row as a drawing shows it: its name, its series, and a number or (for a map) a place in degrees."""

    name: str
    series: str
    value: Decimal
    place: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drawn; ``measure`` says what the numbers are."""

    kind: str
    title: str
    measure: str
    marks: tuple[Mark, ...]


def read_order(document: object) -> Order:
    """Read an order from JSON: ``kind``, ``title``, ``measure``, ``marks``; raise ``ParameterProblem``."""
    if not isinstance(document, dict) or document.get("kind") not in KINDS:
        message = f"Send a JSON object whose kind is one of {', '.join(KINDS)}."
        raise ParameterProblem(message)
    kind, marks = str(document["kind"]), document.get("marks")
    if not isinstance(marks, list) or not 0 < len(marks) <= MOST_MARKS:
        message = f"A drawing takes 1 to {MOST_MARKS} marks."
        raise ParameterProblem(message)
    read = tuple(_read_mark(mark, kind) for mark in marks)
    return Order(kind, _read_text(document, "title"), _read_text(document, "measure"), read)


def _read_mark(mark: object, kind: str) -> Mark:
    if not isinstance(mark, dict):
        message = "Each mark is a JSON object."
        raise ParameterProblem(message)
    name, series = _read_text(mark, "name"), _read_text(mark, "series")
    if kind == "map":
        place = float(_read_number(mark, "x")), float(_read_number(mark, "y"))
        if abs(place[0]) > 180 or abs(place[1]) > 90:
            message = f"{name!r} lies at {place}, which is no longitude and latitude in degrees."
            raise ParameterProblem(message)
        return Mark(name, series, Decimal(0), place)
    return Mark(name, series, _read_number(mark, "value"), (math.nan, math.nan))


def _read_text(document: dict[str, object], name: str) -> str:
    value = document.get(name, "")
    return " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""


def _read_number(document: dict[str, object], name: str) -> Decimal:
    try:
        number = Decimal(str(document.get(name)))
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or abs(number) > _HUGE or number.adjusted() < -_MOST_PLACES:
        if number.is_zero():
            return Decimal(0)
        message = f"{name!r} of a mark is {str(document.get(name))[:40]!r}; it takes a number."
        raise ParameterProblem(message)
    return number


def draw_order(order: Order) -> Drawing:
    """Draw an order; raise ``ParameterProblem`` for a line whose names are neither years nor days."""
    words = Words(order.title, key="answer", heading=False)
    drawing = {"bar": _draw_bars, "line": _draw_lines, "map": _draw_map}[order.kind](order, words)
    if drawing is None:
        message = "There is nothing to draw; send marks with a value."
        raise ParameterProblem(message)
    return drawing


def _draw_bars(order: Order, words: Words) -> Drawing | None:
    looks = _count_looks(order)
    bars = [Bar(mark.name, mark.series, mark.value, "", "", looks[mark.series]) for mark in order.marks]
    return draw_bars(bars, order.measure, [], words)


def _draw_lines(order: Order, words: Words) -> Drawing | None:
    yearly = all(mark.name.isdecimal() for mark in order.marks)
    readings = [
        Reading(
            (mark.series,) if mark.series else (), "", Point(_place_in_time(mark.name, yearly), mark.name, mark.value)
        )
        for mark in order.marks
    ]
    return draw_lines(readings, order.measure, [], words, yearly=yearly)


def _place_in_time(name: str, yearly: bool) -> float:  # noqa: FBT001 - as in ``draw_lines``
    try:
        if yearly and 0 < int(name) < 10_000:
            return int(name)
        parts = [*map(int, name.split("-")), 1, 1]
        return date(*parts[:3]).toordinal()
    except (ValueError, TypeError, OverflowError):
        message = f"{name!r} is neither a year nor a day; a line takes those alone, bars take anything."
        raise ParameterProblem(message) from None


def _draw_map(order: Order, words: Words) -> Drawing | None:
    looks = _count_looks(order)
    places = [Place(mark.name, mark.place, mark.series, looks[mark.series]) for mark in order.marks]
    return draw_points(places, [], [], words)


def _count_looks(order: Order) -> dict[str, int]:
    names = dict.fromkeys(mark.series for mark in order.marks)
    return {name: place for place, name in enumerate(names)} if order.kind == "map" else dict.fromkeys(names, 0)
