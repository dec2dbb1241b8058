"""The blueprint of ``/openapi.json`` and of ``/api``, the same description for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, render_template, request

from carec_kg.errors import QueryProblem
from carec_kg.web.answering import show
from carec_kg.web.openapi import AHEAD, PATH, describe_api
from carec_kg.web.openapi_parts import JSON
from carec_kg.web.pages.api_model import group_operations, list_errors
from carec_kg.web.pages.routes import list_routes
from carec_kg.web.problems import MEDIA_TYPE, describe_error
from carec_kg.web.replies import Reply

if TYPE_CHECKING:
    from carec_kg.web.openapi_parts import Part
    from carec_kg.web.pages.site import Site


#: What a program gets in place of an answer.
_EXAMPLE = describe_error(QueryProblem("expected a variable after SELECT.", 1, 8))


def make_api_blueprint(site: Site) -> Blueprint:
    """Return the blueprint; what it describes is what the application that it becomes part of serves."""
    blueprint = Blueprint("api", __name__)
    kept: list[Part] = []

    def describe() -> Part:
        # All blueprints are there by the first request, and none comes later.
        if not kept:
            kept.append(describe_api(site.catalogue, site.settings, {*list_routes(current_app.url_map), AHEAD}))
        return kept[0]

    @blueprint.get(PATH)
    def description() -> Response:
        body = json.dumps(describe(), indent=1, ensure_ascii=False) + "\n"
        return show(Reply(body.encode(), [("Content-Type", JSON)], keep=True))

    @blueprint.get("/api")
    def page() -> Response:
        document = describe()
        return Response(
            render_template(
                "api.html",
                groups=group_operations(document, request.url_root.rstrip("/")),
                errors=list_errors(document),
                settings=site.settings,
                problem=_EXAMPLE.document(),
                root=request.url_root.rstrip("/"),
                path=PATH,
                problem_type=MEDIA_TYPE,
            )
        )

    return blueprint
