"""The last touch on every answer of the application: coding, entity tag, 304, and what caches may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, g, request

from carec_kg.errors import NotAcceptable
from carec_kg.web.coding import choose_codings, encode_body
from carec_kg.web.keeping import fill_note
from carec_kg.web.problems import RequestProblem
from carec_kg.web.validators import headers_without_body, is_held, is_repeatable, make_etag

if TYPE_CHECKING:
    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.client import Pool
    from carec_kg.serving.messages import PoolStatus, QueryTask

#: Kept by anybody, but asked about each time: a new snapshot is seen at once.
_REVALIDATE = "public, max-age=0, must-revalidate"
_NO_STORE = "no-store"
_VARY = ("Accept", "Accept-Encoding")


class WatchedPool:
    """A pool that notes at the request under way whether its answers are repeatable."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def answer(self, task: QueryTask) -> EncodedAnswer:
        """Answer a task as the pool does."""
        if not is_repeatable(task.query.text):
            g.changing = True
        return self._pool.answer(task)

    def status(self) -> PoolStatus:
        """Return the pool's state."""
        return self._pool.status()

    def cancel(self, name: str) -> int:
        """Cancel the tasks of this name and return how many there were."""
        return self._pool.cancel(name)

    def current_version(self) -> str:
        """Return the version that new tasks are answered from."""
        return self._pool.current_version()


def keep(response: Response) -> Response:
    """Mark a response as repeatable: over the same data, the same request has the same answer for everybody.

    Its bytes may then be answered from the cache. A page with a nonce is never marked.
    """
    g.keep = True
    return response


def add_finishing(app: Flask, version_header: str, dataset: str) -> None:
    """Let an application over ``dataset`` finish its answers; registered first, so that it runs after all others."""

    @app.before_request
    def refuse_codings() -> None:
        # Straight from the environment: werkzeug's headers cost more than all the rest of this.
        coding = request.environ.get("HTTP_CONTENT_ENCODING", "").strip().lower()
        if coding not in {"", "identity"}:
            message = "Send the body without a content coding; it is small."
            raise RequestProblem(415, message, {"Accept-Encoding": "identity"})
        if not choose_codings(request.environ.get("HTTP_ACCEPT_ENCODING")):
            message = "This can be had with the coding gzip or with none; Accept-Encoding refuses both."
            raise NotAcceptable(message)

    @app.after_request
    def finish(response: Response) -> Response:
        _add_vary(response)
        whole = response.is_sequence and not response.direct_passthrough
        if response.status_code == 200 and whole and request.method != "OPTIONS":
            _finish_answer(response, response.headers.get(version_header, ""))
        elif response.status_code >= 300 and response.status_code != 304:
            response.headers.setdefault("Cache-Control", _NO_STORE)
        if whole:
            # While a new snapshot comes in, the pool may be ahead of the saved queries that this application holds.
            same = response.headers.get(version_header, "") == dataset
            fill_note(request.environ, keep=same and _may_be_kept(response))
        return response


def _finish_answer(response: Response, dataset: str) -> None:
    media_type = response.headers.get("Content-Type", "")
    codings = choose_codings(request.environ.get("HTTP_ACCEPT_ENCODING"))
    coding, body = encode_body(response.get_data(), media_type, codings)
    if coding != "identity":
        response.set_data(body)
        response.headers["Content-Encoding"] = coding
    changing = g.get("changing", False)
    response.headers.setdefault("Cache-Control", _NO_STORE if changing else _REVALIDATE)
    # A page may carry what is made for one request alone, unless it is marked.
    tagged = not changing and (g.get("keep", False) or not media_type.startswith("text/html"))
    if tagged and not _is_unstorable(response):
        response.headers["ETag"] = etag = make_etag(dataset, media_type, coding, body)
        if request.method != "POST" and is_held(request.environ.get("HTTP_IF_NONE_MATCH"), etag):
            _empty(response)


def _add_vary(response: Response) -> None:
    if "Vary" in response.headers:
        response.vary.update(_VARY)
    else:
        response.headers["Vary"] = ", ".join(_VARY)


def _empty(response: Response) -> None:
    """Make a 304 of a 200."""
    response.set_data(b"")
    response.status_code = 304
    for name in set(response.headers.keys()) - {name for name, _ in headers_without_body(response.headers.items())}:
        del response.headers[name]


def _is_unstorable(response: Response) -> bool:
    return _NO_STORE in response.headers.get("Cache-Control", "") or "Set-Cookie" in response.headers


def _may_be_kept(response: Response) -> bool:
    kept = response.status_code == 200 and g.get("keep", False) and not g.get("changing", False)
    return kept and not _is_unstorable(response)
