"""Another SPARQL endpoint on loopback, which answers each path in its own bad or good way."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = "application/sparql-results+json"
ROWS = json.dumps(
    {"head": {"vars": ["z"]}, "results": {"bindings": [{"z": {"type": "literal", "value": "from there"}}]}}
).encode()


class Handler(BaseHTTPRequestHandler):
    """``asked`` has path and query of each request, ``headers_seen`` its headers."""

    asked: ClassVar[list[tuple[str, str]]] = []
    headers_seen: ClassVar[list[dict[str, str]]] = []
    #: Opened by a test that wants a slow answer to end.
    released = threading.Event()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        type(self).asked.append((self.path, parse_qs(body)["query"][0]))
        type(self).headers_seen.append(dict(self.headers))
        place = self.path.strip("/").partition("/")[0]
        getattr(self, f"answer_{place}", self.answer_sparql)()

    def answer_sparql(self) -> None:
        self._send(200, ROWS, JSON)

    def answer_error(self) -> None:
        self._send(500, b"", JSON)

    def answer_html(self) -> None:
        self._send(200, b"<html>", "text/html")

    def answer_moved(self) -> None:
        target = self.path.partition("/to/")[2]
        self.send_response(307)
        self.send_header("Location", target if "://" in target else "/" + target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer_large(self) -> None:
        self._send(200, b" " * (17 * 2**20), JSON)

    def answer_short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", JSON)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"{")

    def answer_silent(self) -> None:
        self.released.wait(30)

    def answer_dripping(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", JSON)
        self.end_headers()
        with contextlib.suppress(OSError):
            while not self.released.is_set():
                self.wfile.write(b" ")
                time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's own name for it
        """Say nothing."""

    def _send(self, status: int, body: bytes, media_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)


@contextlib.contextmanager
def run_endpoint() -> Iterator[str]:
    """Run the endpoint and return its root, without a slash at the end."""
    Handler.asked.clear()
    Handler.headers_seen.clear()
    Handler.released.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            Handler.released.set()
            server.shutdown()
            thread.join()
