"""Where one thing lies: an area, a corridor or a place with what is around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.drawing.base_layers import read_layers
from carec_kg.drawing.base_map import EXTENT, draw_base
from carec_kg.drawing.land_names import name_lands
from carec_kg.drawing.map_labels import Spot, place_labels
from carec_kg.drawing.palette import look_of, marker
from carec_kg.drawing.point_map import Place, draw_label, window
from carec_kg.drawing.projection import fit, frame_of
from carec_kg.drawing.region_map import BOX, draw_route
from carec_kg.drawing.svg import PAPER, Element, element, number

if TYPE_CHECKING:
    from carec_kg.drawing.base_layers import Shape
    from carec_kg.drawing.map_labels import Label
    from carec_kg.drawing.projection import Frame
    from carec_kg.drawing.region_map import Route
    from carec_kg.drawing.svg import Attribute
    from carec_kg.drawing.wkt import Position

#: The breadth of the surroundings of a place in radii of the earth at the equator: about 1,300 km at 45 degrees north.
_AROUND = 0.29
_RATIO = 0.66
_INSET = 0.32
#: What is around an area, as a part of the map's width.
_MARGIN = 0.14


def is_on_base_map(position: Position) -> bool:
    """Say whether the base map has what lies around a position."""
    (east, north), (west, south, most_east, most_north) = position, EXTENT
    return west <= east <= most_east and south <= north <= most_north


def has_area(code: str) -> bool:
    """Say whether the base map has the outline of a country (ISO alpha-3) or region (ISO 3166-2)."""
    return _find_area(code) is not None


def runs_beyond(code: str) -> bool:
    """Say whether an area ends at the edge of the base map, so that the map shows a part of it only."""
    area = _find_area(code)
    west, south, east, north = EXTENT
    return area is not None and any(x in {west, east} or y in {south, north} for line in area.lines for x, y in line)


def draw_area(code: str, name: str, width: float, key: str, *, title: str, description: str) -> str:
    """Return the map of a country or region and its neighbours as SVG; raise ``KeyError`` where there is no outline.

    ``title`` and ``description`` are those of the picture.
    """
    area = _find_area(code)
    if area is None:
        raise KeyError(code)
    corners = [point for line in area.lines for point in line]
    frame = fit(corners, width, pad=width * _MARGIN, within=EXTENT)
    names = name_lands(frame, only=code)
    own = [Spot(name, spot.x, spot.y, 13, bold=True, centred=True) for spot in names]
    others = [spot for spot in name_lands(frame) if spot.name != area.name]
    labels = place_labels([*own, *others], frame.width, frame.height)
    base = draw_base(frame, key, {code}, {code})
    return _draw(frame, key, (title, description), [*base, *_draw_labels(labels)])


def draw_corridor(route: Route, stops: list[Place], width: float, key: str, *, title: str, description: str) -> str:
    """Return the map of a corridor with its stops as SVG; ``title`` and ``description`` are those of the picture."""
    frame = fit([stop.position for stop in stops], width, pad=34, least=_AROUND, within=EXTENT)
    spots = [Spot(stop.name, *frame(stop.position), 11) for stop in stops]
    labels = place_labels([*spots, *name_lands(frame)], frame.width, frame.height)
    marks = [marker((spot.x, spot.y), look_of(route.look), size=2.6) for spot in spots]
    named = [draw_label(label, ink="ink" if at < len(spots) else "muted") for at, label in enumerate(labels) if label]
    return _draw(frame, key, (title, description), [*draw_base(frame, key), draw_route(route, frame), *marks, *named])


def draw_locator(place: Place, width: float, key: str, *, title: str, description: str) -> str:
    """Return the map of a place as SVG, ``title`` and ``description`` being those of the picture."""
    frame = fit([place.position], width, pad=0, least=_AROUND, ratio=_RATIO, within=EXTENT)
    inset = frame_of(*BOX, width * _INSET)
    spot = Spot(place.name, *frame(place.position), 13, bold=True)
    left, top = _corner(frame, inset, spot)
    taken = (left, top, left + inset.width, top + inset.height)
    labels = place_labels([spot, *name_lands(frame)], frame.width, frame.height, [taken])
    corner = element("g", {"transform": f"translate({number(left)} {number(top)})"}, _draw_inset(inset, place, key))
    marked = (marker((spot.x, spot.y), look_of(1), size=5), *_draw_labels(labels))
    return _draw(frame, key, (title, description), [*draw_base(frame, key), *marked, corner])


def _find_area(code: str) -> Shape | None:
    layers = read_layers()
    shapes = (*layers["countries"], *layers["admin1_prc_selected"])
    return next((shape for shape in shapes if shape.code == code), None) if code else None


def _corner(frame: Frame, inset: Frame, spot: Spot) -> Position:
    """Return where the inset stands: at the right below, or at the left where the place would be under it."""
    left, top = frame.width - inset.width, frame.height - inset.height
    return (0.0, top) if spot.x > left - 30 and spot.y > top - 20 else (left, top)


def _draw_inset(inset: Frame, place: Place, key: str) -> Element:
    x, y = inset(place.position)
    dot = element("circle", {"class": "d-mark d-s2", "cx": x, "cy": y, "r": 3, "fill": look_of(1).colour})
    rim: dict[str, Attribute] = {"class": "d-inset", "width": inset.width, "height": inset.height, "fill": "none"}
    border = element("rect", {**rim, "stroke": "#7d878c"})
    back = element("rect", {"class": "d-paper", "width": inset.width, "height": inset.height, "fill": PAPER})
    return window(inset, [back, *draw_base(inset, f"{key}-inset"), dot, border])


def _draw_labels(labels: list[Label | None]) -> list[Element]:
    return [draw_label(label, ink="ink" if label.bold else "muted") for label in labels if label]


def _draw(frame: Frame, key: str, names: tuple[str, str], inside: list[Element]) -> str:
    attributes: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "drawing locator",
        "viewBox": f"0 0 {number(frame.width)} {number(frame.height)}",
        "role": "img",
        "aria-labelledby": f"{key}-title {key}-desc",
        "font-family": "Inter, Arial, 'Liberation Sans', sans-serif",
    }
    title, description = names
    named = (element("title", {"id": f"{key}-title"}, title), element("desc", {"id": f"{key}-desc"}, description))
    return f"{element('svg', attributes, *named, *inside)}\n"
