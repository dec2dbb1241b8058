"""Where one thing lies: a small map around it, and in a corner where that is in the region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.drawing.base_map import EXTENT, draw_base
from carec_kg.drawing.land_names import name_lands
from carec_kg.drawing.map_labels import Spot, place_labels
from carec_kg.drawing.palette import look_of, marker
from carec_kg.drawing.point_map import draw_label, window
from carec_kg.drawing.projection import fit, frame_of
from carec_kg.drawing.region_map import BOX
from carec_kg.drawing.svg import PAPER, element, number

if TYPE_CHECKING:
    from carec_kg.drawing.point_map import Place
    from carec_kg.drawing.svg import Attribute

#: The breadth of the surroundings, in radii of the earth: about 1,300 km.
_AROUND = 0.2
_RATIO = 0.66
_INSET = 0.32


def is_on_base_map(place: Place) -> bool:
    """Say whether the base map has what lies around a place."""
    (east, north), (west, south, most_east, most_north) = place.position, EXTENT
    return west <= east <= most_east and south <= north <= most_north


def draw_locator(place: Place, width: float, key: str, *, name: str, description: str) -> str:
    """Return the map of a place as SVG, ``name`` and ``description`` being those of the picture."""
    frame = fit([place.position], width, pad=0, least=_AROUND, ratio=_RATIO)
    inset = frame_of(*BOX, width * _INSET)
    spot = Spot(place.name, *frame(place.position), 13, bold=True)
    corner_box = (width - inset.width, frame.height - inset.height, width, frame.height)
    labels = place_labels([spot, *name_lands(frame)], frame.width, frame.height, [corner_box])
    dot = element("circle", {"class": "d-mark d-s2", **_at(inset(place.position)), "r": 3, "fill": look_of(1).colour})
    rim: dict[str, Attribute] = {"class": "d-inset", "width": inset.width, "height": inset.height, "fill": "none"}
    border = element("rect", {**rim, "stroke": "#7d878c"})
    back = element("rect", {"class": "d-paper", "width": inset.width, "height": inset.height, "fill": PAPER})
    corner = element(
        "g",
        {"transform": f"translate({number(width - inset.width)} {number(frame.height - inset.height)})"},
        window(inset, [back, *draw_base(inset, f"{key}-inset"), dot, border]),
    )
    attributes: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "drawing locator",
        "viewBox": f"0 0 {number(frame.width)} {number(frame.height)}",
        "role": "img",
        "aria-labelledby": f"{key}-title {key}-desc",
        "font-family": "Inter, Arial, 'Liberation Sans', sans-serif",
    }
    named = (element("title", {"id": f"{key}-title"}, name), element("desc", {"id": f"{key}-desc"}, description))
    marked = (
        marker((spot.x, spot.y), look_of(1), size=5),
        *(draw_label(label, ink="ink" if label.bold else "muted") for label in labels if label),
    )
    return f"{element('svg', attributes, *named, *draw_base(frame, key), *marked, corner)}\n"


def _at(position: tuple[float, float]) -> dict[str, Attribute]:
    return {"cx": position[0], "cy": position[1]}
