"""Finish what Flask answers, and hand it to the cache in front through the WSGI environment.

No header does that, since headers reach the client and come from it.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request
from werkzeug.datastructures import Headers

from carec_kg.errors import NotAcceptable
from carec_kg.web.coding import choose_codings
from carec_kg.web.finishing import COMMON_HEADERS, finish, is_not_modified, tell_time
from carec_kg.web.problems import RequestProblem
from carec_kg.web.replies import TIMING_HEADER, VERSION_HEADER, Reply
from carec_kg.web.threads import FINISHED

if TYPE_CHECKING:
    from carec_kg.web.caching import FinishedAnswer

_PREFLIGHT = {"Access-Control-Allow-Headers": "Accept, Content-Type", "Access-Control-Max-Age": "86400"}


def add_finishing(app: Flask, dataset: str) -> None:
    """Let an application over ``dataset`` finish its answers; registered first, so that it runs after all others."""

    @app.before_request
    def refuse_codings() -> None:
        g.begun = time.perf_counter()
        # Straight from the environment: werkzeug's headers cost more than all the rest of this.
        coding = request.environ.get("HTTP_CONTENT_ENCODING", "").strip().lower()
        if coding not in {"", "identity"}:
            message = "Send the body without a content coding; it is small."
            raise RequestProblem(415, message, {"Accept-Encoding": "identity"})
        if not choose_codings(request.environ.get("HTTP_ACCEPT_ENCODING")):
            message = "This can be had with the coding gzip or with none; Accept-Encoding refuses both."
            raise NotAcceptable(message)

    @app.after_request
    def finish_response(response: Response) -> Response:
        if request.method == "OPTIONS":
            response.headers.update(_PREFLIGHT)
            response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        if not response.is_sequence or response.direct_passthrough or request.method == "OPTIONS":
            return _finish_stream(response, dataset)
        codings = choose_codings(request.environ.get("HTTP_ACCEPT_ENCODING")) or ("identity",)
        answer = finish(_read_reply(response), codings, dataset, begun=g.get("begun"))
        # While a new snapshot comes in, the pool may be ahead of the saved queries that this application holds.
        answer = replace(answer, keep=answer.keep and answer.version == dataset)
        request.environ[FINISHED] = answer
        return _fill(response, answer)


def _read_reply(response: Response) -> Reply:
    """Return a response as a reply, with what its route said of it."""
    shown: Reply | None = g.get("reply")
    headers = [(name, value) for name, value in response.headers if name not in {VERSION_HEADER, "Content-Length"}]
    reply = Reply(response.get_data(), headers, response.status_code)
    reply.dataset = response.headers.get(VERSION_HEADER, "")
    reply.changing = g.get("changing", False)
    reply.nonce = g.get("nonce", "")
    if shown is not None and response.status_code == shown.status:
        reply.dataset = shown.dataset
        reply.keep, reply.changing = shown.keep, reply.changing or shown.changing
    return reply


def _fill(response: Response, answer: FinishedAnswer) -> Response:
    if is_not_modified(request.method, request.environ.get("HTTP_IF_NONE_MATCH"), answer):
        response.status_code = 304
        response.set_data(b"")
        response.headers = Headers(answer.bare_headers)
    else:
        response.set_data(answer.body)
        response.headers = Headers(answer.untimed_headers if request.method == "HEAD" else answer.headers)
    return response


def _finish_stream(response: Response, dataset: str) -> Response:
    """Add what all answers carry to one whose body is not at hand."""
    response.headers.extend(COMMON_HEADERS)
    response.headers.setdefault(VERSION_HEADER, dataset)
    if "begun" in g and request.method == "GET" and response.status_code != 304:
        response.headers[TIMING_HEADER] = tell_time(g.begun)
    if response.status_code >= 300 and response.status_code != 304:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
