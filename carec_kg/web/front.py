"""The cache of finished answers, in the event loop: a hit enters neither Flask nor what is answered ahead of it."""

from __future__ import annotations

import asyncio
import io
import time
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from carec_kg.errors import Busy, ShareUsed
from carec_kg.web.caching import AnswerStore
from carec_kg.web.clients import name_client
from carec_kg.web.coding import choose_codings
from carec_kg.web.finishing import finish, is_not_modified
from carec_kg.web.pages.languages import choose_language
from carec_kg.web.problems import describe_error
from carec_kg.web.replies import reply_problem
from carec_kg.web.threads import Given

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractContextManager
    from wsgiref.types import WSGIEnvironment

    from carec_kg.web.caching import FinishedAnswer, Key
    from carec_kg.web.places import Places
    from carec_kg.web.threads import ThreadedApplication

    Direct = Callable[[WSGIEnvironment, str], Awaitable[FinishedAnswer | None]]

#: Bytes of a body that is looked up; also of a query string.
_MOST_LOOKED_UP = 2**16
#: Characters of an Accept header; longer ones are no browser's.
_MOST_ACCEPT = 1024
#: Seconds of an answer's computation for which anybody may wait for it; later on it takes a place.
_SOON = 0.25
#: Files on disk are streamed and have their own conditions; states are of the moment; a cancellation is an act.
_NOT_COVERED = ("/static/", "/export/", "/health/", "/metrics", "/cancel/")


@dataclass(slots=True, eq=False)
class Flight:
    """A request that is being computed ``since`` then, and the answer that those who wait for it may share."""

    landed: asyncio.Future[FinishedAnswer | None]
    since: float = field(default_factory=time.monotonic)

    def land(self, answer: FinishedAnswer | None) -> None:
        """Hand an answer to all who wait; the first one counts."""
        if not self.landed.done():
            self.landed.set_result(answer)


class AnswerCache:
    """Answers from its store, else directly, else has the application behind it answer.

    ``current_version`` names the version of the data that is served now, and is asked at each request;
    ``patience`` is for how many seconds a request waits for an identical one under way; ``places`` bounds how many do
    so where that takes long, with ``proxies`` that speak for clients. ``direct`` answers what needs no application,
    and leaves the rest by returning ``None``. All of it happens in one event loop.
    """

    def __init__(
        self,
        application: ThreadedApplication,
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
        self._direct = direct
        self._places = places
        self._proxies = proxies
        self._flights: dict[Key, Flight] = {}
        self.store = AnswerStore(capacity, current_version())
        #: Requests answered from the store, by the application, and by another request's answer, since the start.
        self.hits = self.misses = self.shared = 0
        #: Requests that wait for an identical one at this moment.
        self.waiting = 0

    async def answer(self, environ: WSGIEnvironment) -> Given:
        """Answer a request; raise what the application raises, and what a cache without a place has to refuse."""
        key = make_key(environ)
        if key is None:
            return await self._application.call(environ)
        version = self._current_version()
        if version != self.store.version:
            self.store.renew(version)
        answer = self.store.get(key)
        if answer is None:
            return await self._fetch(key, version, environ)
        self.hits += 1
        return _give(answer, environ, "hit")

    async def _fetch(self, key: Key, version: str, environ: WSGIEnvironment) -> Given:
        # Browsers ask for pages, which are seldom kept: waiting for one another would only cost them time.
        if environ["REQUEST_METHOD"] == "HEAD" or "text/html" in environ.get("HTTP_ACCEPT", ""):
            return await self._compute(None, key, version, environ)
        # Of another version there may be a flight too: its answer is not for those who come now.
        place = (version, *key)
        flight = self._flights.get(place)
        if flight is None:
            flight = self._flights[place] = Flight(asyncio.get_running_loop().create_future())
            try:
                return await self._compute(flight, key, version, environ)
            finally:
                del self._flights[place]
                flight.land(None)
        try:
            shared = await self._await(flight, environ)
        except (Busy, ShareUsed) as error:
            return _give(finish(reply_problem(describe_error(error)), ("identity",), version), environ, "")
        if shared is None:
            return await self._compute(None, key, version, environ)
        self.shared += 1
        return _give(shared, environ, "shared")

    async def _await(self, flight: Flight, environ: WSGIEnvironment) -> FinishedAnswer | None:
        """Wait for the answer of a flight; raise ``Busy`` or ``ShareUsed`` where that takes long and many wait."""
        self.waiting += 1
        try:
            soon = min(_SOON, self._patience)
            done, _ = await asyncio.wait({flight.landed}, timeout=max(0.0, flight.since + soon - time.monotonic()))
            if not done:
                with self._take_place(environ):
                    done, _ = await asyncio.wait({flight.landed}, timeout=self._patience - soon)
        finally:
            self.waiting -= 1
        return flight.landed.result() if done else None

    def _take_place(self, environ: WSGIEnvironment) -> AbstractContextManager[None]:
        if self._places is None:
            return nullcontext()
        forwarded = environ.get("HTTP_X_FORWARDED_FOR", "")
        return self._places.take(name_client(environ.get("REMOTE_ADDR", ""), forwarded, self._proxies))

    async def _compute(self, flight: Flight | None, key: Key, version: str, environ: WSGIEnvironment) -> Given:
        """Have the request answered; keep the answer if it says so, and hand it to those who wait."""
        self.misses += 1
        answer = await self._direct(environ, version) if self._direct else None
        if answer is None:
            if environ["REQUEST_METHOD"] == "HEAD":
                return replace(await self._application.call(environ), outcome="miss")
            # The application is to give the whole answer, which can be kept; the condition is looked at afterwards.
            condition = environ.pop("HTTP_IF_NONE_MATCH", "")
            given = await self._application.call(environ)
            finished = self._application.finished(environ)
            if finished is None:
                return replace(given, outcome="miss")
            answer = replace(finished, status=given.status, headers=given.headers, body=given.body)
            if condition:
                environ["HTTP_IF_NONE_MATCH"] = condition
        if answer.keep and answer.version == version:
            self.store.put(key, answer, version)
            shared: FinishedAnswer | None = answer
        else:
            # Refusals are the same for all, but for one that is about this client's own share.
            shared = answer if answer.code >= 400 and answer.code != 429 else None
        if flight:
            flight.land(shared)
        return _give(answer, environ, "miss")


def _give(answer: FinishedAnswer, environ: WSGIEnvironment, outcome: str) -> Given:
    method = environ["REQUEST_METHOD"]
    if is_not_modified(method, environ.get("HTTP_IF_NONE_MATCH"), answer):
        return Given("304 NOT MODIFIED", answer.bare_headers, outcome=outcome, version=answer.version)
    if method == "HEAD":
        return Given(answer.status, answer.untimed_headers, outcome=outcome, version=answer.version)
    headers = answer.kept_headers if outcome == "hit" else answer.headers
    return Given(answer.status, headers, answer.body, outcome=outcome, version=answer.version)


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
