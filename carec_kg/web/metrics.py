"""Counters of all web processes as one: each writes its own file in the pool's folder, whoever is asked sums them.

The files outlive their processes, so that no count ever falls while the server runs.
"""

from __future__ import annotations

import mmap
import os
from bisect import bisect_left
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carec_kg.web.observing import Exchange

#: First parts of paths that are told apart; strangers choose the others.
ROUTES = ("", "sparql", "queries", "export", "id", "ontology", "scheme", "health", "metrics", "cancel", "other")
STATUSES = (200, 204, 206, 301, 302, 303, 304, 400, 403, 404, 405, 406, 408, 413, 414, 415, 416, 429, 500, 503, 0)
CACHE = ("hit", "miss", "shared")
#: Upper ends of the histogram's steps, in seconds.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf"))

_ROUTE_PLACES = {route: place for place, route in enumerate(ROUTES)}
_OTHER_ROUTE = _ROUTE_PLACES["other"]
_STATUS_PLACES = {status: place for place, status in enumerate(STATUSES)}
_OTHER_STATUS = _STATUS_PLACES[0]
_PREFIX = "metrics-"
_REQUESTS = len(ROUTES) * len(STATUSES)
#: For each route its steps, then its sum of seconds.
_STEPS = len(BUCKETS) + 1
_SIZE = _REQUESTS + len(ROUTES) * _STEPS + len(CACHE)
_BYTES = 8 * _SIZE


class Counters:
    """Counts the exchanges of one process, one after the other."""

    def __init__(self, place: Path) -> None:
        path = place / f"{_PREFIX}{os.getpid()}"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.ftruncate(descriptor, _BYTES)
            self._numbers = memoryview(mmap.mmap(descriptor, _BYTES)).cast("d")
        finally:
            os.close(descriptor)

    def __call__(self, exchange: Exchange) -> None:
        """Count an exchange."""
        first = exchange.path[1:].partition("/")[0].partition(".")[0]
        route, status = _ROUTE_PLACES.get(first, _OTHER_ROUTE), _STATUS_PLACES.get(exchange.status, _OTHER_STATUS)
        steps = _REQUESTS + route * _STEPS
        numbers = self._numbers
        numbers[route * len(STATUSES) + status] += 1
        numbers[steps + bisect_left(BUCKETS, exchange.seconds)] += 1
        numbers[steps + len(BUCKETS)] += exchange.seconds
        if exchange.cache:
            numbers[_SIZE - len(CACHE) + CACHE.index(exchange.cache)] += 1


def sum_counters(place: Path) -> list[float]:
    """Return the sums over all processes that count or have counted in this folder."""
    total = [0.0] * _SIZE
    for path in place.glob(f"{_PREFIX}*"):
        data = path.read_bytes()
        if len(data) == _BYTES:
            total = [one + other for one, other in zip(total, memoryview(data).cast("d"), strict=True)]
    return total


def write_requests(total: Sequence[float]) -> list[str]:
    """Return the lines of the Prometheus text format (version 0.0.4) on requests, latency and cache."""
    lines = ["# HELP carec_kg_requests_total Requests answered.", "# TYPE carec_kg_requests_total counter"]
    for (route, status), number in zip(product(ROUTES, STATUSES), total, strict=False):
        if number:
            told = status or "other"
            lines.append(f'carec_kg_requests_total{{route="/{route}",status="{told}"}} {number:.0f}')
    name = "carec_kg_request_seconds"
    lines += [f"# HELP {name} Seconds until an answer was complete.", f"# TYPE {name} histogram"]
    for place, route in enumerate(ROUTES):
        begin = _REQUESTS + place * _STEPS
        lines += _write_histogram(name, f'route="/{route}"', total[begin : begin + _STEPS])
    name = "carec_kg_cache_lookups_total"
    lines += [f"# HELP {name} Requests that the cache of answers was asked for.", f"# TYPE {name} counter"]
    lines += [
        f'{name}{{outcome="{word}"}} {number:.0f}' for word, number in zip(CACHE, total[_SIZE - 3 :], strict=True)
    ]
    return lines


def _write_histogram(name: str, label: str, numbers: Sequence[float]) -> list[str]:
    *steps, seconds = numbers
    count = sum(steps)
    if not count:
        return []
    lines = []
    for place, end in enumerate(BUCKETS):
        told = "+Inf" if end == float("inf") else f"{end:g}"
        lines.append(f'{name}_bucket{{{label},le="{told}"}} {sum(steps[: place + 1]):.0f}')
    return [*lines, f"{name}_sum{{{label}}} {seconds:.6f}", f"{name}_count{{{label}}} {count:.0f}"]
