"""Put load on a server: wrk with 32 connections, bounded in time and in requests."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.workloads import Workload

CONNECTIONS = 32
_THREADS = 2
_MOST_OF_A_THREAD = 500_000
_SCRIPT = Path(__file__).with_name("requests.lua")
#: Seconds after which a request counts as broken.
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Load:
    """What one run gave: requests answered well, seconds, latencies in milliseconds, answers that were none."""

    requests: int
    seconds: float
    median: float
    p99: float
    failed: int

    @property
    def rate(self) -> float:
        """Return the good answers a second."""
        return self.requests / self.seconds if self.seconds else 0.0


def is_wrk_installed() -> bool:
    """Return whether there is something to put load on with."""
    return shutil.which("wrk") is not None


def put_load(address: str, workload: Workload, items: int, first: int, seconds: float) -> Load:
    """Ask for so many seconds; ``first`` is the serial of the first fresh text, 0 repeats one text.

    ``address`` ends in ``query=``. Raise ``subprocess.SubprocessError`` where wrk fails.
    """
    path = "/" + address.split("/", 3)[3]
    command = [
        *("wrk", f"-t{_THREADS}", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--timeout", f"{_PATIENCE}s"),
        *("-s", str(_SCRIPT), address.removesuffix(path), "--"),
        *(path, workload.encoded(), str(items), str(first), str(_MOST_OF_A_THREAD)),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 2 * _PATIENCE)
    return read_load(ended.stdout)


def read_load(output: str) -> Load:
    """Read the last line that the script in ``requests.lua`` prints."""
    found = json.loads(output.strip().splitlines()[-1])
    return Load(
        requests=found["requests"] - found["refused"],
        seconds=found["microseconds"] / 1e6,
        median=found["median"] / 1e3,
        p99=found["p99"] / 1e3,
        failed=found["refused"] + found["broken"],
    )


def next_serials(first: int) -> int:
    """Return the first serial of the next run, so that no text comes twice to any server."""
    return first + _THREADS * _MOST_OF_A_THREAD
