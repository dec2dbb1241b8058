"""The blueprint of ``/quality``: what was checked, what was found, and what a reader should take care with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from carec_kg.checks.finding import count_findings
from carec_kg.web.pages.frame import page_language
from carec_kg.web.pages.quality_model import GraphQuality, list_expected, read_quality
from carec_kg.web.pages.snapshot_files import CHECK_KINDS, BuildRecord, find_snapshot, read_record

if TYPE_CHECKING:
    from carec_kg.web.pages.site import Site

#: Saved queries that say more about a part of the page.
_QUESTIONS = ("doubts", "disagreements", "readings", "unknowns", "passages", "doubtful-values", "likely-same")


def make_quality_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("quality", __name__)
    kept: list[BuildRecord | None] = []
    asked: dict[str, GraphQuality] = {}

    def read_once() -> BuildRecord | None:
        # A snapshot never changes, and another one comes with another application.
        if not kept:
            folder = find_snapshot(site.settings)
            kept.append(read_record(folder) if folder else None)
        return kept[0]

    def ask_once(language: str) -> GraphQuality:
        if language not in asked:
            asked[language] = read_quality(site.reader, language)
        return asked[language]

    @blueprint.get("/quality")
    def quality() -> Response:
        record = read_once()
        known = {query.slug: query for query in site.catalogue}
        expected = list_expected(site.catalogue, record.findings if record else ())
        page = render_template(
            "quality.html",
            record=record,
            severities=count_findings(record.findings) if record else {},
            check_kinds=CHECK_KINDS,
            graph=ask_once(page_language()),
            expected=expected,
            holding=sum(not one.wrong for one in expected),
            questions=[known[slug] for slug in _QUESTIONS if slug in known],
        )
        return Response(page)

    return blueprint
