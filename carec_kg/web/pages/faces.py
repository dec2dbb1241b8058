"""The faces of the site: one blueprint each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.web.pages.about import make_about_blueprint
from carec_kg.web.pages.api import make_api_blueprint
from carec_kg.web.pages.charts import make_charts_blueprint
from carec_kg.web.pages.dereferencing import make_dereferencing_blueprint
from carec_kg.web.pages.downloads import make_downloads_blueprint
from carec_kg.web.pages.editor import make_editor_blueprint
from carec_kg.web.pages.map_page import make_map_blueprint
from carec_kg.web.pages.ontology_pages import make_ontology_blueprint
from carec_kg.web.pages.quality import make_quality_blueprint
from carec_kg.web.pages.results import make_results_blueprint
from carec_kg.web.pages.schemes import make_schemes_blueprint
from carec_kg.web.pages.sources_pages import make_sources_blueprint
from carec_kg.web.pages.start import make_start_blueprint
from carec_kg.web.pages.things import make_things_blueprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint

    from carec_kg.web.pages.site import Site

#: What makes the blueprint of each face.
FACES: tuple[Callable[[Site], Blueprint], ...] = (
    make_quality_blueprint,
    make_downloads_blueprint,
    make_about_blueprint,
    make_start_blueprint,
    make_api_blueprint,
    make_editor_blueprint,
    make_charts_blueprint,
    make_map_blueprint,
    make_results_blueprint,
    make_dereferencing_blueprint,
    make_things_blueprint,
    make_schemes_blueprint,
    make_ontology_blueprint,
    make_sources_blueprint,
)
