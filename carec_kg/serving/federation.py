"""Queries with SERVICE, as the web processes and the command see them: an office of their own beside the pool."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from carec_kg.errors import EngineFailure
from carec_kg.rdf.service_keyword import mentions_service
from carec_kg.serving.entrance import Entrance
from carec_kg.serving.framing import QUERY, Frame
from carec_kg.serving.messages import InquiryTask, dump, pack_task, unpack_answer
from carec_kg.serving.office import ask_office
from carec_kg.serving.starting import keep_process

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
#: How the names of files begin that stand for queries that can be cancelled.
MARK = "query-"
#: Queries with SERVICE that one web process has under way or waiting, and one client of its.
_MOST = 8
_SHARE = 4


@contextlib.contextmanager
def run_federation(address: Path, loader: Loader, services: tuple[str, ...], limits: Limits) -> Iterator[None]:
    """Run the office beside the pool at ``address``, again where it ends; without services there is none.

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
    what = "What answers queries with SERVICE"
    with keep_process("carec_kg.serving.federation_office", dump(words) + b"\n", what):
        yield


class FederatingPool:
    """A pool whose queries with SERVICE go to the office, and all others where they always went."""

    def __init__(self, pool: PoolClient, address: Path) -> None:
        self._pool = pool
        self._place = address.parent
        self._entrance = Entrance(_MOST, _SHARE, "queries with SERVICE")

    def answer(self, task: Task) -> EncodedAnswer:
        """Answer a task; raise what the pool raises, and ``ServiceFailure`` for an endpoint that failed."""
        if isinstance(task, InquiryTask) or not mentions_service(task.query.text):
            return self._pool.answer(task)
        with self._entrance.enter(task.client):
            return replace(self._ask(task), federated=True)

    async def answer_soon(self, task: Task) -> EncodedAnswer:
        """Do what ``answer`` does, in the loop: whoever asks an endpoint waits for it in a thread."""
        if isinstance(task, InquiryTask) or not mentions_service(task.query.text):
            return await self._pool.answer_soon(task)
        return await asyncio.to_thread(self.answer, task)

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

    def _ask(self, task: QueryTask) -> EncodedAnswer:
        words = {"timeout": task.timeout, "mark": _mark(task.cancel_name) if task.cancel_name else ""}
        question = Frame(QUERY, dump(words), pack_task(task))
        frame = ask_office(self._place / _NAME, question, task.timeout, "a query with SERVICE")
        if frame is None:
            message = "What answers queries with SERVICE has ended and is started again; ask once more in a moment."
            raise EngineFailure(message)
        return unpack_answer(frame.header, frame.body)


def _mark(name: str) -> str:
    """Return how the files are named that stand for queries of a name."""
    return f"{MARK}{hashlib.sha256(name.encode()).hexdigest()[:32]}"
