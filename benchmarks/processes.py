"""Measure whole commands: seconds on the wall, and the peak memory of the largest process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

RUNS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """Median seconds over several runs, and the peak resident memory in bytes."""

    seconds: float
    peak: int


def command(*arguments: str) -> list[str]:
    """Return ``carec-kg`` with these arguments, run by the interpreter at hand."""
    return [sys.executable, "-m", "carec_kg", *arguments]


def measure(arguments: Sequence[str], environment: Mapping[str, str], runs: int = RUNS) -> Measured:
    """Run a command several times, once more to warm up, and return the medians; raise where it fails."""
    seconds, peaks = [], []
    for run in range(runs + 1):
        begun = time.monotonic()
        with subprocess.Popen(arguments, env={**os.environ, **environment}, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            message = f"{' '.join(arguments)} ended with {process.returncode}"
            raise RuntimeError(message)
        if run:
            seconds.append(time.monotonic() - begun)
            peaks.append(usage.ru_maxrss * 1024)
    return Measured(statistics.median(seconds), max(peaks))


def time_until_ready(arguments: Sequence[str], environment: Mapping[str, str], port: int) -> tuple[float, int]:
    """Start a server; return the seconds until it answers that it is ready, and the memory of all its processes."""
    begun = time.monotonic()
    with subprocess.Popen(
        [*arguments, "--port", str(port)], env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(lambda: is_ready(port), 120.0)
            return time.monotonic() - begun, memory_of_tree(process.pid)
        finally:
            process.terminate()


def wait_for(holds: Callable[[], bool], patience: float) -> None:
    """Wait until something holds; raise ``TimeoutError`` after so many seconds."""
    deadline = time.monotonic() + patience
    while not holds():
        if time.monotonic() > deadline:
            message = "The server is not ready in time."
            raise TimeoutError(message)
        time.sleep(0.01)


def is_ready(port: int) -> bool:
    """Return whether the server at this port says that it is ready."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def list_tree(root: int) -> set[int]:
    """Return a process and its descendants."""
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(folder.name)] = int(fields[1])
    members = {root}
    while grown := {child for child, parent in parents.items() if parent in members} - members:
        members |= grown
    return members


def memory_of_tree(root: int) -> int:
    """Return the proportional set size of a process and its descendants in bytes: shared pages count once."""
    return sum(_proportional_size(process) for process in list_tree(root))


def _proportional_size(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
