"""The page of a problem: what went wrong, and where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, current_app, g, render_template, request

from carec_kg.web.pages.frame import list_places
from carec_kg.web.pages.near_pages import Suggestion, suggest_pages, words_of_path
from carec_kg.web.pages.wording import find_words

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.web.problems import Problem


def show_problem(problem: Problem, catalogue: Catalogue) -> Response:
    """Return the page of a problem with its status and headers."""
    # What the page that failed began for itself is not for this one.
    g.pop("nonce", None)
    near: list[Suggestion] = []
    if problem.status == 404:
        known = problem.more.get("nearest") or ()
        near = suggest_pages(request.path, list_places(current_app), catalogue, known)
    page = render_template(
        "problem.html",
        problem=problem,
        near=near,
        words=words_of_path(request.path) if problem.status == 404 else "",
        advice=find_advice(problem),
        again=request.method == "GET" and problem.status in {429, 503},
    )
    return Response(page, problem.status, {**problem.headers})


def find_advice(problem: Problem) -> str:
    """Return what to do about a problem, in general: by its reason, else by its status."""
    for key in (problem.reason, str(problem.status)):
        if text := find_words("en", f"problems.advice.{key}"):
            return text
    return ""
