"""The office for old versions: a process of one thread that loads a snapshot when it is asked for, and forks clerks.

It is started as ``python -m carec_kg.serving.archive_office``; ``office`` says how. A clerk has the task answered in
a sealed child of its own, so that nothing that a query does reaches the snapshots in memory. Those are few, and go
when nobody has asked for them for a while.
"""

from __future__ import annotations

import gc
import json
import signal
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carec_kg.errors import CarecError, OutOfMemory, OutOfTime, SnapshotProblem
from carec_kg.graph.encoding import EncodedAnswer
from carec_kg.graph.snapshot import open_snapshot
from carec_kg.graph.stored import serve_snapshot
from carec_kg.serving.framing import ANSWER, QUERY, Frame, receive_frame
from carec_kg.serving.messages import dump, pack_answer, pack_error, unpack_task
from carec_kg.serving.office import Office, listen_at, run_office
from carec_kg.serving.seal import Limits, build_filter
from carec_kg.serving.sealed import answer_sealed
from carec_kg.serving.zygote import warm_up

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from carec_kg.graph.load import ServedData

#: Clerks at once.
LANE = 2
#: Snapshots in memory at the most, and seconds after which one that nobody asks for goes.
_HELD = 2
_IDLE = 300.0


@dataclass(slots=True)
class _Held:
    data: ServedData
    used: float


class Shelf:
    """The snapshots in memory, by their digests; ``clock`` gives seconds."""

    def __init__(self, home: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._snapshots = home / "snapshots"
        self._clock = clock
        self._held: dict[str, _Held] = {}

    @property
    def digests(self) -> tuple[str, ...]:
        """Return what is in memory, the longest unused first."""
        return tuple(self._held)

    def find_folder(self, digest: str) -> Path:
        """Return the folder of a snapshot; raise ``SnapshotProblem`` for one that is not there."""
        folder = self._snapshots / digest
        if not digest.isalnum() or not folder.is_dir():
            message = f"The snapshot {digest[:12]} is no longer kept here."
            raise SnapshotProblem(message)
        return folder

    def take(self, digest: str) -> ServedData:
        """Return a snapshot's data, loaded where it is not in memory; raise ``SnapshotProblem``."""
        held = self._held.pop(digest, None)
        if held is None:
            while len(self._held) >= _HELD:
                del self._held[next(iter(self._held))]
            held = _Held(serve_snapshot(str(self.find_folder(digest))), 0.0)
            warm_up(held.data)
        held.used = self._clock()
        self._held[digest] = held
        return held.data

    def drop_idle(self) -> None:
        """Forget what nobody has asked for in a while."""
        now = self._clock()
        for digest in [digest for digest, held in self._held.items() if now - held.used > _IDLE]:
            del self._held[digest]


class Archiving:
    """Answers tasks over old snapshots, and compares two of them."""

    def __init__(self, shelf: Shelf, limits: Limits) -> None:
        self._shelf = shelf
        self._limits = limits

    def receive(self, client: socket.socket) -> Callable[[], None] | None:
        """Read what is asked, load what it takes and return what the clerk does."""
        frame = receive_frame(client)
        if frame is None:
            return None
        words = json.loads(frame.header)
        try:
            if frame.kind != QUERY:
                folders = [self._shelf.find_folder(words[name]) for name in ("old", "new")]
                return lambda: _reply(client, lambda: _compare(folders[0], folders[1], words["timeout"]))
            data = self._take(words["digest"])
        except (CarecError, MemoryError) as error:
            client.sendall(_refuse(error).pack())
            return None
        return lambda: _reply(client, lambda: self._answer(data, frame.body, words))

    def _take(self, digest: str) -> ServedData:
        loaded = digest not in self._shelf.digests
        data = self._shelf.take(digest)
        if loaded:
            # What stays is out of the collector's way, so that clerks share its memory.
            gc.unfreeze()
            gc.collect()
            gc.freeze()
        return data

    def look_around(self) -> None:
        """Forget snapshots that nobody asks for."""
        self._shelf.drop_idle()

    def _answer(self, data: ServedData, task: bytes, words: dict[str, Any]) -> Frame:
        found = unpack_task(task)
        engine = data.engine if found.inferred else data.asserted
        answer = answer_sealed(engine, replace(found, timeout=words["timeout"]), limits=self._limits)
        return Frame(ANSWER, pack_answer(answer, data.version), answer.body)


def _reply(client: socket.socket, work: Callable[[], Frame]) -> None:
    try:
        frame = work()
    except (CarecError, MemoryError) as error:
        frame = _refuse(error)
    client.sendall(frame.pack())


def _refuse(error: CarecError | MemoryError) -> Frame:
    if isinstance(error, MemoryError):
        error = OutOfMemory("The old version does not fit into this machine's memory beside the current one.")
    return Frame(ANSWER, dump(pack_error(error)))


def _compare(old: Path, new: Path, seconds: float) -> Frame:
    """Compare two snapshots within a time; raise ``OutOfTime``."""
    from carec_kg.build.comparison_report import write_json  # noqa: PLC0415 - heavy, and seldom wanted
    from carec_kg.serving.comparing_snapshots import compare_snapshots  # noqa: PLC0415

    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    comparison = compare_snapshots(open_snapshot(old), open_snapshot(new))
    answer = EncodedAnswer("document", "json", write_json(comparison).encode(), 1, cut=False)
    return Frame(ANSWER, pack_answer(answer, comparison.new), answer.body)


def _stop(*_: object) -> None:
    message = "The comparison of the two versions took too long; run `carec-kg diff` instead."
    raise OutOfTime(message)


def _prepare(words: dict[str, Any]) -> Office:
    # What it imports, no clerk has to import again.
    build_filter()
    return Office(listen_at(words["socket"]), LANE, Archiving(Shelf(Path(words["home"])), Limits(**words["limits"])))


if __name__ == "__main__":
    sys.exit(run_office(_prepare, "There is no memory left to answer from old versions."))
