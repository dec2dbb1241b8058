"""The blueprint of ``/chart/{slug}.svg``: the answer to a saved question as a drawing that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from carec_kg.saved_queries.lookup import Lookup
from carec_kg.saved_queries.parameters import bind
from carec_kg.web.answering import show
from carec_kg.web.pages.languages import choose_language
from carec_kg.web.pages.question_page import draw
from carec_kg.web.pages.question_rows import ask
from carec_kg.web.parameters import read_parameters
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import read_switch
from carec_kg.web.replies import Reply

if TYPE_CHECKING:
    from carec_kg.drawing.frame import Drawing
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.pages.site import Site

_MEDIA_TYPE = "image/svg+xml"
#: A picture loads nothing and runs nothing, wherever it is opened.
_POLICY = "default-src 'none'; frame-ancestors 'self'; sandbox"
_LONGEST_NAME = 100


def draw_question(site: Site, query: SavedQuery, given: dict[str, str], language: str) -> Drawing:
    """Return the drawing of a saved query with its parameters as texts; ``inferred`` may be among them.

    Raise ``RequestProblem`` where there is nothing to draw, ``ParameterProblem``, and whatever the pool raises.
    """
    given = {name: text for name, text in given.items() if name not in {"limit", "offset"}}
    inferred = read_switch("inferred", given.pop("inferred", None))
    if query.view.kind == "table":
        message = f"The answer to {query.slug} is a table and has no drawing; see /queries/{query.slug}."
        raise RequestProblem(404, message)
    bound = bind(query, given, Lookup(site.reader.select, site.catalogue))
    drawing = draw(query, ask(site.reader, bound, query.kind, inferred=inferred), site.reader, language, alone=True)
    if drawing is None:
        message = f"The answer to {query.slug} has nothing to draw with these parameters; try others."
        raise RequestProblem(404, message)
    return drawing


def make_charts_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("charts", __name__)

    @blueprint.get("/chart/<name>.svg")
    def chart(name: str) -> Response:
        query = site.catalogue.find(name[:_LONGEST_NAME])
        given = read_parameters()
        # The picture's language is in its address alone, so that the same address has the same bytes.
        drawing = draw_question(site, query, given, choose_language(given.pop("lang", None), None))
        headers = [
            ("Content-Type", f"{_MEDIA_TYPE}; charset=utf-8"),
            ("Content-Disposition", f'inline; filename="{query.slug}.svg"'),
            ("Content-Security-Policy", _POLICY),
        ]
        return show(Reply(drawing.svg.encode(), headers, keep=True))

    return blueprint
