"""Which processes there are, and waiting for what they become; the suite's own time limit ends a vain wait."""

from __future__ import annotations

import os
from pathlib import Path


def processes_below(process: int) -> set[int]:
    """Return the children of a process, whichever of its threads started them, and theirs."""
    try:
        texts = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        return set()
    found = {int(number) for text in texts for number in text.split()}
    return found.union(*(processes_below(child) for child in found))


def wait_for_processes(process: int, count: int) -> set[int]:
    """Wait until a process has ``count`` others below it, and return these."""
    while len(found := processes_below(process)) < count:
        os.sched_yield()
    return found


def is_running(process: int) -> bool:
    """Return whether a process runs; one that is dead and not buried does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for_end(process: int) -> None:
    """Wait until a process that may be no child of ours does not run."""
    while is_running(process):
        os.sched_yield()
