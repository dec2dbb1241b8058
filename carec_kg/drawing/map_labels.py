"""Labels of points on a map: beside their point, never over another label or mark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carec_kg.drawing.boxes import overlap
from carec_kg.drawing.measuring import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.drawing.boxes import Box
    from carec_kg.drawing.wkt import Position

#: Above and below the baseline of a label, and from the middle of a mark to its edge.
_ABOVE, _BELOW, _MARK = 11.0, 3.0, 4.0
#: Where a label may stand: right, left, above, below, and at the corners.
_BESIDE: tuple[tuple[float, float, str | None], ...] = (
    (8, 4, None),
    (-8, 4, "end"),
    (0, -9, "middle"),
    (0, 17, "middle"),
    (6, -6, None),
    (6, 15, None),
    (-6, -6, "end"),
    (-6, 15, "end"),
)
#: Where a name stands that is that of an area, which has no mark.
_OVER: tuple[tuple[float, float, str | None], ...] = ((0, 4, "middle"), (0, -10, "middle"), (0, 18, "middle"))


@dataclass(frozen=True, slots=True)
class Spot:
    """A point with a name, at its pixel; ``centred`` is the name of an area, ``kind`` a class that it belongs to.

    ``shift`` is by how much its mark is moved from there, at every zoom.
    """

    name: str
    x: float
    y: float
    size: float = 12
    bold: bool = False
    centred: bool = False
    kind: str = ""
    shift: Position = (0.0, 0.0)

    def at(self, zoom: float) -> Position:
        """Return the pixel of its mark at a zoom."""
        return self.x * zoom + self.shift[0], self.y * zoom + self.shift[1]


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands: the baseline's start, middle or end (``anchor``)."""

    name: str
    x: float
    y: float
    anchor: str | None
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Levelled:
    """A label as its offset from its spot, and the least zoom at which there is room for it."""

    spot: Spot
    label: Label
    level: int


def place_labels(spots: Sequence[Spot], width: float, height: float, taken: Sequence[Box] = ()) -> list[Label | None]:
    """Return a place for each name, ``None`` where all around its point is taken; who comes first gets a place first.

    ``taken`` are boxes that stay free, beside the marks of the spots.
    """
    marks = [_mark(spot) for spot in spots if not spot.centred]
    boxes = [*taken]
    found: list[Label | None] = []
    for spot in spots:
        label = _choose(spot, width, height, [*boxes, *marks])
        if label is None and spot.centred:
            # The name of a country may run over a mark, but over no other name.
            label = _choose(spot, width, height, boxes)
        if label:
            boxes.append(_box(label))
        found.append(label)
    return found


def level_labels(spots: Sequence[Spot], width: float, height: float, levels: Sequence[int]) -> list[Levelled]:
    """Return labels with the zoom at which they fit: all that fit at one level stay where they are at the next."""
    found: list[Levelled] = []
    waiting = list(spots)
    for level in levels:
        taken = [_box(_moved(one.label, one.spot, level)) for one in found]
        taken += [_mark(one.spot, level) for one in found if not one.spot.centred]
        placed = place_labels([_zoomed(spot, level) for spot in waiting], width * level, height * level, taken)
        for spot, label in zip(waiting, placed, strict=True):
            if label:
                offset = replace(label, x=label.x - spot.x * level, y=label.y - spot.y * level)
                found.append(Levelled(spot, offset, level))
        waiting = [spot for spot, label in zip(waiting, placed, strict=True) if label is None]
    return found


def _choose(spot: Spot, width: float, height: float, boxes: Sequence[Box]) -> Label | None:
    x, y = spot.at(1)
    for dx, dy, anchor in _OVER if spot.centred else _BESIDE:
        label = Label(spot.name, x + dx, y + dy, anchor, spot.size, spot.bold)
        left, top, right, bottom = box = _box(label)
        inside = left >= 2 and top >= 2 and right <= width - 2 and bottom <= height - 2
        if inside and not any(overlap(box, other) for other in boxes):
            return label
    return None


def _box(label: Label) -> Box:
    wide = width_of(label.name, label.size, bold=label.bold)
    left = label.x - (wide if label.anchor == "end" else wide / 2 if label.anchor == "middle" else 0)
    return left - 2, label.y - _ABOVE, left + wide + 2, label.y + _BELOW


def _mark(spot: Spot, zoom: float = 1) -> Box:
    x, y = spot.at(zoom)
    return x - _MARK, y - _MARK, x + _MARK, y + _MARK


def _zoomed(spot: Spot, level: int) -> Spot:
    return replace(spot, x=spot.x * level, y=spot.y * level)


def _moved(label: Label, spot: Spot, level: int) -> Label:
    return replace(label, x=label.x + spot.x * level, y=label.y + spot.y * level)
