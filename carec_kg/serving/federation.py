"""Queries with SERVICE, as the web processes and the command see them: an office of their own beside the pool."""

from __future__ import annotations

import contextlib
import hashlib
import json
import socket
import subprocess
import threading
from collections import Counter
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from carec_kg.errors import Busy, EngineFailure, ShareUsed
from carec_kg.rdf.service_keyword import mentions_service
from carec_kg.serving.framing import QUERY, Frame, receive_frame
from carec_kg.serving.messages import InquiryTask, dump, pack_task, unpack_answer, unpack_error
from carec_kg.serving.zygote_link import python_command, python_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.client import PoolClient
    from carec_kg.serving.edition import Edition
    from carec_kg.serving.messages import PoolStatus, QueryTask, Task
    from carec_kg.serving.pool_settings import Loader
    from carec_kg.serving.seal import Limits

_NAME = "federation"
#: Queries with SERVICE that one web process has under way or waiting, and one client of its.
_MOST = 8
_SHARE = 4
_GRACE = 5.0
_FAREWELL_SECONDS = 5.0


@contextlib.contextmanager
def run_federation(address: Path, loader: Loader, services: tuple[str, ...], limits: Limits) -> Iterator[None]:
    """Run the office beside the pool at ``address``; without services there is none.

    Raise the loader's error, and ``EngineFailure`` where it does not start.
    """
    if not services:
        yield
        return
    place = address.parent
    words = {
        "place": str(place),
        "socket": str(place / _NAME),
        "loader": asdict(loader),
        "services": services,
        "limits": asdict(limits),
    }
    with subprocess.Popen(  # noqa: S603 - our own module
        python_command("carec_kg.serving.federation_office"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=python_environment(),
    ) as process:
        try:
            _await_ready(process, dump(words) + b"\n")
            yield
        finally:
            if process.stdin:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.close()
            try:
                process.wait(_FAREWELL_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _await_ready(process: subprocess.Popen[bytes], settings: bytes) -> None:
    if process.stdin and process.stdout:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(settings)
            process.stdin.flush()
        if line := process.stdout.readline():
            told = json.loads(line)
            if "failed" in told:
                raise unpack_error(told["failed"])
            return
    message = "What answers queries with SERVICE ended before it was ready; what it printed above says why."
    raise EngineFailure(message)


class FederatingPool:
    """A pool whose queries with SERVICE go to the office, and all others where they always went."""

    def __init__(self, pool: PoolClient, address: Path) -> None:
        self._pool = pool
        self._place = address.parent
        self._lock = threading.Lock()
        self._clients: Counter[str] = Counter()

    def answer(self, task: Task) -> EncodedAnswer:
        """Answer a task; raise what the pool raises, and ``ServiceFailure`` for an endpoint that failed."""
        if isinstance(task, InquiryTask) or not mentions_service(task.query.text):
            return self._pool.answer(task)
        self._enter(task.client)
        try:
            return replace(self._ask(task), federated=True)
        finally:
            with self._lock:
                self._clients[task.client] -= 1

    def status(self) -> PoolStatus:
        """Return the pool's state; queries with SERVICE are not in it."""
        return self._pool.status()

    def current_version(self) -> str:
        """Return the version that new tasks are answered from."""
        return self._pool.current_version()

    def current_edition(self) -> Edition:
        """Return version, folder and age of what new tasks are answered from."""
        return self._pool.current_edition()

    def cancel(self, name: str) -> int:
        """Cancel the tasks that have this name and return how many there were."""
        count = self._pool.cancel(name)
        for mark in self._place.glob(f"{_mark(name)}.*"):
            with contextlib.suppress(FileNotFoundError):
                mark.unlink()
                count += 1
        return count

    def _enter(self, client: str) -> None:
        with self._lock:
            if client and self._clients[client] >= _SHARE:
                message = "Your queries with SERVICE that are under way fill your share; wait for one of them."
                raise ShareUsed(message)
            if self._clients.total() >= _MOST:
                message = "Too many queries with SERVICE are under way; try again in a moment."
                raise Busy(message)
            self._clients = +self._clients
            self._clients[client] += 1

    def _ask(self, task: QueryTask) -> EncodedAnswer:
        words = {"timeout": task.timeout, "mark": _mark(task.cancel_name) if task.cancel_name else ""}
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
                # It waits at the door for as long as it may run, and then runs.
                channel.settimeout(2 * task.timeout + _GRACE)
                channel.connect(str(self._place / _NAME))
                channel.sendall(Frame(QUERY, dump(words), pack_task(task)).pack())
                frame = receive_frame(channel)
        except TimeoutError:
            message = f"No room for a query with SERVICE was free within {task.timeout:g} seconds; try again later."
            raise Busy(message) from None
        except OSError:
            frame = None
        if frame is None:
            message = "What answers queries with SERVICE has ended; leave SERVICE out, or try again later."
            raise EngineFailure(message)
        return unpack_answer(frame.header, frame.body)


def _mark(name: str) -> str:
    """Return how the files are named that stand for queries of a name."""
    return f"query-{hashlib.sha256(name.encode()).hexdigest()[:32]}"
