"""The blueprint of ``/about``: what this is, how it is made, how to cite it, what the server notes of its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from carec_kg.iris import BASE
from carec_kg.version import __version__
from carec_kg.web.pages.downloads_model import read_facts

if TYPE_CHECKING:
    from carec_kg.web.pages.site import Site


def make_about_blueprint(site: Site) -> Blueprint:
    """Return the blueprint."""
    blueprint = Blueprint("about", __name__)

    @blueprint.get("/about")
    def about() -> Response:
        facts = read_facts(site.reader)
        # Where reports go is the operator's to say.
        report = getattr(site.settings, "report", "")
        return Response(
            render_template(
                "about.html",
                facts=facts,
                settings=site.settings,
                software=__version__,
                address=BASE,
                report=report,
            )
        )

    return blueprint
