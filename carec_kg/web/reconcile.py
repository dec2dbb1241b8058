"""The blueprint of ``/reconcile``: the Reconciliation Service API, version 0.2 and the 1.0 draft."""

from __future__ import annotations

import contextlib
import ipaddress
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, render_template, request

from carec_kg.errors import ParameterProblem, UnknownName
from carec_kg.web.answering import respond_json
from carec_kg.web.clients import read_networks
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import read_fields
from carec_kg.web.reconcile_extending import extend, read_extension
from carec_kg.web.reconcile_preview import make_preview
from carec_kg.web.reconcile_reading import MOST_CHARACTERS, read_batch, read_draft_batch
from carec_kg.web.reconcile_writing import (
    DRAFT_PATH,
    PATH,
    write_described,
    write_draft_manifest,
    write_manifest,
    write_match,
    write_proposal,
    write_suggestions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.serving.client import Pool
    from carec_kg.web.reconcile_index import ReconcileIndexes
    from carec_kg.web.settings import WebSettings

_FORM = "application/x-www-form-urlencoded"
_MOST_SUGGESTED = 20
_MOST_PROPOSED = 200
#: The preview is shown in a frame of OpenRefine's, and runs nothing.
_PREVIEW_POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'"


class ReconcileAnswers:
    """Answers requests from the index of one edition."""

    def __init__(self, pool: Pool, settings: WebSettings, indexes: ReconcileIndexes) -> None:
        self._pool = pool
        self._settings = settings
        self._indexes = indexes

    def answer(self) -> Response:
        """Answer at the endpoint of version 0.2: queries, extension, or the manifest where neither is asked for."""
        given = _read_given(with_body=True)
        with self._indexes.use() as index:
            if "queries" in given:
                batch = read_batch(given["queries"])
                found = {}
                for name, query in batch.items():
                    with _naming(f"queries.{name[:40]}: "):
                        found[name] = {"result": [write_match(match) for match in index.reconciler.reconcile(query)]}
            elif "extend" in given:
                asked = read_extension(given["extend"], "extend")
                with _naming():
                    found = extend(index.reconciler, asked)
            elif request.method == "POST":
                message = "Send queries, or extend, as a field of a form."
                raise ParameterProblem(message)
            else:
                found = write_manifest(index.reconciler, self._find_root(), self._settings.title)
            return _reply(found, index.dataset)

    def answer_draft(self, step: str) -> Response:
        """Answer one of the fixed paths of the 1.0 draft; queries and extension come as JSON."""
        _read_given()
        body = request.get_data()
        with self._indexes.use() as index:
            found: object
            if step == "match":
                results = []
                for place, query in enumerate(read_draft_batch(body)):
                    with _naming(f"queries[{place}]: "):
                        matches = index.reconciler.reconcile(query)
                    results.append({"candidates": [write_match(match, draft=True) for match in matches]})
                found = {"results": results}
            elif step == "extend":
                asked = read_extension(body, "The body")
                with _naming():
                    found = extend(index.reconciler, asked, draft=True)
            else:
                found = write_draft_manifest(index.reconciler, self._find_root(), self._settings.title)
            return _reply(found, index.dataset)

    def suggest(self, kind: str) -> Response:
        """Complete what is typed."""
        given = _read_given()
        prefix, cursor = given.get("prefix", ""), _read_number(given, "cursor", 0)
        if len(prefix) > MOST_CHARACTERS:
            message = f"prefix has {len(prefix):,} characters; names have {MOST_CHARACTERS} at the most."
            raise ParameterProblem(message)
        until = cursor + _MOST_SUGGESTED
        with self._indexes.use() as index, _naming():
            if kind == "entity":
                matches = index.completer.complete_things(" ".join(prefix.split()), given.get("type", ""))
                return _reply(write_suggestions(matches[cursor:until]), index.dataset)
            complete = index.completer.complete_types if kind == "type" else index.completer.complete_properties
            found = [write_described(entry) for entry in complete(prefix)[cursor:until]]
            return _reply({"result": found}, index.dataset)

    def propose(self) -> Response:
        """Propose properties for data extension."""
        given = _read_given()
        limit = min(_read_number(given, "limit", _MOST_PROPOSED), _MOST_PROPOSED)
        with self._indexes.use() as index, _naming():
            return _reply(write_proposal(index.reconciler, given.get("type", ""), limit), index.dataset)

    def preview(self) -> Response:
        """Show a thing in a small page."""
        id_ = _read_given().get("id", "")
        with self._indexes.use() as index:
            graph = index.reconciler.graph
            place = graph.find_thing(id_)
            if place is None:
                raise UnknownName("thing", id_[:100], [])
            preview = make_preview(self._pool, graph, place, self._settings.timeout)
        response = Response(render_template("reconcile_preview.html", preview=preview))
        response.headers["Content-Security-Policy"] = _PREVIEW_POLICY
        return response

    def _find_root(self) -> str:
        """Return the address of this server as the client knows it, also behind a proxy that is believed."""
        scheme, remote = request.scheme, request.remote_addr or ""
        if request.headers.get("X-Forwarded-Proto") == "https" and _is_among(remote, self._settings.proxies):
            scheme = "https"
        return f"{scheme}://{request.host}"


@contextlib.contextmanager
def _naming(place: str = "") -> Iterator[None]:
    """Refuse a type or property that is not known as what it is, a fault of the request and no missing page."""
    try:
        yield
    except UnknownName as error:
        raise RequestProblem(400, f"{place}{error}") from None


def _is_among(address: str, proxies: str) -> bool:
    try:
        return any(ipaddress.ip_address(address) in network for network in read_networks(proxies))
    except ValueError:
        return False


def _read_given(*, with_body: bool = False) -> dict[str, str]:
    """Return the fields of the address, and of the form; raise ``ParameterProblem`` for JSONP and what comes twice."""
    fields = read_fields(request.query_string)
    if with_body and request.method == "POST" and request.mimetype == _FORM:
        fields += read_fields(request.get_data())
    given: dict[str, str] = {}
    for name, value in fields:
        if name == "callback":
            message = "JSONP is not spoken here; ask without callback, since CORS lets any page read the answer."
            raise ParameterProblem(message)
        if name in given:
            message = f"The parameter {name[:40]} is given more than once; give it once."
            raise ParameterProblem(message)
        given[name] = value
    return given


def _read_number(given: dict[str, str], name: str, default: int) -> int:
    text = given.get(name, "") or str(default)
    if not (text.isdecimal() and text.isascii() and len(text) < 10):
        message = f"The parameter {name} must be a whole number."
        raise ParameterProblem(message)
    return int(text)


def _reply(found: Any, dataset: str) -> Response:  # noqa: ANN401 - whatever JSON can say
    response = respond_json(found)
    response.headers["X-Dataset-Version"] = dataset
    return response


def make_reconcile_blueprint(pool: Pool, settings: WebSettings, indexes: ReconcileIndexes) -> Blueprint:
    """Return the blueprint over a pool and the names of its graph."""
    blueprint = Blueprint("reconcile", __name__)
    answers = ReconcileAnswers(pool, settings, indexes)
    add = blueprint.add_url_rule
    add(PATH, "endpoint", answers.answer, methods=["GET", "POST"])
    add(DRAFT_PATH, "draft", lambda: answers.answer_draft("manifest"))
    for step in ("match", "extend"):
        add(f"{DRAFT_PATH}/{step}", f"draft_{step}", lambda step=step: answers.answer_draft(step), methods=["POST"])
    for name, place in (("", PATH), ("draft_", DRAFT_PATH)):
        add(f"{place}/suggest/<any(entity, property, type):kind>", f"{name}suggest", answers.suggest)
        add(f"{place}/preview", f"{name}preview", answers.preview)
    add(f"{PATH}/propose", "propose", answers.propose)
    add(f"{DRAFT_PATH}/extend/propose", "draft_propose", answers.propose)
    return blueprint
