"""Start and stop the pool: the supervisor as a child of this process, its socket in a private folder."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.serving.client import PoolClient
from carec_kg.serving.pool_settings import PoolSettings, write_settings
from carec_kg.serving.starting import keep_process

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator

    from carec_kg.serving.starting import KeptProcess


class RunningPool:
    """A pool under way: where it listens, the version of what it answers from, and how long a queue a lane has."""

    def __init__(self, process: KeptProcess, address: Path, queue: int) -> None:
        self._process = process
        self.address = address
        self.dataset = str(process.ready)
        self.queue = queue

    @property
    def process_id(self) -> int:
        """Return the supervisor's process number."""
        return self._process.process_id

    def connect(self, loop: asyncio.AbstractEventLoop | None = None) -> PoolClient:
        """Return a new client."""
        return PoolClient(self.address, loop)


@contextlib.contextmanager
def run_pool(settings: PoolSettings) -> Iterator[RunningPool]:
    """Start a pool and wait until it answers; stop it and all its processes at the end. One that dies is replaced.

    Raise the loader's error (``SyntaxProblem``, ``DataProblem``, …) where the data cannot be served.
    """
    # mkdtemp makes the folder for this user alone: whoever reaches the socket can ask without limit.
    with tempfile.TemporaryDirectory(prefix="carec-kg-") as folder:
        address = Path(folder) / "pool"
        line = write_settings(str(address), settings)
        with keep_process("carec_kg.serving.supervisor", line, "The query service") as process:
            yield RunningPool(process, address, settings.queue)
