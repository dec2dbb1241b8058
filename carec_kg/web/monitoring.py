"""``/metrics``: the state of all processes in the Prometheus text format. WSGI, ahead of Flask and its cache."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from carec_kg.web.metrics import sum_counters, write_requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from carec_kg.serving.edition import Edition
    from carec_kg.serving.messages import PoolStatus

_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


class MonitoredApplication:
    """A WSGI application with ``/metrics``; ``place`` is the folder where the processes count."""

    def __init__(
        self,
        application: WSGIApplication,
        place: Path,
        status: Callable[[], PoolStatus],
        current_edition: Callable[[], Edition],
    ) -> None:
        self._application = application
        self._place = place
        self._status = status
        self._current_edition = current_edition

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if environ.get("PATH_INFO") != "/metrics" or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._application(environ, start_response)
        lines = [*write_requests(sum_counters(self._place)), *write_pool(self._status(), self._current_edition())]
        body = "\n".join([*lines, ""]).encode()
        headers = [("Content-Type", _TYPE), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def write_pool(status: PoolStatus, edition: Edition) -> list[str]:
    """Return the lines on the pool of workers and on what it serves."""
    lines = ["# HELP carec_kg_queries_total Queries by how they ended.", "# TYPE carec_kg_queries_total counter"]
    for ending, number in sorted(status.endings.items()):
        word = _WORD.sub("-", ending).lower()
        lines.append(f'carec_kg_queries_total{{ending="{word}"}} {number}')
    age = max(0.0, time.time() - edition.since) if edition.since else 0.0
    return (
        lines
        + [
            line
            for name, kind, words, number in (
                ("ready", "gauge", "Whether queries are answered.", int(status.ready)),
                ("workers", "gauge", "Query workers alive.", status.workers),
                ("workers_running", "gauge", "Query workers with a query.", status.running),
                ("queue_length", "gauge", "Queries that wait for a worker.", status.waiting),
                ("reloads_total", "counter", "Snapshots that came after the first one.", status.reloads),
                ("reload_failures_total", "counter", "Snapshots that could not be loaded.", status.failed_reloads),
                ("snapshot_age_seconds", "gauge", "Seconds since the snapshot was loaded.", f"{age:.1f}"),
            )
            for line in (
                f"# HELP carec_kg_{name} {words}",
                f"# TYPE carec_kg_{name} {kind}",
                f"carec_kg_{name} {number}",
            )
        ]
        + [
            "# HELP carec_kg_snapshot_info The version that is served.",
            "# TYPE carec_kg_snapshot_info gauge",
            f'carec_kg_snapshot_info{{version="{status.dataset}"}} 1',
        ]
    )
