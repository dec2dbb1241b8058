"""The cache of finished answers, as WSGI: a hit enters neither Flask nor what is answered ahead of it."""

from __future__ import annotations

import io
import time
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from carec_kg.errors import Busy, ShareUsed
from carec_kg.web.caching import AnswerStore, FinishedAnswer, Flight, Key
from carec_kg.web.clients import name_client
from carec_kg.web.coding import choose_codings
from carec_kg.web.finishing import finish, is_not_modified
from carec_kg.web.pages.languages import choose_language
from carec_kg.web.problems import describe_error
from carec_kg.web.replies import reply_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from types import TracebackType
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from carec_kg.web.places import Places

    Direct = Callable[[WSGIEnvironment, str], FinishedAnswer | None]

    _Failure = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

#: In the environment, from the application: its answer finished, where the body is not a stream.
FINISHED = "carec_kg.finished"
#: In the environment, for whoever writes the log: ``hit``, ``miss`` or ``shared`` of a request that the cache looked
#: at, and the answer that was given.
OUTCOME = "carec_kg.cache"
GIVEN = "carec_kg.given"
#: Bytes of a body that is looked up; also of a query string.
_MOST_LOOKED_UP = 2**16
#: Characters of an Accept header; longer ones are no browser's.
_MOST_ACCEPT = 1024
#: Seconds of an answer's computation for which anybody may wait for it; later on it takes a place.
_SOON = 0.25
#: Files on disk are streamed and have their own conditions; states are of the moment; a cancellation is an act.
_NOT_COVERED = ("/static/", "/export/", "/health/", "/metrics", "/cancel/")


class AnswerCache:
    """A WSGI application that answers from its store, else directly, else asks the application behind it.

    ``current_version`` names the version of the data that is served now, and is asked at each request;
    ``patience`` is for how many seconds a request waits for an identical one under way; ``places`` bounds how many do
    so where that takes long, with ``proxies`` that speak for clients. ``direct`` answers what needs no application,
    and leaves the rest by returning ``None``.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        capacity: int,
        current_version: Callable[[], str],
        patience: float,
        direct: Direct | None = None,
        places: Places | None = None,
        proxies: str = "",
    ) -> None:
        self._application = application
        self._current_version = current_version
        self._patience = patience
        self._direct = direct or _leave
        self._places = places
        self._proxies = proxies
        self._flights: dict[Key, Flight] = {}
        self.store = AnswerStore(capacity, current_version())
        #: Requests answered from the store, by the application, and by another request's answer, since the start.
        self.hits = self.misses = self.shared = 0
        #: Requests that wait for an identical one at this moment.
        self.waiting = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        key = make_key(environ)
        if key is None:
            return self._application(environ, start_response)
        version = self._current_version()
        if version != self.store.version:
            self.store.renew(version)
        answer = self.store.get(key)
        if answer is None:
            return self._fetch(key, version, environ, start_response)
        self.hits += 1
        environ[OUTCOME] = "hit"
        return _give(answer, environ, start_response, kept=True)

    def _fetch(
        self, key: Key, version: str, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        # Browsers ask for pages, which are seldom kept: waiting for one another would only cost them time.
        if environ["REQUEST_METHOD"] == "HEAD" or "text/html" in environ.get("HTTP_ACCEPT", ""):
            return self._compute(Flight(), key, version, environ, start_response)
        mine = Flight()
        # Of another version there may be a flight too: its answer is not for those who come now.
        place = (version, *key)
        flight = self._flights.setdefault(place, mine)
        if flight is mine:
            try:
                return self._compute(mine, key, version, environ, start_response)
            finally:
                del self._flights[place]
                mine.done.set()
        try:
            self._await(flight, environ)
        except (Busy, ShareUsed) as error:
            refusal = finish(reply_problem(describe_error(error)), ("identity",), version)
            return _give(refusal, environ, start_response)
        if flight.answer is None:
            return self._compute(Flight(), key, version, environ, start_response)
        self.shared += 1
        environ[OUTCOME] = "shared"
        return _give(flight.answer, environ, start_response)

    def _await(self, flight: Flight, environ: WSGIEnvironment) -> None:
        """Wait for the answer of a flight; raise ``Busy`` or ``ShareUsed`` where that takes long and many wait."""
        self.waiting += 1
        try:
            soon = min(_SOON, self._patience)
            if not flight.done.wait(max(0.0, flight.since + soon - time.monotonic())):
                with self._take_place(environ):
                    flight.done.wait(self._patience - soon)
        finally:
            self.waiting -= 1

    def _take_place(self, environ: WSGIEnvironment) -> AbstractContextManager[None]:
        if self._places is None:
            return nullcontext()
        forwarded = environ.get("HTTP_X_FORWARDED_FOR", "")
        return self._places.take(name_client(environ.get("REMOTE_ADDR", ""), forwarded, self._proxies))

    def _compute(
        self, flight: Flight, key: Key, version: str, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Have the request answered; keep the answer if it says so, and hand it to those who wait."""
        self.misses += 1
        environ[OUTCOME] = "miss"
        answer = self._direct(environ, version)
        if answer is None:
            if environ["REQUEST_METHOD"] == "HEAD":
                return self._application(environ, start_response)
            # The application is to give the whole answer, which can be kept; the condition is looked at afterwards.
            condition = environ.pop("HTTP_IF_NONE_MATCH", "")
            head = _Head()
            pieces = self._application(environ, head)
            finished: FinishedAnswer | None = environ.get(FINISHED)
            if finished is None:
                start_response(head.status, head.headers)
                return pieces
            answer = replace(finished, status=head.status, headers=head.headers, body=_join(pieces))
            if condition:
                environ["HTTP_IF_NONE_MATCH"] = condition
        if answer.keep and answer.version == version:
            self.store.put(key, answer, version)
            flight.answer = answer
        elif answer.code >= 400 and answer.code != 429:
            # Refusals are the same for all, but for one that is about this client's own share.
            flight.answer = answer
        return _give(answer, environ, start_response)


