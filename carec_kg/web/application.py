"""The Flask application: its blueprints and its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from carec_kg.errors import CarecError
from carec_kg.web.answering import show
from carec_kg.web.cancelling import PoolAtHand, make_cancelling_blueprint
from carec_kg.web.explain import make_explain_blueprint
from carec_kg.web.files import make_files_blueprint
from carec_kg.web.graph_store import make_graph_store_blueprint
from carec_kg.web.handing_over import add_finishing
from carec_kg.web.health import make_health_blueprint
from carec_kg.web.negotiation import prefers_html
from carec_kg.web.pages.editor import EditorPage
from carec_kg.web.pages.faces import FACES
from carec_kg.web.pages.frame import add_frame
from carec_kg.web.pages.problem_page import show_problem
from carec_kg.web.pages.reader import GraphReader
from carec_kg.web.pages.search import make_search_blueprint
from carec_kg.web.pages.site import Site
from carec_kg.web.problems import Problem, describe_error, describe_status
from carec_kg.web.reconcile import make_reconcile_blueprint
from carec_kg.web.reconcile_index import ReconcileIndexes
from carec_kg.web.replies import reply_problem
from carec_kg.web.saved import make_saved_blueprint
from carec_kg.web.search import Searcher, list_questions
from carec_kg.web.sparql import make_sparql_blueprint
from carec_kg.web.vocabulary import make_vocabulary_blueprint

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.serving.client import Pool
    from carec_kg.web.settings import WebSettings


def create_app(pool: Pool, catalogue: Catalogue, settings: WebSettings) -> Flask:
    """Return the application over a pool of workers and a catalogue of saved queries."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_query
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.jinja_env.globals["title"] = settings.title
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    add_frame(app, settings)
    # First of all, since what is registered last finishes first.
    add_finishing(app, settings.dataset)
    bare, pool = pool, PoolAtHand(pool, settings.proxies)
    site = Site(GraphReader(pool, settings.timeout), catalogue, settings)
    app.register_blueprint(make_sparql_blueprint(bare, settings, EditorPage(site, pool)))
    app.register_blueprint(make_graph_store_blueprint(pool, settings))
    app.register_blueprint(make_saved_blueprint(pool, site))
    app.register_blueprint(make_explain_blueprint(pool, site))
    questions = list_questions(catalogue)
    indexes = ReconcileIndexes(pool, settings, questions)
    app.register_blueprint(make_reconcile_blueprint(pool, settings, indexes))
    app.register_blueprint(make_search_blueprint(Searcher(indexes, questions)))
    app.register_blueprint(make_vocabulary_blueprint())
    app.register_blueprint(make_files_blueprint(settings.exports, settings.dataset))
    app.register_blueprint(make_health_blueprint(pool))
    app.register_blueprint(make_cancelling_blueprint(pool))
    for make_face in FACES:
        app.register_blueprint(make_face(site))
    _add_errors(app, catalogue)
    return app


def _add_errors(app: Flask, catalogue: Catalogue) -> None:
    @app.errorhandler(CarecError)
    def show_error(error: CarecError) -> Response:
        problem = describe_error(error)
        if problem.status == 500:
            app.logger.error("%s on %s", error, request.path)
        return _show(problem, catalogue)

    @app.errorhandler(HTTPException)
    def show_status(error: HTTPException) -> Response:
        headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
        return _show(describe_status(error.code or 500, error.description or "", headers), catalogue)


def _show(problem: Problem, catalogue: Catalogue) -> Response:
    if prefers_html(request.headers.get("Accept")):
        return show_problem(problem, catalogue)
    return show(reply_problem(problem))
