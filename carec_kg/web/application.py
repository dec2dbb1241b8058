"""The Flask application: blueprints, errors, and the headers that every answer carries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from carec_kg.errors import CarecError
from carec_kg.web import problems
from carec_kg.web.answering import CUT_HEADER, VERSION_HEADER
from carec_kg.web.cancelling import AttributedPool, make_cancelling_blueprint
from carec_kg.web.files import make_files_blueprint
from carec_kg.web.finishing import WatchedPool, add_finishing
from carec_kg.web.graph_store import make_graph_store_blueprint
from carec_kg.web.health import make_health_blueprint
from carec_kg.web.negotiation import prefers_html
from carec_kg.web.problems import Problem, describe_error, describe_status
from carec_kg.web.saved import make_saved_blueprint
from carec_kg.web.sparql import make_sparql_blueprint
from carec_kg.web.vocabulary import make_vocabulary_blueprint

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.serving.client import Pool
    from carec_kg.web.settings import WebSettings

#: Pages have no script and load nothing from another host; answers are no pages at all.
_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
#: Anyone may ask from a page of any host, without credentials (WHATWG Fetch, section 3.2).
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": f"{VERSION_HEADER}, {CUT_HEADER}, Link, ETag, Repr-Digest, Retry-After",
}
#: Bytes of a body that is refused.
_READ_OFF = 2**24
_PREFLIGHT = {"Access-Control-Allow-Headers": "Accept, Content-Type", "Access-Control-Max-Age": "86400"}


def create_app(pool: Pool, catalogue: Catalogue, settings: WebSettings) -> Flask:
    """Return the application over a pool of workers and a catalogue of saved queries."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_query
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.jinja_env.globals["title"] = settings.title
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    # First of all, since what is registered last finishes first.
    add_finishing(app, VERSION_HEADER, settings.dataset)
    pool = WatchedPool(AttributedPool(pool, settings.proxies))
    app.register_blueprint(make_sparql_blueprint(pool, settings))
    app.register_blueprint(make_graph_store_blueprint(pool, settings))
    app.register_blueprint(make_saved_blueprint(pool, catalogue, settings))
    app.register_blueprint(make_vocabulary_blueprint())
    app.register_blueprint(make_files_blueprint(settings.exports))
    app.register_blueprint(make_health_blueprint(pool))
    app.register_blueprint(make_cancelling_blueprint(pool))
    _add_start_page(app, catalogue, settings)
    _add_errors(app)
    _add_headers(app, settings)
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
        if error.code == 413:
            _read_off()
        headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
        return _show(describe_status(error.code or 500, error.description or "", headers))


def _read_off() -> None:
    """Read a body that is too large, within reason: a client that is cut off while it sends sees no answer."""
    left = min(request.content_length or 0, _READ_OFF)
    while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, 2**16))):
        left -= len(piece)


def _show(problem: Problem) -> Response:
    if prefers_html(request.headers.get("Accept")):
        response = Response(render_template("problem.html", problem=problem), problem.status)
    else:
        body = json.dumps(problem.document(), indent=2, ensure_ascii=False) + "\n"
        response = Response(body, problem.status, content_type=problems.MEDIA_TYPE)
    response.headers.update(problem.headers)
    return response


def _add_headers(app: Flask, settings: WebSettings) -> None:
    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(_SECURITY)
        response.headers.update(_CORS)
        response.headers.setdefault(VERSION_HEADER, settings.dataset)
        if request.method == "OPTIONS":
            response.headers.update(_PREFLIGHT)
            response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        return response
