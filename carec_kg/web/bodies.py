"""Read the bodies of requests, a bounded number at once, before anything else looks at them. WSGI, ahead of Flask.

The server in front reads a body in the thread that asks for it, for as long as the client likes. What lies behind
this gate finds every body whole and in memory, and waits for nobody.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from carec_kg.errors import Busy, ShareUsed
from carec_kg.web.clients import name_client
from carec_kg.web.finishing import finish
from carec_kg.web.problems import RequestProblem, describe_error
from carec_kg.web.replies import reply_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from carec_kg.errors import CarecError
    from carec_kg.web.overdue import Watch
    from carec_kg.web.places import Places

#: Bytes of a body that is refused: a client that is cut off while it sends sees no answer.
_READ_OFF = 2**24
_PIECE = 2**16


class BoundedBodies:
    """A WSGI application that reads bodies of ``most`` bytes for the one behind it, as many at once as ``places`` has.

    ``current_version`` names the version of the data in refusals. ``watch`` sees to it that no reading lasts for ever.
    """

    def __init__(
        self,
        application: WSGIApplication,
        places: Places,
        *,
        most: int,
        proxies: str,
        current_version: Callable[[], str],
        watch: Watch,
    ) -> None:
        self._application = application
        self._places = places
        self._most = most
        self._proxies = proxies
        self._current_version = current_version
        self._watch = watch

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        length = environ.get("CONTENT_LENGTH", "")
        if length in {"", "0"} and "HTTP_TRANSFER_ENCODING" not in environ:
            return self._application(environ, start_response)
        # A client writes the method as it likes, and Flask takes it in any case.
        if environ["REQUEST_METHOD"].upper() != "POST":
            environ["wsgi.input"] = io.BytesIO()
            return self._application(environ, start_response)
        try:
            self._read(environ, int(length) if length.isdecimal() and len(length) < 20 else None)
        except (Busy, ShareUsed, RequestProblem) as error:
            return self._refuse(error, start_response)
        return self._application(environ, start_response)

    def _read(self, environ: WSGIEnvironment, length: int | None) -> None:
        """Put the body in the place of the stream; raise ``Busy``, ``ShareUsed`` or, for half a body, a problem."""
        address = environ.get("REMOTE_ADDR", "")
        client = name_client(address, environ.get("HTTP_X_FORWARDED_FOR", ""), self._proxies)
        with self._places.take(client), self._watch.over(address):
            stream = environ["wsgi.input"]
            body = b""
            if length is None or length <= self._most:
                body = stream.read(self._most + 1 if length is None else length)
            else:
                left = min(length, _READ_OFF)
                while left > 0 and (piece := stream.read(min(left, _PIECE))):
                    left -= len(piece)
        if length is None:
            del environ["HTTP_TRANSFER_ENCODING"]
            environ["CONTENT_LENGTH"] = str(len(body))
        elif len(body) < length <= self._most:
            message = f"The body ended after {len(body)} of {length} bytes; send all of it."
            raise RequestProblem(400, message)
        environ["wsgi.input"] = io.BytesIO(body)

    def _refuse(self, error: CarecError, start_response: StartResponse) -> list[bytes]:
        answer = finish(reply_problem(describe_error(error)), ("identity",), self._current_version())
        start_response(answer.status, answer.headers.copy())
        return [answer.body]
