"""One SERVICE call over the network: to a listed endpoint alone, at an address that was looked at, within limits.

No proxy, no cookie, no credential, no file is read but the system's certificates.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from carec_kg.errors import NotAllowed, ServiceFailure
from carec_kg.rdf.media import RESULT_JSON
from carec_kg.serving.services import is_public
from carec_kg.version import __version__

if TYPE_CHECKING:
    from carec_kg.serving.services import Endpoint, ServiceList

#: Bytes of an answer at the most.
ANSWER_BYTES = 16 * 2**20
_REDIRECTS = 3
_CHUNK = 2**16
_FORM = "application/x-www-form-urlencoded"
#: What sends the same request elsewhere. (303 is for another one.)
_MOVED = frozenset({301, 302, 307, 308})


def call_service(services: ServiceList, url: str, query: str, seconds: float) -> bytes:
    """Send a query to an endpoint and return its SPARQL JSON.

    Raise ``NotAllowed`` for an endpoint, a redirection or an address that is not allowed, ``ServiceFailure`` for one
    that does not answer with SPARQL JSON in time. (A name that is not resolved in time holds the caller up: call it
    where that does no harm.)
    """
    deadline = time.monotonic() + seconds
    endpoint = services.find(url)
    body = urlencode({"query": query}).encode()
    for _ in range(_REDIRECTS + 1):
        try:
            found = _ask(endpoint, body, deadline)
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = str(error) or type(error).__name__
            message = f"{endpoint.url} gave no answer: {reason[:200]}."
            raise ServiceFailure(message) from None
        if isinstance(found, bytes):
            return found
        endpoint = services.find(found)
    message = f"{url} redirects more than {_REDIRECTS} times."
    raise ServiceFailure(message)


def choose_address(endpoint: Endpoint) -> tuple[int, str]:
    """Resolve a host once and return family and address to connect to.

    Raise ``NotAllowed`` where all of them lie in a private network, unless the listed URL itself names one; ``OSError``
    for a host that is not known.
    """
    found = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
    for family, _, _, _, address in found:
        text = str(address[0])
        if endpoint.is_private or is_public(ipaddress.ip_address(text.partition("%")[0])):
            return family, text
    message = (
        f"{endpoint.host} has an address in a private network only, which this server does not call; "
        "whoever runs it can list the endpoint by its address."
    )
    raise NotAllowed(message)


class _Connection(http.client.HTTPConnection):
    """A connection to one address, whatever the host's name stands for a moment later."""

    def __init__(self, endpoint: Endpoint, deadline: float) -> None:
        super().__init__(endpoint.host, endpoint.port)
        self._endpoint = endpoint
        self._deadline = deadline

    def connect(self) -> None:
        family, address = choose_address(self._endpoint)
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(_left(self._deadline))
            plain.connect((address, self._endpoint.port))
            self.sock = plain
            if self._endpoint.secure:
                context = ssl.create_default_context()
                self.sock = context.wrap_socket(plain, server_hostname=self._endpoint.host)
        except BaseException:
            plain.close()
            raise


def _ask(endpoint: Endpoint, body: bytes, deadline: float) -> bytes | str:
    """Return the answer, or where the endpoint says to ask instead."""
    connection = _Connection(endpoint, deadline)
    headers = {
        "Host": urlsplit(endpoint.url).netloc,
        "Accept": RESULT_JSON.media_type,
        "Content-Type": _FORM,
        "User-Agent": f"carec-kg/{__version__} (SPARQL federation)",
        "Connection": "close",
    }
    try:
        connection.request("POST", endpoint.path, body, headers)
        response = connection.getresponse()
        if response.status in _MOVED:
            return urljoin(endpoint.url, response.getheader("Location", ""))
        media_type = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
        if response.status != 200:
            message = f"{endpoint.url} answered {response.status} {response.reason[:80]} to a SERVICE call."
            raise ServiceFailure(message)
        if (
            media_type not in RESULT_JSON.media_types
            or response.getheader("Content-Encoding", "identity") != "identity"
        ):
            message = f"{endpoint.url} answered with {media_type[:80] or 'no media type'}, not with SPARQL JSON."
            raise ServiceFailure(message)
        return _read(response, connection, endpoint, deadline)
    finally:
        connection.close()


def _read(response: http.client.HTTPResponse, connection: _Connection, endpoint: Endpoint, deadline: float) -> bytes:
    pieces, size = [], 0
    while True:
        if connection.sock:
            connection.sock.settimeout(_left(deadline))
        piece = response.read1(_CHUNK)
        if not piece:
            break
        size += len(piece)
        if size > ANSWER_BYTES:
            message = f"{endpoint.url} answered with more than {ANSWER_BYTES >> 20} MB; narrow what SERVICE asks."
            raise ServiceFailure(message)
        _left(deadline)
        pieces.append(piece)
    if response.length:
        message = "the answer is shorter than it says"
        raise OSError(message)
    return b"".join(pieces)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        message = "the time for it was over"
        raise TimeoutError(message)
    return left
