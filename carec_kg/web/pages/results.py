"""The blueprint of ``/r``: results by version, to cite, and what became of them; the versions, and two compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, redirect, render_template, request

from carec_kg.iris import compact
from carec_kg.saved_queries.permalink import write_result_path
from carec_kg.web.answering import respond_json, show
from carec_kg.web.negotiation import prefers_html
from carec_kg.web.pages.result_answers import ResultAnswers
from carec_kg.web.pages.result_versions import Editions
from carec_kg.web.permalinks import explain_absence, explain_return
from carec_kg.web.problems import Problem
from carec_kg.web.replies import reply_problem

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as WerkzeugResponse

    from carec_kg.web.pages.site import Site
    from carec_kg.web.permalinks import Version

#: Between the two versions of a comparison.
_TO = ".."
#: Things of a comparison that the page shows, and lines of each; JSON has all of them.
_MOST_SHOWN = 200
_LINES = 10
_JSON = ".json"
_FOREVER = "public, max-age=31536000, immutable"


def make_results_blueprint(site: Site) -> Blueprint:
    """Return the blueprint over a site; without an archive the current version alone is answered from."""
    blueprint = Blueprint("results", __name__)
    blueprint.add_app_template_filter(compact, "short")
    pages = _Pages(site)

    @blueprint.get("/r")
    def versions() -> Response:
        return pages.list_versions(for_people=_for_people())

    @blueprint.get("/r.json")
    def versions_as_json() -> Response:
        return pages.list_versions(for_people=False)

    @blueprint.get("/r/<name>")
    def version(name: str) -> Response | WerkzeugResponse:
        stem = name.removesuffix(_JSON)
        old, to, new = stem.partition(_TO)
        for_people = stem == name and _for_people()
        return pages.compare(old, new, for_people=for_people) if to else pages.show_version(stem, for_people=for_people)

    @blueprint.get("/r/<name>/<question>")
    def result(name: str, question: str) -> Response | WerkzeugResponse:
        return pages.show_result(name, question)

    return blueprint


class _Pages:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._editions = Editions(site)
        self._answers = ResultAnswers(site, self._editions)

    def list_versions(self, *, for_people: bool) -> Response:
        found = self._editions.versions()
        if for_people:
            return Response(render_template("versions.html", versions=found.versions, path=write_result_path))
        listed = [describe_version(version) for version in found.versions]
        return respond_json({"current": found.current.name, "versions": listed})

    def show_version(self, name: str, *, for_people: bool) -> Response | WerkzeugResponse:
        version = self._editions.find(name)
        if version.name != name:
            return redirect(write_result_path(version.name), 302)
        if version.is_absent:
            return self._show_absence(version)
        questions = list(self._editions.open(version).catalogue)
        if for_people:
            known = self._editions.versions().versions
            others = [other for other in known if other.folder and not other.is_absent and other.name != version.name]
            values = {"version": version, "questions": questions, "others": others, "path": write_result_path}
            return Response(render_template("version.html", **values))
        listed = [
            {"name": query.slug, "question": query.question, "address": write_result_path(version.name, query.slug)}
            for query in questions
        ]
        return respond_json({**describe_version(version), "questions": listed})

    def show_result(self, name: str, question: str) -> Response | WerkzeugResponse:
        version = self._editions.find(name)
        if version.name != name:
            # The beginning of a digest may mean another version later: the result has one address.
            asked = request.query_string.decode("utf-8", "replace")
            return redirect(write_result_path(version.name, question) + (f"?{asked}" if asked else ""), 302)
        if version.is_absent:
            return self._show_absence(version, question.partition(".")[0])
        return self._answers.answer(version, question)

    def compare(self, old: str, new: str, *, for_people: bool) -> Response | WerkzeugResponse:
        first, second = self._editions.find(old), self._editions.find(new)
        if (first.name, second.name) != (old, new):
            return redirect(write_result_path(f"{first.name}{_TO}{second.name}"), 302)
        for version in (first, second):
            if version.is_absent:
                return self._show_absence(version)
        comparison = self._editions.compare(first, second)
        if for_people:
            values = {"old": first, "new": second, "comparison": comparison, "path": write_result_path}
            return Response(render_template("comparison.html", most=_MOST_SHOWN, lines=_LINES, **values))
        response = respond_json(comparison)
        response.headers["Cache-Control"] = _FOREVER
        return response

    def _show_absence(self, version: Version, slug: str = "") -> Response:
        """Say that a version is gone (410), where the result is now, and how the version can be had again."""
        found = self._editions.versions()
        kept = [other for other in found.versions if not other.is_absent]
        asked = request.query_string.decode("utf-8", "replace")
        now = f"/queries/{slug}" + (f"?{asked}" if asked else "") if slug in self._site.catalogue.questions else ""
        if _for_people():
            values = {"version": version, "kept": kept, "now": now, "path": write_result_path}
            sentences = {"why": explain_absence(version), "how": explain_return(version)}
            return Response(render_template("gone.html", **values, **sentences), 410)
        more: dict[str, Any] = {"version": describe_version(version), "versions": [describe_version(v) for v in kept]}
        if now:
            more["now"] = now
        detail = f"{explain_absence(version)} {explain_return(version)}"
        return show(reply_problem(Problem(410, detail, "gone", more)))


def _for_people() -> bool:
    return prefers_html(request.headers.get("Accept"))


def describe_version(version: Version) -> dict[str, Any]:
    """Return a version for JSON; what is not known is left out."""
    described = {
        "version": version.name,
        "state": version.state,
        "issued": version.published.issued,
        "commit": version.published.commit,
        "address": write_result_path(version.name),
    }
    return {name: value for name, value in described.items() if value}
