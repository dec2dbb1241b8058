"""The start page: what this is, a way to search, dated figures, the map, questions to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from carec_kg.web.pages.frame import page_language
from carec_kg.web.pages.key_figures import KeyFigure, read_key_figures
from carec_kg.web.pages.map_data import overview_map
from carec_kg.web.replies import CUT_HEADER

if TYPE_CHECKING:
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.pages.site import Site

#: Questions to begin with; those that the graph at hand does not have are passed over.
_FEATURED = (
    "corridors",
    "border-times",
    "totals-by-year",
    "members-by-year",
    "disagreements",
    "border-pairs",
    "events-in-period",
    "doubts",
    "investments-by-country",
)
_MOST_FEATURED = 9


class StartPage:
    """Shows the start page; what it reads is kept for each language, since an application serves one version."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._figures: dict[str, list[KeyFigure]] = {}
        self._overviews: dict[str, str] = {}

    def show(self) -> Response:
        """Return the page."""
        figures = self._read_figures(page_language())
        page = render_template(
            "start.html",
            figures=figures,
            featured=self._choose_questions(),
            count=len(self._site.catalogue),
            overview=self._draw_overview(page_language()) if figures else "",
            settings=self._site.settings,
            cut_header=CUT_HEADER,
        )
        return Response(page)

    def _read_figures(self, language: str) -> list[KeyFigure]:
        if language not in self._figures:
            figures = read_key_figures(self._site, language)
            if not figures:
                return []
            self._figures[language] = figures
        return self._figures[language]

    def _draw_overview(self, language: str) -> str:
        if language not in self._overviews:
            self._overviews[language] = overview_map(self._site, language)
        return self._overviews[language]

    def _choose_questions(self) -> list[SavedQuery]:
        questions = self._site.catalogue.questions
        chosen = [questions[slug] for slug in _FEATURED if slug in questions]
        return (chosen or list(questions.values()))[:_MOST_FEATURED]


def make_start_blueprint(site: Site) -> Blueprint:
    """Return the blueprint of the start page."""
    blueprint = Blueprint("start", __name__)
    page = StartPage(site)
    blueprint.get("/", endpoint="start")(page.show)
    return blueprint