def _leave(_environ: WSGIEnvironment, _version: str) -> None:
    """Answer nothing directly."""


class _Head:
    """Takes down what the application says before its body."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []

    def __call__(
        self, status: str, headers: list[tuple[str, str]], _failure: _Failure | None = None, /
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return _refuse_to_write


def _refuse_to_write(_piece: bytes) -> None:
    message = "Give the body as an iterable."
    raise NotImplementedError(message)


def _join(pieces: Iterable[bytes]) -> bytes:
    try:
        return b"".join(pieces)
    finally:
        if close := getattr(pieces, "close", None):
            close()


def _give(
    answer: FinishedAnswer, environ: WSGIEnvironment, start_response: StartResponse, *, kept: bool = False
) -> list[bytes]:
    method = environ["REQUEST_METHOD"]
    environ[GIVEN] = answer
    if is_not_modified(method, environ.get("HTTP_IF_NONE_MATCH"), answer):
        start_response("304 NOT MODIFIED", answer.bare_headers.copy())
        return []
    if method == "HEAD":
        start_response(answer.status, answer.untimed_headers.copy())
        return []
    start_response(answer.status, (answer.kept_headers if kept else answer.headers).copy())
    return [answer.body]


def make_key(environ: WSGIEnvironment) -> Key | None:
    """Return what tells a request from others with another answer; ``None`` for one that is not looked up.

    GET and HEAD have the same key. The body of a POST is read, and put back.
    """
    method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
    query, accept = environ.get("QUERY_STRING", ""), environ.get("HTTP_ACCEPT", "")
    if path.startswith(_NOT_COVERED) or len(query) > _MOST_LOOKED_UP or len(accept) > _MOST_ACCEPT:
        return None
    body: tuple[str | bytes, ...] = ()
    if method == "POST":
        found = _read_body(environ)
        if found is None:
            return None
        body = (environ.get("CONTENT_TYPE", ""), found)
    elif method not in {"GET", "HEAD"} or environ.get("CONTENT_LENGTH", "0") not in {"", "0"}:
        return None
    coding = choose_codings(environ.get("HTTP_ACCEPT_ENCODING"))
    spoken = choose_language(None, environ.get("HTTP_ACCEPT_LANGUAGE"))
    # The host plays no part in what is kept; that it is here keeps a forged one from ever mattering.
    return (path, query, accept, coding, spoken, environ.get("HTTP_HOST", ""), environ["wsgi.url_scheme"], *body)


def _read_body(environ: WSGIEnvironment) -> bytes | None:
    length = environ.get("CONTENT_LENGTH", "")
    if not length.isdecimal() or len(length) > 6 or int(length) > _MOST_LOOKED_UP or "HTTP_CONTENT_ENCODING" in environ:
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(body)
    return body
