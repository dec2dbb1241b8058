"""The blueprint of ``/map``: the region drawn on the server, layers to switch, and the same things as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup

from carec_kg.web.pages.frame import page_language, page_of
from carec_kg.web.pages.map_data import region_svg
from carec_kg.web.pages.map_list import LAYERS, list_features, read_layers
from carec_kg.web.pages.map_reading import read_geography

if TYPE_CHECKING:
    from carec_kg.web.pages.site import Site


def make_map_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("map", __name__)

    @blueprint.get("/map")
    def show_map() -> Response:
        geography = read_geography(site.reader, page_language())
        page = render_template(
            "map.html",
            # Written by our own code, which escapes every name.
            map_svg=Markup(region_svg(geography, page_of)),  # noqa: S704
            groups=list_features(geography),
            layers=LAYERS,
            shown=read_layers(request.args.getlist("layers")),
        )
        return Response(page)

    return blueprint
