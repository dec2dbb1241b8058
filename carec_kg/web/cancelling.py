"""Queries that their client can cancel: ``cancel-id`` at the query, ``POST /cancel/{id}``, and whose query it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from carec_kg.errors import ParameterProblem
from carec_kg.web.answering import respond_json
from carec_kg.web.clients import name_client
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import read_fields

if TYPE_CHECKING:
    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.client import Pool
    from carec_kg.serving.messages import PoolStatus, QueryTask

#: The parameter of ``/sparql``.
PARAMETER = "cancel-id"
#: Who knows the name can cancel, so that it must be hard to guess.
_NAME = re.compile(r"[A-Za-z0-9_-]{16,128}")
_FORM = "application/x-www-form-urlencoded"


class AttributedPool:
    """A pool that notes at each task whose it is and by what name it can be cancelled, from the request at hand."""

    def __init__(self, pool: Pool, proxies: str) -> None:
        self._pool = pool
        self._proxies = proxies

    def answer(self, task: QueryTask) -> EncodedAnswer:
        """Answer a task as the pool does; raise ``ParameterProblem`` for a name that is easy to guess."""
        forwarded = request.headers.get("X-Forwarded-For", "")
        client = name_client(request.remote_addr or "", forwarded, self._proxies)
        name = read_cancel_name() if task.lane == "free" else ""
        return self._pool.answer(replace(task, client=client, cancel_name=name))

    def cancel(self, name: str) -> int:
        """Cancel tasks as the pool does."""
        return self._pool.cancel(name)

    def current_version(self) -> str:
        """Return the pool's version."""
        return self._pool.current_version()

    def status(self) -> PoolStatus:
        """Return the pool's state."""
        return self._pool.status()


def read_cancel_name() -> str:
    """Return the name in the request at hand, empty where there is none; raise ``ParameterProblem``."""
    fields = read_fields(request.query_string)
    if request.method == "POST" and request.mimetype == _FORM:
        fields += read_fields(request.get_data())
    names = [value for key, value in fields if key == PARAMETER]
    if not names:
        return ""
    if len(names) > 1 or not _NAME.fullmatch(names[0]):
        message = (
            f"The parameter {PARAMETER} takes one name of 16 to 128 letters, digits, - or _; a random UUID is one."
        )
        raise ParameterProblem(message)
    return names[0]


def make_cancelling_blueprint(pool: Pool) -> Blueprint:
    """Return the blueprint over a pool."""
    blueprint = Blueprint("cancelling", __name__)

    @blueprint.post("/cancel/<name>")
    def cancel(name: str) -> Response:
        stopped = pool.cancel(name) if _NAME.fullmatch(name) else 0
        if not stopped:
            message = "No query of that name is under way; it may have ended."
            raise RequestProblem(404, message)
        response = respond_json({"cancelled": stopped})
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint
