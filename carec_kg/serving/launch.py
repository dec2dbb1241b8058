"""Start and stop the pool: the supervisor as a child of this process, its socket in a private folder."""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.errors import EngineFailure
from carec_kg.serving.client import PoolClient
from carec_kg.serving.messages import unpack_error
from carec_kg.serving.pool_settings import PoolSettings, write_settings
from carec_kg.serving.zygote_link import python_command, python_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAREWELL_SECONDS = 5.0


class RunningPool:
    """A pool under way: where it listens, the version of what it answers from, and how long a queue a lane has."""

    def __init__(self, process: subprocess.Popen[bytes], address: Path, dataset: str, queue: int) -> None:
        self._process = process
        self.address = address
        self.dataset = dataset
        self.queue = queue

    @property
    def process_id(self) -> int:
        """Return the supervisor's process number."""
        return self._process.pid

    def connect(self) -> PoolClient:
        """Return a new client."""
        return PoolClient(self.address)


@contextlib.contextmanager
def run_pool(settings: PoolSettings) -> Iterator[RunningPool]:
    """Start a pool and wait until it answers; stop it and all its processes at the end.

    Raise the loader's error (``SyntaxProblem``, ``DataProblem``, …) where the data cannot be served.
    """
    # mkdtemp makes the folder for this user alone: whoever reaches the socket can ask without limit.
    with tempfile.TemporaryDirectory(prefix="carec-kg-") as folder:
        address = Path(folder) / "pool"
        command = python_command("carec_kg.serving.supervisor")
        with subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=python_environment()
        ) as process:
            try:
                dataset = _await_ready(process, write_settings(str(address), settings))
                yield RunningPool(process, address, dataset, settings.queue)
            finally:
                _stop(process)


def _await_ready(process: subprocess.Popen[bytes], settings: bytes) -> str:
    if process.stdin and process.stdout:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(settings)
            process.stdin.flush()
        line = process.stdout.readline()
        if line:
            told = json.loads(line)
            if "failed" in told:
                raise unpack_error(told["failed"])
            return str(told["ready"])
    message = "The query service ended before it was ready; what it printed above says why."
    raise EngineFailure(message)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    try:
        process.wait(_FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
