"""How series differ: each by colour, by the dashes of its line and by the shape of its marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.drawing.svg import PAPER, Element, element, path

if TYPE_CHECKING:
    from carec_kg.drawing.svg import Attribute


@dataclass(frozen=True, slots=True)
class Look:
    """The look of one series; ``colour`` is that of a drawing that stands alone."""

    index: int
    colour: str
    dash: str | None
    shape: str


LOOKS = (
    Look(1, "#0b5c73", None, "circle"),
    Look(2, "#a63d14", "6 3", "square"),
    Look(3, "#5b3a8e", "2 3", "triangle"),
    Look(4, "#2f6b2f", "9 3 2 3", "diamond"),
    Look(5, "#7a5200", "12 4", "cross"),
    Look(6, "#8a2457", "4 2 1 2 1 2", "pentagon"),
)


def look_of(index: int) -> Look:
    """Return the look of the series with that number, counted from 0; after the last one it begins again."""
    return LOOKS[index % len(LOOKS)]


def marker(
    position: tuple[float, float], look: Look, *, hollow: bool = False, size: float = 4, name: str = ""
) -> Element:
    """Return the mark of a value: filled, or hollow where its source does not state it as exact."""
    x, y = position
    fill = PAPER if hollow or look.shape == "cross" else look.colour
    attributes: dict[str, Attribute] = {
        "class": f"d-mark d-s{look.index}{' d-hollow' if hollow else ''}",
        "fill": fill,
        "stroke": look.colour,
        "stroke-width": 1.5,
    }
    children = (element("title", {}, name),) if name else ()
    if look.shape == "circle":
        return element("circle", {**attributes, "cx": x, "cy": y, "r": size}, *children)
    points = [(x + dx * size, y + dy * size) for dx, dy in _SHAPES[look.shape]]
    return element("path", {**attributes, "d": path(points, closed=True)}, *children)


#: Corners of the shapes in a square from -1 to 1.
_SHAPES = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0, -1.15), (1.1, 0.9), (-1.1, 0.9)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "cross": (
        (-0.35, -1.2),
        (0.35, -1.2),
        (0.35, -0.35),
        (1.2, -0.35),
        (1.2, 0.35),
        (0.35, 0.35),
        (0.35, 1.2),
        (-0.35, 1.2),
        (-0.35, 0.35),
        (-1.2, 0.35),
        (-1.2, -0.35),
        (-0.35, -0.35),
    ),
    "pentagon": ((0, -1.2), (1.15, -0.35), (0.7, 1), (-0.7, 1), (-1.15, -0.35)),
}


def stroke(points: list[tuple[float, float]], look: Look, *, width: float = 2) -> Element:
    """Return the line of a series through points."""
    attributes: dict[str, Attribute] = {
        "class": f"d-line d-s{look.index}",
        "d": path(points),
        "fill": "none",
        "stroke": look.colour,
        "stroke-width": width,
        "stroke-dasharray": look.dash,
    }
    return element("path", attributes)
