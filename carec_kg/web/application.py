"""The Flask application: its blueprints and its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from carec_kg.errors import CarecError
from carec_kg.web.answering import show
from carec_kg.web.cancelling import PoolAtHand, make_cancelling_blueprint
from carec_kg.web.files import make_files_blueprint
from carec_kg.web.graph_store import make_graph_store_blueprint
from carec_kg.web.handing_over import add_finishing
from carec_kg.web.health import make_health_blueprint
from carec_kg.web.negotiation import prefers_html
from carec_kg.web.pages.faces import FACES
from carec_kg.web.pages.reader import GraphReader
from carec_kg.web.pages.site import Site
from carec_kg.web.problems import Problem, describe_error, describe_status
from carec_kg.web.reconcile import make_reconcile_blueprint
from carec_kg.web.replies import CUT_HEADER, reply_problem
from carec_kg.web.saved import make_saved_blueprint
from carec_kg.web.sparql import make_sparql_blueprint
from carec_kg.web.vocabulary import make_vocabulary_blueprint

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.serving.client import Pool
    from carec_kg.web.settings import WebSettings


def create_app(pool: Pool, catalogue: Catalogue, settings: WebSettings) -> Flask:
    """Return the application over a pool of workers and a catalogue of saved queries."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_query
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.jinja_env.globals["title"] = settings.title
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # First of all, since what is registered last finishes first.
    add_finishing(app, settings.dataset)
    app.register_blueprint(make_sparql_blueprint(pool, settings))
    pool = PoolAtHand(pool, settings.proxies)
    app.register_blueprint(make_graph_store_blueprint(pool, settings))
    app.register_blueprint(make_saved_blueprint(pool, catalogue, settings))
    app.register_blueprint(make_reconcile_blueprint(pool, settings))
    app.register_blueprint(make_vocabulary_blueprint())
    app.register_blueprint(make_files_blueprint(settings.exports))
    app.register_blueprint(make_health_blueprint(pool))
    app.register_blueprint(make_cancelling_blueprint(pool))
    site = Site(GraphReader(pool, settings.timeout), catalogue, settings)
    for make_face in FACES:
        app.register_blueprint(make_face(site))
    _add_start_page(app, catalogue, settings)
    _add_errors(app)
    return app


def _add_start_page(app: Flask, catalogue: Catalogue, settings: WebSettings) -> None:
    @app.get("/")
    def start() -> str:
        return render_template("start.html", queries=list(catalogue), settings=settings, cut_header=CUT_HEADER)


def _add_errors(app: Flask) -> None:
    @app.errorhandler(CarecError)
    def show_error(error: CarecError) -> Response:
        problem = describe_error(error)
        if problem.status == 500:
            app.logger.error("%s on %s", error, request.path)
        return _show(problem)

    @app.errorhandler(HTTPException)
    def show_status(error: HTTPException) -> Response:
        headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
        return _show(describe_status(error.code or 500, error.description or "", headers))


def _show(problem: Problem) -> Response:
    if prefers_html(request.headers.get("Accept")):
        page = render_template("problem.html", problem=problem)
        return Response(page, problem.status, {**problem.headers})
    return show(reply_problem(problem))
