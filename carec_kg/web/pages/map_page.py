"""The blueprint of ``/map``: the region drawn on the server, layers to switch, and the same things as a list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from carec_kg.web.pages.frame import page_language, page_of
from carec_kg.web.pages.languages import LANGUAGES
from carec_kg.web.pages.map_data import region_svg
from carec_kg.web.pages.map_list import LAYERS, list_features, read_layers
from carec_kg.web.pages.map_reading import read_geography

if TYPE_CHECKING:
    from carec_kg.web.pages.map_list import ListGroup
    from carec_kg.web.pages.site import Site


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The map and the list in one language."""

    svg: Markup
    groups: tuple[ListGroup, ...]


def make_map_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("map", __name__)

    # The graph never changes under an application. Links in the map carry the language where it was asked for.
    @lru_cache(maxsize=2 * len(LANGUAGES))
    def draw(language: str, asked: str | None) -> _Drawn:  # noqa: ARG001 - links go by what was asked for
        geography = read_geography(site.reader, language)
        # Written by our own code, which escapes every name.
        return _Drawn(Markup(region_svg(geography, page_of)), list_features(geography))  # noqa: S704

    @blueprint.get("/map")
    def show_map() -> Response:
        asked = request.args.get("lang")
        drawn = draw(page_language(), asked if asked in LANGUAGES else None)
        page = render_template(
            "map.html",
            map_svg=drawn.svg,
            groups=drawn.groups,
            layers=LAYERS,
            shown=read_layers(request.args.getlist("layers")),
        )
        return Response(page)

    return blueprint
