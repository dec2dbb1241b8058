"""The blueprint of ``/health``: whether the server lives, and whether it can answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from carec_kg.web.answering import respond_json

if TYPE_CHECKING:
    from carec_kg.serving.client import Pool


def make_health_blueprint(pool: Pool) -> Blueprint:
    """Return the blueprint over a pool."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/health/live")
    def live() -> Response:
        return respond_json({"live": True})

    @blueprint.get("/health/ready")
    def ready() -> Response:
        status = pool.status()
        return respond_json(asdict(status), 200 if status.ready else 503)

    @blueprint.after_request
    def never_stored(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint
