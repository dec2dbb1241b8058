"""Old versions of the graph, as the web processes see them: an office beside the pool answers from their snapshots."""

from __future__ import annotations

import contextlib
import json
import threading
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from carec_kg.errors import EngineFailure, NotAllowed, OutOfTime
from carec_kg.serving.entrance import Entrance
from carec_kg.serving.framing import QUERY, WANT, Frame
from carec_kg.serving.messages import InquiryTask, PoolStatus, dump, pack_task, unpack_answer
from carec_kg.serving.office import ask_office
from carec_kg.serving.starting import keep_process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.messages import Task
    from carec_kg.serving.seal import Limits

NAME = "archive"
#: Questions about old versions that one web process has under way or waiting, and one client of its.
_MOST = 8
_SHARE = 4
#: Seconds that a comparison of two versions may take.
COMPARISON_SECONDS = 60.0
#: Comparisons that are remembered: of two versions it is always the same.
_REMEMBERED = 4
_ENDED = "What answers from old versions has ended and is started again; ask once more in a moment."


@contextlib.contextmanager
def run_archive(address: Path, home: Path | None, limits: Limits) -> Iterator[Path | None]:
    """Run the office beside the pool at ``address`` over the snapshots below ``home``; give the address of its socket.

    One that ends is started again. Without a home there are no old versions, and no office. Raise ``EngineFailure``
    where it does not start.
    """
    if home is None:
        yield None
        return
    place = address.parent / NAME
    words = {"socket": str(place), "home": str(home), "limits": asdict(limits)}
    with keep_process("carec_kg.serving.archive_office", dump(words) + b"\n", "What answers from old versions"):
        yield place


class Archive:
    """A client of the office for one process; safe to use from many threads."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._entrance = Entrance(_MOST, _SHARE, "questions about old versions")
        self._lock = threading.Lock()
        self._comparisons: dict[tuple[str, str], dict[str, Any]] = {}

    def answer(self, digest: str, task: Task) -> EncodedAnswer:
        """Answer a task over the snapshot of that digest.

        Raise what the task's end means, and ``SnapshotProblem`` for a snapshot that is gone or cannot be read.
        """
        if isinstance(task, InquiryTask):
            message = "Evidence is given for the current version alone; ask it there."
            raise NotAllowed(message)
        words = {"digest": digest, "timeout": task.timeout, "inferred": task.inferred}
        question = Frame(QUERY, dump(words), pack_task(task))
        with self._entrance.enter(task.client):
            frame = ask_office(self._place, question, task.timeout, "a question about an old version")
        if frame is None:
            raise EngineFailure(_ENDED)
        return unpack_answer(frame.header, frame.body)

    def compare(self, old: str, new: str, client: str = "") -> dict[str, Any]:
        """Return all that differs between two snapshots, by their digests, as ``comparison_report.to_values`` does.

        Raise ``OutOfTime`` where it took too long, and ``SnapshotProblem``.
        """
        with self._lock:
            known = self._comparisons.get((old, new))
        if known is not None:
            return known
        question = Frame(WANT, dump({"old": old, "new": new, "timeout": COMPARISON_SECONDS}))
        with self._entrance.enter(client):
            frame = ask_office(self._place, question, COMPARISON_SECONDS, "a comparison of two versions")
        if frame is None:
            message = f"The comparison took longer than {COMPARISON_SECONDS:g} seconds; run `carec-kg diff` instead."
            raise OutOfTime(message)
        found: dict[str, Any] = json.loads(unpack_answer(frame.header, frame.body).body)
        with self._lock:
            self._comparisons[old, new] = found
            while len(self._comparisons) > _REMEMBERED:
                del self._comparisons[next(iter(self._comparisons))]
        return found


class ArchivedPool:
    """A version of the graph that is no longer current, as a pool: it answers queries, and no more than that."""

    def __init__(self, archive: Archive, digest: str, version: str) -> None:
        self._archive = archive
        self._digest = digest
        self._version = version

    def answer(self, task: Task) -> EncodedAnswer:
        """Answer a task; raise what ``Archive.answer`` raises."""
        return self._archive.answer(self._digest, task)

    def status(self) -> PoolStatus:
        """Return a state without numbers; the office counts nothing."""
        return PoolStatus(ready=True, dataset=self._version, workers=0, running=0, waiting=0)

    def current_version(self) -> str:
        """Return the version, which never changes."""
        return self._version

    def cancel(self, name: str) -> int:
        """Cancel nothing: what is asked here is short."""
        del name
        return 0
