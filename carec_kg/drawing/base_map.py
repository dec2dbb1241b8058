"""The base map as SVG: land and water, borders, and what is disputed, drawn so that it takes no side.

Areas come first, then disputed areas hatched, then borders (dashed where Natural Earth does not call them
international), then disputed lines dotted.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from carec_kg.drawing.base_layers import Shape, read_layers
from carec_kg.drawing.svg import Element, element, group, tip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from carec_kg.drawing.projection import Bounds, Frame
    from carec_kg.drawing.svg import Attribute
    from carec_kg.drawing.wkt import Position

SEA = "#e6edf0"
_LAND = "#f4f1e9"
_MEMBER = "#d3e3dd"
_REGION = "#b4d2c8"
_HATCH = "#8a7f6a"
#: West, south, east and north of what the layers hold: outside of it nothing is known, and nothing is drawn.
EXTENT: Bounds = (36.0, 20.0, 127.0, 57.0)


_WEST, _SOUTH, _EAST, _NORTH = EXTENT
_SHEET = Shape("", "", "", (((_WEST, _SOUTH), (_EAST, _SOUTH), (_EAST, _NORTH), (_WEST, _NORTH), (_WEST, _SOUTH)),))


def draw_base(
    frame: Frame, key: str, members: Collection[str] = (), regions: Collection[str] = (), *, detail: float = 2
) -> list[Element]:
    """Return the base map in a window; ``members`` are countries by ISO alpha-3, ``regions`` by ISO 3166-2.

    ``key`` begins the ids of patterns, ``detail`` is the least distance of points in pixels: below 1, coordinates
    have a digit behind the point.
    """
    draw = _Draughtsman(frame, detail)
    layers = read_layers()
    countries = layers["countries"]
    others = [shape for shape in countries if shape.code not in members]
    shaded = [shape for shape in countries if shape.code in members]
    chosen = [shape for shape in layers["admin1_prc_selected"] if shape.code in regions]
    dashed = [shape for shape in layers["boundary_lines"] if not shape.kind.startswith("International")]
    borders = [shape for shape in layers["boundary_lines"] if shape.kind.startswith("International")]
    hatch = f"url(#{key}-hatch)"
    return [
        _pattern(key),
        *draw.areas("d-sea", [_SHEET], SEA),
        *draw.areas("d-land", others, _LAND),
        *draw.each("d-land d-member", shaded, _MEMBER, "layer-members"),
        *draw.each("d-land d-region", chosen, _REGION, "layer-regions"),
        *draw.areas("d-sea d-lake", layers["lakes"], SEA),
        *draw.lines("d-coast", layers["coastline"], "#8fa3a8", None, 0.7),
        *draw.areas("d-disputed", layers["disputed_areas"], hatch),
        *draw.lines("d-border", borders, "#8a8577", None, 0.8),
        *draw.lines("d-border", dashed, "#8a8577", "5 3", 0.8),
        *draw.lines("d-border d-disputed-line", layers["boundary_lines_disputed"], "#8a8577", "1 3", 1.2),
    ]


def _pattern(key: str) -> Element:
    size: dict[str, Attribute] = {"width": 5, "height": 5, "patternUnits": "userSpaceOnUse"}
    line = element("path", {"class": "d-hatch", "d": "M-1 6L6 -1", "stroke": _HATCH, "stroke-width": 0.8})
    return element("defs", {}, element("pattern", {"id": f"{key}-hatch", **size}, line))


class _Draughtsman:
    """Draws shapes in a window; what lies outside of it is left out."""

    def __init__(self, frame: Frame, detail: float) -> None:
        self._frame = frame
        self._detail = detail
        self._grid = 10 if detail < 1 else 1

    def areas(self, kind: str, shapes: Iterable[Shape], fill: str) -> list[Element]:
        """Return shapes as one path."""
        found = "".join(self._path(shape, closed=True) for shape in shapes)
        return [element("path", {"class": kind, "d": found, "fill": fill, "fill-rule": "evenodd"})] if found else []

    def each(self, kind: str, shapes: Iterable[Shape], fill: str, layer: str) -> list[Element]:
        """Return shapes as a layer of paths with names and codes."""
        drawn = []
        for shape in shapes:
            if found := self._path(shape, closed=True):
                attributes: dict[str, Attribute] = {"class": kind, "d": found, "fill": fill, "fill-rule": "evenodd"}
                drawn.append(element("path", {**attributes, "data-code": shape.code}, tip(shape.name)))
        return [group(drawn, kind=layer)] if drawn else []

    def lines(self, kind: str, shapes: Iterable[Shape], stroke: str, dash: str | None, width: float) -> list[Element]:
        """Return shapes as one path of lines."""
        found = "".join(self._path(shape, closed=False) for shape in shapes)
        attributes: dict[str, Attribute] = {"class": kind, "d": found, "fill": "none", "stroke": stroke}
        return [element("path", {**attributes, "stroke-width": width, "stroke-dasharray": dash})] if found else []

    def _path(self, shape: Shape, *, closed: bool) -> str:
        return "".join(self._trace([self._frame(point) for point in line], closed=closed) for line in shape.lines)

    def _trace(self, points: list[Position], *, closed: bool) -> str:
        """Return a line as relative steps on the grid, empty where nothing of it can be seen."""
        across, down = [x for x, _ in points], [y for _, y in points]
        if max(across) < 0 or min(across) > self._frame.width or max(down) < 0 or min(down) > self._frame.height:
            return ""
        whole = [(round(x * self._grid), round(y * self._grid)) for x, y in _thin(points, self._detail)]
        steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(whole) if (ax, ay) != (bx, by)]
        if len(steps) < (3 if closed else 1):
            return ""
        moves = "".join(_join(self._number(dx), self._number(dy)) for dx, dy in (steps[:-1] if closed else steps))
        start = f"M{_join(self._number(whole[0][0]), self._number(whole[0][1])).lstrip()}l{moves.lstrip()}"
        return start + ("z" if closed else "")

    def _number(self, value: int) -> str:
        text = f"{value / self._grid:.4g}" if abs(value) < 1000 else f"{value / self._grid:.6g}"
        return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _thin(points: list[Position], detail: float) -> list[Position]:
    """Return the points without those that lie less than ``detail`` from the one kept before; the last one stays."""
    kept = points[:1]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= detail:
            kept.append(point)
    return [*kept, points[-1]]


def _join(x: str, y: str) -> str:
    """Return two numbers with as few blanks as SVG's grammar allows: a minus parts them too."""
    return (x if x.startswith("-") else f" {x}") + (y if y.startswith("-") else f" {y}")
