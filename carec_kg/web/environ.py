"""The WSGI environment (PEP 3333) of a request that came by RSGI."""

from __future__ import annotations

import io
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from carec_kg.web.threads import FilePieces

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from granian.rsgi import Scope

#: What is the same for all requests of this process.
ALWAYS: dict[str, Any] = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
    "wsgi.file_wrapper": FilePieces,
}
_OWN_VARIABLES = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
#: Characters of a header's name that is kept in mind.
_LONGEST_NAME = 64


def make_environ(scope: Scope) -> WSGIEnvironment:
    """Return the environment of a request, without its body."""
    address, _, _ = scope.client.rpartition(":")
    host, _, port = scope.server.rpartition(":")
    environ = {
        **ALWAYS,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _as_latin(scope.path),
        "QUERY_STRING": _as_latin(scope.query_string),
        "SERVER_PROTOCOL": "HTTP/" + scope.http_version,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "REMOTE_ADDR": address,
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.input": io.BytesIO(),
    }
    for name, value in scope.headers.items():
        variable = name_variable(name) if len(name) <= _LONGEST_NAME else ""
        if not variable:
            continue
        if variable in environ:
            # RFC 9110, section 5.3, and 9113, section 8.2.3.
            separator = "; " if variable == "HTTP_COOKIE" else ","
            environ[variable] = environ[variable] + separator + value
        else:
            environ[variable] = value
    return environ


@lru_cache(maxsize=512)
def name_variable(name: str) -> str:
    """Return the variable of a header; empty for a name that would pass for another one's."""
    name = name.lower()
    if "_" in name:
        return ""
    return _OWN_VARIABLES.get(name) or "HTTP_" + name.upper().replace("-", "_")


def _as_latin(text: str) -> str:
    """Return text as PEP 3333 wants it: its bytes in UTF-8, a character each."""
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("latin-1")
