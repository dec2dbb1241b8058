"""Soak the server: strangers send runaway queries for minutes while others ask saved queries and must not notice."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import statistics
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.processes import command, is_ready, list_tree, memory_of_tree, wait_for
from benchmarks.runaways import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

CONNECTIONS = 16
#: Milliseconds within which 99 of 100 saved queries are to be answered.
GOAL = 250.0
_PATIENCE = 60.0
_SAMPLE_SECONDS = 5.0
#: What a runaway query may end with: answered or cut, refused, too many, out of time or memory.
_EXPECTED = frozenset({200, 400, 403, 413, 414, 429, 503})
_PAUSE_OF_REFUSED = 0.2
#: Offsets make the same saved query another request, which the cache does not know.
_OFFSETS = 5_000
_SHARE_OF_FRESH = 0.5
#: Memory may be so much larger at the end than after the first quarter: arenas and caches fill.
_GROWTH = 1.25


@dataclass(frozen=True, slots=True)
class Sample:
    """What the server's processes held at one moment."""

    seconds: float
    processes: int
    descriptors: int
    memory: int


@dataclass(slots=True)
class Soaked:
    """What happened: latencies of saved queries in milliseconds, statuses of both kinds, samples of the processes."""

    latencies: list[float] = field(default_factory=list)
    saved: Counter[int] = field(default_factory=Counter)
    runaways: Counter[tuple[str, int]] = field(default_factory=Counter)
    samples: list[Sample] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        """Return the latency that this share of the saved queries did not exceed."""
        ranked = sorted(self.latencies)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0

    def faults(self) -> list[str]:
        """Return a sentence for everything that was not as it is to be."""
        found = []
        if failed := {status: n for status, n in self.saved.items() if status != http.client.OK}:
            found.append(f"Saved queries ended with {dict(failed)}; none may fail.")
        if self.quantile(0.99) > GOAL:
            found.append(f"The 99th percentile is {self.quantile(0.99):.0f} ms; the goal is {GOAL:.0f} ms.")
        if odd := {end: n for end, n in self.runaways.items() if end[1] not in _EXPECTED}:
            found.append(f"Runaway queries ended with {dict(odd)}.")
        early, late = self._quarter(1), self._quarter(3)
        for name in ("processes", "descriptors", "memory"):
            before, after = (statistics.median(getattr(sample, name) for sample in part) for part in (early, late))
            if after > _GROWTH * before:
                found.append(f"The server's {name} grew from {before:,.0f} to {after:,.0f}.")
        return found

    def _quarter(self, number: int) -> list[Sample]:
        size = max(1, len(self.samples) // 4)
        return self.samples[number * size : (number + 1) * size] or self.samples[-1:]


@contextlib.contextmanager
def _server(port: int, environment: Mapping[str, str]) -> Iterator[int]:
    with subprocess.Popen(
        [*command("serve"), "--port", str(port)], env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(lambda: is_ready(port), 120.0)
            yield process.pid
        finally:
            process.terminate()


def soak(minutes: float, port: int, folder: Path, tell: Callable[[str], None]) -> Soaked:
    """Run the server over the CAREC graph under both kinds of load for so many minutes."""
    result = Soaked()
    with _server(port, {"CAREC_KG_HOME": str(folder / "home")}) as pid:
        addresses = _saved_addresses(port)
        ended = threading.Event()
        clients = [
            *(threading.Thread(target=_send_runaways, args=(port, n, ended, result)) for n in range(CONNECTIONS)),
            *(
                threading.Thread(target=_ask_saved, args=(port, n, addresses, ended, result))
                for n in range(CONNECTIONS)
            ),
        ]
        for client in clients:
            client.start()
        _watch(pid, minutes * 60, result, tell)
        ended.set()
        for client in clients:
            client.join(_PATIENCE)
    return result


def _saved_addresses(port: int) -> list[tuple[str, bool]]:
    """Return the example of every saved query, and whether it can be had in pages."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    connection.request("GET", "/queries.json")
    queries = json.loads(connection.getresponse().read())["queries"]
    connection.close()
    return [(query["example"]["url"], query["kind"] == "select") for query in queries]


def _send_runaways(port: int, number: int, ended: threading.Event, result: Soaked) -> None:
    dice = random.Random(number)
    connection = _connect(port, f"127.0.1.{number + 1}")
    while not ended.is_set():
        family = dice.choice(FAMILIES)
        body = urlencode({"query": family.write(dice.randrange(10**9))})
        status = _exchange(connection, "POST", "/sparql", body)
        result.runaways[family.name, status] += 1
        if status in {429, 503}:
            ended.wait(_PAUSE_OF_REFUSED)


def _ask_saved(
    port: int, number: int, addresses: list[tuple[str, bool]], ended: threading.Event, result: Soaked
) -> None:
    dice = random.Random(1_000 + number)
    connection = _connect(port, f"127.0.2.{number + 1}")
    while not ended.is_set():
        address, in_pages = dice.choice(addresses)
        if in_pages and dice.random() < _SHARE_OF_FRESH:
            joint = "&" if "?" in address else "?"
            address += f"{joint}limit=50&offset={dice.randrange(_OFFSETS)}"
        begun = time.monotonic()
        status = _exchange(connection, "GET", address, None)
        result.latencies.append((time.monotonic() - begun) * 1e3)
        result.saved[status] += 1
        ended.wait(dice.random() * 0.1)


def _connect(port: int, source: str) -> http.client.HTTPConnection:
    """Return a connection from an address of its own, so that each client has its own share."""
    return http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE, source_address=(source, 0))


def _exchange(connection: http.client.HTTPConnection, method: str, path: str, body: str | None) -> int:
    """Return the status of an answer that was read whole; 0 where the connection broke."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0
    return answer.status


def _watch(pid: int, seconds: float, result: Soaked, tell: Callable[[str], None]) -> None:
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < seconds:
        time.sleep(min(_SAMPLE_SECONDS, seconds - passed))
        tree = list_tree(pid)
        sample = Sample(time.monotonic() - begun, len(tree), _descriptors(tree), memory_of_tree(pid))
        result.samples.append(sample)
        tell(
            f"{sample.seconds:5.0f} s  p99 {result.quantile(0.99):6.1f} ms  {sum(result.saved.values()):7,} saved  "
            f"{sum(result.runaways.values()):6,} runaways  {sample.processes} processes  "
            f"{sample.descriptors} descriptors  {sample.memory / 2**20:,.0f} MB"
        )


def _descriptors(processes: set[int]) -> int:
    total = 0
    for process in processes:
        with contextlib.suppress(OSError):
            total += len(list(Path(f"/proc/{process}/fd").iterdir()))
    return total


def write_soak(result: Soaked, head: str) -> str:
    """Return the page on a soak in Markdown."""
    samples = result.samples
    span = [(name, [getattr(sample, name) for sample in samples]) for name in ("processes", "descriptors", "memory")]
    lines = [
        "# Soak\n",
        (
            f"{head} {CONNECTIONS} connections send runaway queries to `/sparql` without pause, {CONNECTIONS} others "
            "ask saved queries, half of them never asked before. Every connection has an address of its own.\n"
        ),
        "| saved queries | answered | failed | p50 ms | p99 ms | worst ms |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        (
            f"| goal: p99 under {GOAL:.0f} ms, none fails | {result.saved[200]:,} | "
            f"{sum(result.saved.values()) - result.saved[200]:,} | {result.quantile(0.5):.1f} | "
            f"{result.quantile(0.99):.1f} | {max(result.latencies, default=0):.0f} |\n"
        ),
        "| the server's | after the first quarter | at the end | most |",
        "| --- | ---: | ---: | ---: |",
        *(
            f"| {name}{' (MB)' if name == 'memory' else ''} | {_shown(name, values[len(values) // 4])} | "
            f"{_shown(name, values[-1])} | {_shown(name, max(values))} |"
            for name, values in span
        ),
        "\n| runaway queries | status | answers |\n| --- | --- | ---: |",
        *(f"| {name} | {status or 'broken'} | {n:,} |" for (name, status), n in sorted(result.runaways.items())),
        "",
        *(result.faults() or ["Everything was as it is to be."]),
    ]
    return "\n".join(lines) + "\n"


def _shown(name: str, value: float) -> str:
    return f"{value / 2**20:,.0f}" if name == "memory" else f"{value:,}"
