"""Maps of points over the base map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.drawing.base_map import EXTENT, draw_base
from carec_kg.drawing.frame import WIDTH, Block, Drawing, compose
from carec_kg.drawing.land_names import name_lands
from carec_kg.drawing.map_labels import Label, Spot, place_labels
from carec_kg.drawing.measuring import width_of
from carec_kg.drawing.palette import look_of, marker
from carec_kg.drawing.projection import Frame, fit
from carec_kg.drawing.svg import PAPER, Element, element, number, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.drawing.svg import Attribute
    from carec_kg.drawing.wkt import Position
    from carec_kg.drawing.words import Words

#: Points in one drawing.
MOST = 200
_LEFT, _RIGHT = 12.0, 12.0


@dataclass(frozen=True, slots=True)
class Place:
    """A point with a name, what else is said of it, and the number of its group, counted from 0."""

    name: str
    position: Position
    detail: str = ""
    look: int = 0


def draw_points(
    places: list[Place], missing: list[str], notes: list[str], words: Words, groups: Sequence[str] = ()
) -> Drawing | None:
    """Return a map that shows all places; ``missing`` names what has no position. ``None`` without a place.

    ``groups`` are the names of the groups that places count, for a key; without them there is none.
    """
    if not places:
        return None
    drawn = places[:MOST]
    said = [words.say("entries-cut", drawn=MOST, all=len(places))] if len(places) > MOST else []
    if missing:
        names = list(dict.fromkeys(missing))
        said.append(words.say("not-placed", count=len(names), names=words.list_names(names)))
    frame = fit([place.position for place in drawn], WIDTH - _LEFT - _RIGHT, pad=60, within=EXTENT)
    inside = [*draw_base(frame, words.key), *_draw_marks(drawn, frame)]
    alt = words.say("alt-map", kind=words.say("map"), count=len(drawn))
    key = _draw_key(groups, frame.height) if len(groups) > 1 else Block((), 0)
    block = Block((window(frame, inside, _LEFT), *key.elements), frame.height + key.height)
    return compose("map", block, alt, [*said, *notes, words.say("no-authority")], words)


def window(frame: Frame, inside: list[Element], left: float = 0) -> Element:
    """Return the elements of a map, cut off at the edges of its window."""
    attributes: dict[str, Attribute] = {
        "class": "d-window",
        "x": left,
        "y": 0,
        "width": frame.width,
        "height": frame.height,
        "viewBox": f"0 0 {number(frame.width)} {number(frame.height)}",
    }
    return element("svg", attributes, *inside)


def _draw_marks(places: list[Place], frame: Frame) -> list[Element]:
    spots = [Spot(place.name, *frame(place.position)) for place in places]
    marks = [
        marker(
            (spot.x, spot.y), look_of(place.look), name=": ".join(part for part in (place.name, place.detail) if part)
        )
        for spot, place in zip(spots, places, strict=True)
    ]
    labels = place_labels([*spots, *name_lands(frame)], frame.width, frame.height)
    named = [
        draw_label(label, ink="ink" if index < len(spots) else "muted") for index, label in enumerate(labels) if label
    ]
    return [*marks, *named]


def _draw_key(groups: Sequence[str], top: float) -> Block:
    """Return the marks of the groups with their names, one beside the other and in as many rows as they need."""
    x, y = _LEFT + 6, top + 20
    elements: list[Element] = []
    for index, name in enumerate(groups):
        wide = width_of(name, 12) + 40
        if x > _LEFT + 6 and x + wide > WIDTH:
            x, y = _LEFT + 6, y + 20
        elements += [marker((x, y - 4), look_of(index)), text((x + 10, y), name, size=12)]
        x += wide
    return Block(tuple(elements), y + 6 - top)


def draw_label(label: Label, *, ink: str = "ink") -> Element:
    """Return a name with a rim of paper, so that it can be read over lines."""
    halo: dict[str, Attribute] = {
        "class": "d-halo",
        "stroke": PAPER,
        "stroke-width": 3,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
    }
    drawn = text((label.x, label.y), label.name, ink=ink, size=label.size, anchor=label.anchor, bold=label.bold)
    return element("g", halo, drawn)
