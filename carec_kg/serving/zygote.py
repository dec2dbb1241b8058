"""The zygote: a small process of one thread that loads the graph and forks sealed workers from itself.

It is started as ``python -m carec_kg.serving.zygote`` with a Unix socket as standard input: a frame of settings
comes in, a frame says that the graph is loaded (or why not), then orders of fixed size, each with one descriptor,
come in, and the deaths of workers go out.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from carec_kg.errors import CarecError, DataProblem
from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.graph.engine import QueryRequest
from carec_kg.rdf.media import RESULT_FORMATS
from carec_kg.serving.complaints import Complaints
from carec_kg.serving.framing import Frame, read_frame, write_frame
from carec_kg.serving.messages import InquiryTask, QueryTask, dump, pack_error, pack_task
from carec_kg.serving.pool_settings import Loader
from carec_kg.serving.seal import Limits, SystemCallFilter, build_filter, close_seal, die_with_parent
from carec_kg.serving.worker import answer_task, run_and_exit

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.graph.load import ServedData

#: An order to the zygote: what to do, and the number of the worker.
ORDER = struct.Struct("!cI")
FORK = b"F"
KILL = b"K"
GIVE_WAY = b"W"
#: What the zygote sends in frames.
LOADED = b"O"
FAILED = b"X"
DEAD = b"D"

_WARM_UP = ("ASK {}", "SELECT (REGEX('a', 'a+') AS ?a) {}", "CONSTRUCT { <a:a> <a:a> 1 } {}", "SELECT")
_ANY_ROW = """SELECT ?s (COUNT(*) AS ?n) {
  { SELECT ?s { ?s ?p ?o } LIMIT 2 } OPTIONAL { ?s <a:a>+ ?x } FILTER NOT EXISTS { ?s <a:a> 1 }
} GROUP BY ?s"""
#: Inquiries of each kind, and one that is none.
_WARM_UP_INQUIRIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("explain", {"query": f"{_ANY_ROW} LIMIT 1", "row": 0, "proofs": 1}),
    ("explain", {"query": "SELECT", "values": {}}),
    ("evidence", {"query": "SELECT ?s { ?s a ?class } LIMIT 2", "bindings": True}),
    ("prove", {"subject": "a:a", "predicate": "a", "object": '"1"^^<a:a>'}),
    ("prove", {"subject": "<a:a>", "predicate": "a", "object": "<a:b>"}),
    ("diagnose", {"query": "SELECT ?s { ?s a <a:a> FILTER(?s > 1) }"}),
    ("diagnose", {"query": "SELECT"}),
)


def load_data(loader: Loader) -> ServedData:
    """Call a loader; raise ``CarecError`` for data that cannot be served."""
    module, _, function = loader.function.partition(":")
    load = cast("Callable[..., ServedData]", getattr(importlib.import_module(module), function))
    return load(**loader.arguments)


def pack_settings(loader: Loader, limits: Limits) -> Frame:
    """Return the zygote's first frame."""
    return Frame(FORK, dump({"loader": asdict(loader), "limits": asdict(limits)}))


def warm_up(data: ServedData) -> None:
    """Answer once in each format and each inquiry: what Python imports late could not be imported behind the seal."""
    formats = [format_.name for format_ in (*RESULT_FORMATS, *GRAPH_FORMATS)]
    for text in _WARM_UP:
        for format_ in formats:
            answer_task(data, pack_task(QueryTask(QueryRequest(text), (format_,))))
    if data.desk:
        for kind, asked in _WARM_UP_INQUIRIES:
            answer_task(data, pack_task(InquiryTask(kind, asked)))


#: How much a worker gives way to the other processes of the server.
_NICENESS = 5
#: The same for one that has begun with strangers' queries; the system lets nobody take it back.
_NICENESS_OF_STRANGERS = 15


class Zygote:
    """Forks workers when told to, and tells of their deaths."""

    def __init__(self, control: socket.socket, data: ServedData, limits: Limits) -> None:
        self._control = control
        self._data = data
        self._limits = limits
        self._filter: SystemCallFilter | None = build_filter()
        self._workers: dict[int, tuple[int, Complaints]] = {}

    def run(self) -> None:
        """Follow orders until the supervisor goes; no worker is left then."""
        self._follow()
        for child in self._workers:
            os.kill(child, signal.SIGKILL)
        for child in self._workers:
            os.waitpid(child, 0)

    def _follow(self) -> None:
        awake, waker = os.pipe()
        os.set_blocking(waker, False)
        signal.set_wakeup_fd(waker)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        orders = self._control.fileno()
        while True:
            readable = select.select([orders, awake], [], [])[0]
            if orders in readable and not self._obey():
                return
            if awake in readable:
                os.read(awake, 512)
                self._bury()

    def _obey(self) -> bool:
        # One order at a time, so that each comes with its own descriptor.
        try:
            order, descriptors, _, _ = socket.recv_fds(self._control, ORDER.size, 1)
        except ConnectionError:
            return False
        if not order:
            return False
        action, number = ORDER.unpack(order)
        if action == FORK:
            self._fork(number, descriptors[0])
        elif action == GIVE_WAY:
            self._give_way(number)
        else:
            self._kill(number)
        return True

    def _fork(self, number: int, descriptor: int) -> None:
        complaints = Complaints()
        child = os.fork()
        if child == 0:
            self._become_worker(descriptor, complaints.writing)
        os.close(descriptor)
        complaints.close_writing()
        self._workers[child] = (number, complaints)

    def _become_worker(self, descriptor: int, complaints: int) -> None:
        """Never returns, whatever happens: nothing of the zygote may run in a child."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            die_with_parent()
            # Whoever answers from the cache, and who watches over deadlines, is not to wait for a stranger's query.
            os.nice(_NICENESS)
            run_and_exit(self._data, close_seal(descriptor, complaints, self._limits, self._filter))
        finally:
            os._exit(1)

    def _give_way(self, number: int) -> None:
        for child, (known, _) in self._workers.items():
            if known == number:
                os.setpriority(os.PRIO_PROCESS, child, _NICENESS_OF_STRANGERS)

    def _kill(self, number: int) -> None:
        for child, (known, _) in self._workers.items():
            if known == number:
                os.kill(child, signal.SIGKILL)

    def _bury(self) -> None:
        while self._workers:
            child, status = os.waitpid(-1, os.WNOHANG)
            if not child:
                return
            number, complaints = self._workers.pop(child)
            dead = {"number": number, "status": status, "complaint": complaints.read()}
            # The supervisor may have gone in the meantime, which is heard of next.
            with contextlib.suppress(BrokenPipeError):
                write_frame(self._control.fileno(), Frame(DEAD, dump(dead)))


def main() -> int:
    """Load, say so, and serve the supervisor until it goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    os.environ["RUST_BACKTRACE"] = "0"
    control = socket.socket(fileno=os.dup(0))
    settings = read_frame(control.fileno())
    if settings is None:
        return 0
    found = json.loads(settings.header)
    try:
        data = load_data(Loader(**found["loader"]))
    except CarecError as error:
        write_frame(control.fileno(), Frame(FAILED, dump(pack_error(error))))
        return 1
    except MemoryError:
        problem = DataProblem("The data does not fit into this machine's memory; serve less, or use a larger one.")
        write_frame(control.fileno(), Frame(FAILED, dump(pack_error(problem))))
        return 1
    warm_up(data)
    gc.collect()
    gc.freeze()
    write_frame(control.fileno(), Frame(LOADED, dump({"dataset": data.version})))
    Zygote(control, data, Limits(**found["limits"])).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
