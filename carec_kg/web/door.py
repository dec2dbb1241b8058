"""The outermost place: requests come by RSGI, and all of them are answered. No Flask here.

In the event loop are answered: what is kept, and plain queries. All else is Flask's, in threads.
"""

from __future__ import annotations

import sys
import time
import traceback
from typing import TYPE_CHECKING

from carec_kg.errors import CarecError
from carec_kg.web.bodies import has_body
from carec_kg.web.environ import make_environ
from carec_kg.web.finishing import finish
from carec_kg.web.problems import describe_error, describe_status
from carec_kg.web.replies import reply_problem
from carec_kg.web.threads import Given

if TYPE_CHECKING:
    from collections.abc import Callable

    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

    from carec_kg.web.bodies import BodyReader
    from carec_kg.web.front import AnswerCache
    from carec_kg.web.observing import Observer


class Door:
    """Answers the requests of one process; ``current_version`` names the version of the data in refusals."""

    def __init__(
        self, cache: AnswerCache, bodies: BodyReader, observer: Observer, current_version: Callable[[], str]
    ) -> None:
        self.cache = cache
        self._bodies = bodies
        self._observer = observer
        self.current_version = current_version

    async def answer(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer a request."""
        begun = time.perf_counter()
        environ = make_environ(scope)
        try:
            if has_body(environ):
                await self._bodies.read(environ, protocol)
            given = await self.cache.answer(environ)
        except Exception as error:  # noqa: BLE001 - a fault of ours is an answer too, and told in the log
            given = self._refuse(error)
        self._observer.observe(environ, given, time.perf_counter() - begun)
        await send(given, protocol, bare=scope.method == "HEAD")

    def _refuse(self, error: Exception) -> Given:
        if isinstance(error, CarecError):
            problem = describe_error(error)
        else:
            sys.stderr.write("".join(traceback.format_exception(error)))
            problem = describe_status(500, "The server failed to answer; its log says why.")
        answer = finish(reply_problem(problem), ("identity",), self.current_version())
        return Given(answer.status, answer.headers, answer.body, version=answer.version)


async def send(given: Given, protocol: HTTPProtocol, *, bare: bool) -> None:
    """Send an answer; ``bare`` says that its body is not wanted."""
    status = int(given.status[:3])
    if given.pieces is None or bare:
        if given.body and not bare:
            protocol.response_bytes(status, given.headers, given.body)
        else:
            protocol.response_empty(status, given.headers)
        return
    transport = protocol.response_stream(status, given.headers)
    async for piece in given.pieces:
        await transport.send_bytes(piece)
