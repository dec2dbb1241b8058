"""The map of the region: members, corridors as schematic lines, ports and places over the base map."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from carec_kg.drawing.base_map import draw_base
from carec_kg.drawing.map_labels import Levelled, Spot, level_labels
from carec_kg.drawing.palette import look_of, marker
from carec_kg.drawing.point_map import draw_label
from carec_kg.drawing.projection import Frame, frame_of
from carec_kg.drawing.spreading import spread
from carec_kg.drawing.svg import PAPER, Element, element, group, number, path, tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.drawing.projection import Bounds
    from carec_kg.drawing.svg import Attribute
    from carec_kg.drawing.wkt import Position

#: What the map of the region shows: nothing beyond the base map's eastern end.
BOX: Bounds = (37.0, 22.5, 127.0, 55.65)
#: Layers of points, which is drawn first, and the look of their marks.
POINT_LAYERS = {"places": 0, "seaports": 1, "ports": 3}
#: A line is whole where a source states the order of stops, and dashed where we joined places.
_DASH = {"stated": None, "computed": "3 5"}
#: Between the middles of marks that are links: none is covered, and each can be pointed at.
_APART = 18.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the map: a key that is part of ids, its name, layer, position, page, and what else is said of it."""

    key: str
    name: str
    layer: str
    position: Position
    link: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """A corridor: chains in stated order and parts that we joined, as positions; ``number`` stands on its line.

    ``detail`` is what else is said of it.
    """

    key: str
    name: str
    number: str
    look: int
    stated: tuple[tuple[Position, ...], ...]
    computed: tuple[tuple[Position, ...], ...]
    link: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Land:
    """A member country or a region that takes part: code, name, where its name stands, page."""

    code: str
    name: str
    position: Position | None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class RegionMap:
    """All that the map shows."""

    members: tuple[Land, ...] = ()
    regions: tuple[Land, ...] = ()
    routes: tuple[Route, ...] = ()
    marks: tuple[Mark, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def draw_region(region: RegionMap, width: float, key: str, *, linked: bool, detail: float = 3) -> str:
    """Return the map as SVG; ``names`` of the region give it a ``title`` and a ``description``.

    A ``linked`` map is a group of links in layers that a page may switch, with labels for four degrees of zoom;
    otherwise it is one picture. ``detail`` is the least distance of points of the base map. Marks outside of the
    window are left out; ``is_inside`` tells which these are.
    """
    frame = frame_of(*BOX, width)
    codes = [land.code for land in region.members]
    base = draw_base(frame, key, codes, [land.code for land in region.regions], detail=detail)
    placed = _place_marks(region, frame, linked=linked)
    spots = _spots(region, placed, frame, linked=linked)
    labels = level_labels(spots, frame.width, frame.height, (1, 2, 4, 8) if linked else (1,))
    inside = [
        group(base, kind="map-base"),
        group([draw_route(route, frame, linked=linked) for route in region.routes], kind="layer-corridors"),
        # Below all marks, so that no line lies over the mark beside which another one gave way.
        group([_draw_lead(one) for one in placed if one.shift != (0.0, 0.0)], kind="map-leads", pointer_events="none"),
        *(_draw_layer(layer, placed, linked=linked) for layer in POINT_LAYERS if linked or layer != "places"),
        group([_draw_levelled(label) for label in labels], kind="map-labels", aria_hidden="true"),
    ]
    return f"{_root(frame, key, region, inside, linked=linked)}\n"


def is_inside(position: Position) -> bool:
    """Say whether a position lies in the window of the map of the region."""
    return frame_of(*BOX, 1000).holds(position, 4)


def _root(frame: Frame, key: str, region: RegionMap, inside: list[Element], *, linked: bool) -> Element:
    title, description = f"{key}-title", f"{key}-desc"
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "drawing region-map",
            "viewBox": f"0 0 {number(frame.width)} {number(frame.height)}",
            "role": "group" if linked else "img",
            "aria-labelledby": f"{title} {description}",
            "font-family": "Inter, Arial, 'Liberation Sans', sans-serif",
        },
        element("title", {"id": title}, region.names.get("title", "")),
        element("desc", {"id": description}, region.names.get("description", "")),
        group(inside, kind="map-view"),
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark with the pixel of its position, and by how much it is moved from there."""

    mark: Mark
    pixel: Position
    shift: Position


def _place_marks(region: RegionMap, frame: Frame, *, linked: bool) -> list[_Placed]:
    """Return the marks in the window, the most important first; those that are links are moved apart."""
    order = list(reversed(POINT_LAYERS))
    inside = [mark for mark in region.marks if frame.holds(mark.position, 4)]
    marks = sorted(inside, key=lambda mark: order.index(mark.layer))
    pixels = [frame(mark.position) for mark in marks]
    shifts = spread(pixels, _APART, frame.width, frame.height) if linked else [(0.0, 0.0)] * len(marks)
    return [_Placed(*one) for one in zip(marks, pixels, shifts, strict=True)]


def _spots(region: RegionMap, placed: list[_Placed], frame: Frame, *, linked: bool) -> list[Spot]:
    """Return what wants a label, the most important first: lands, numbers of corridors, ports, places."""
    found = [
        Spot(land.name, *frame(land.position), 12, bold=True, centred=True, kind="layer-members")
        for land in region.members
        if land.position
    ]
    for route in region.routes:
        middle = _middle(route)
        if middle:
            found.append(
                Spot(route.name if linked else route.number, *frame(middle), 11, bold=True, kind="layer-corridors")
            )
    found += [
        Spot(land.name, *frame(land.position), 11, centred=True, kind="layer-regions")
        for land in region.regions
        if land.position
    ]
    if linked:
        found += [
            Spot(one.mark.name, *one.pixel, 11, kind=f"layer-{one.mark.layer}", shift=one.shift) for one in placed
        ]
    return found


def _middle(route: Route) -> Position | None:
    """Return the middle of the longest part of a route, where its number stands."""
    parts = [pair for line in (*route.stated, *route.computed) for pair in pairwise(line)]
    if not parts:
        return None
    (ax, ay), (bx, by) = max(parts, key=lambda pair: (pair[0][0] - pair[1][0]) ** 2 + (pair[0][1] - pair[1][1]) ** 2)
    return (ax + bx) / 2, (ay + by) / 2


def _draw_layer(layer: str, placed: list[_Placed], *, linked: bool) -> Element:
    drawn = [_draw_mark(one, linked=linked) for one in placed if one.mark.layer == layer]
    return group(drawn, kind=f"layer-{layer}")


def _draw_mark(placed: _Placed, *, linked: bool) -> Element:
    mark = placed.mark
    look = look_of(POINT_LAYERS[mark.layer])
    name = ", ".join(part for part in (mark.name, mark.detail) if part)
    place = _at(placed.pixel)
    shape = marker(placed.shift, look, size=4 if linked else 3)
    if not linked:
        return element("g", place, shape)
    x, y = placed.shift
    target: dict[str, Attribute] = {"class": "map-target", "cx": x, "cy": y, "r": _APART / 2, "fill": "none"}
    circle = element("circle", {**target, "pointer-events": "all"})
    still = element("g", {"class": "map-still"}, circle, shape)
    return element("a", {**_link(mark.key, mark.link, name), **place}, tip(name), still)


def _draw_lead(placed: _Placed) -> Element:
    """Return the line from where a mark belongs, with a dot there, to where it stands."""
    ink = "#566268"
    line: dict[str, Attribute] = {"class": "map-lead", "d": path([(0, 0), placed.shift]), "fill": "none", "stroke": ink}
    foot = element("circle", {"class": "map-foot", "r": 1.6, "fill": ink})
    still = element("g", {"class": "map-still"}, element("path", line), foot)
    return element("g", {"class": f"layer-{placed.mark.layer}", **_at(placed.pixel)}, still)


def _at(pixel: Position) -> dict[str, Attribute]:
    return {"transform": f"translate({number(pixel[0])} {number(pixel[1])})"}


def _link(key: str, link: str | None, name: str) -> dict[str, Attribute]:
    return {"class": "map-feature", "data-feature": key, "href": link, "aria-label": name}


def draw_route(route: Route, frame: Frame, *, linked: bool = False) -> Element:
    """Return the line of a corridor: whole where its order is stated, dashed where we joined its places."""
    look = look_of(route.look)
    parts = []
    for kind, lines in (("stated", route.stated), ("computed", route.computed)):
        drawn = "".join(path(frame(position) for position in line) for line in lines)
        if drawn:
            attributes: dict[str, Attribute] = {"class": f"map-route d-s{look.index}", "d": drawn, "fill": "none"}
            strokes: dict[str, Attribute] = {"stroke": look.colour, "stroke-width": 2.2 if linked else 1.6}
            parts.append(element("path", {**attributes, **strokes, "stroke-dasharray": _DASH[kind]}))
            if linked:
                wide: dict[str, Attribute] = {"class": "map-target", "d": drawn, "fill": "none", "stroke": PAPER}
                parts.append(element("path", {**wide, "stroke-opacity": "0", "stroke-width": 14}))
    if not linked or not parts:
        return group(parts)
    name = ", ".join(part for part in (route.name, route.detail) if part)
    return element("a", _link(route.key, route.link, name), tip(name), *parts)


def _draw_levelled(labelled: Levelled) -> Element:
    spot = labelled.spot
    ink = "ink" if spot.kind in {"layer-ports", "layer-members", "layer-corridors"} else "muted"
    still = element("g", {"class": "map-still"}, draw_label(labelled.label, ink=ink))
    return element("g", {"class": f"{spot.kind} zoom-{labelled.level}", **_at((spot.x, spot.y))}, still)
