"""``POST /cancel/{id}``, and the pool as a request of Flask sees it: whose query it is, and by what name it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, request

from carec_kg.serving.messages import QueryTask
from carec_kg.web.answering import respond_json
from carec_kg.web.clients import name_client
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import is_cancel_name, read_cancel_name, read_fields
from carec_kg.web.validators import is_repeatable

if TYPE_CHECKING:
    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.client import Pool
    from carec_kg.serving.messages import PoolStatus, Task


class PoolAtHand:
    """A pool that notes at each task whose it is and its name, and at the request whether the answer will change."""

    def __init__(self, pool: Pool, proxies: str) -> None:
        self._pool = pool
        self._proxies = proxies

    def answer(self, task: Task) -> EncodedAnswer:
        """Answer a task as the pool does; raise ``ParameterProblem`` for a name that is easy to guess."""
        forwarded = request.headers.get("X-Forwarded-For", "")
        client = name_client(request.remote_addr or "", forwarded, self._proxies)
        name = read_cancel_name(read_fields(request.query_string)) if task.lane == "free" else ""
        if isinstance(task, QueryTask) and not is_repeatable(task.query.text):
            g.changing = True
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


def make_cancelling_blueprint(pool: Pool) -> Blueprint:
    """Return the blueprint over a pool."""
    blueprint = Blueprint("cancelling", __name__)

    @blueprint.post("/cancel/<name>")
    def cancel(name: str) -> Response:
        stopped = pool.cancel(name) if is_cancel_name(name) else 0
        if not stopped:
            message = "No query of that name is under way; it may have ended."
            raise RequestProblem(404, message)
        response = respond_json({"cancelled": stopped})
        response.headers["Cache-Control"] = "no-store"
        return response

    return blueprint
