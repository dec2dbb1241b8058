"""The office for queries with SERVICE: a process of one thread that holds the graph and forks a broker for each.

It is started as ``python -m carec_kg.serving.federation_office``; its settings come as one line of JSON on standard
input, which is held open by whoever started it. On standard output it says once that it is ready, or why it is not.
It follows the pool to a new snapshot; brokers under way finish on the old one.
"""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import os
import select
import signal
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carec_kg.errors import CarecError, DataProblem
from carec_kg.graph.engine import QueryRequest
from carec_kg.serving.broker import Broker, Terms, federate
from carec_kg.serving.edition import EditionReader
from carec_kg.serving.framing import receive_frame
from carec_kg.serving.messages import QueryTask, dump, pack_error, pack_task
from carec_kg.serving.pool_settings import Loader
from carec_kg.serving.seal import Limits, die_with_parent
from carec_kg.serving.service_cache import ServiceCache
from carec_kg.serving.services import ServiceList
from carec_kg.serving.worker import answer_task
from carec_kg.serving.zygote import load_data

if TYPE_CHECKING:
    from carec_kg.graph.load import ServedData

#: Queries with SERVICE that run at once.
LANE = 2
#: Queries that wait at the door; each web process lets only some through to it.
_BACKLOG = 128
#: Seconds between two looks at the edition.
_PAUSE = 0.5
#: Seconds that a client has to say what it wants.
_PATIENCE = 5.0
_ANSWER = b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "1"}}]}}'
_CALL = "SERVICE <https://example.org/> { ?s ?p ?a }"
_WARM_UP = (
    f"SELECT * {{ {_CALL} BIND(NOW() AS ?n) BIND(UUID() AS ?u) BIND(SHA256('a') AS ?h) BIND(MD5('a') AS ?m) }}",
    f"SELECT (SUM(?a) AS ?n) {{ OPTIONAL {{ {_CALL} }} FILTER(REGEX(?a, '1', 'i')) }} GROUP BY ?p ORDER BY ?p",
    f"ASK {{ {_CALL} FILTER('2020-01-01'^^<http://www.w3.org/2001/XMLSchema#date> < NOW()) }}",
    f"CONSTRUCT {{ <a:a> <a:a> ?a }} {{ {_CALL} ?x (<a:a>/<a:b>)* ?y }}",
    f"DESCRIBE <a:a> {{ {_CALL} }}",
    "SELECT * { SERVICE",
)
_FORMATS = (("json", "ntriples"), ("xml", "rdfxml"), ("csv", "turtle"), ("tsv", "jsonld"))


class Office:
    """Forks brokers for those who knock, as many at once as the lane has room for."""

    def __init__(self, place: Path, listening: socket.socket, loader: Loader, data: ServedData, terms: Terms) -> None:
        self._place = place
        self._listening = listening
        self._loader = loader
        self._data = data
        self._terms = terms
        self._editions = EditionReader(place)
        self._refused = ""
        self._brokers: set[int] = set()

    def run(self) -> None:
        """Serve until standard input ends."""
        awake, waker = os.pipe()
        os.set_blocking(waker, False)
        signal.set_wakeup_fd(waker)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while True:
            doors: list[Any] = [self._listening] if len(self._brokers) < LANE else []
            readable = select.select([0, awake, *doors], [], [], _PAUSE)[0]
            if 0 in readable and not os.read(0, 1):
                return
            if awake in readable:
                os.read(awake, 512)
            self._bury()
            self._follow()
            if self._listening in readable:
                self._open()

    def _open(self) -> None:
        client = self._listening.accept()[0]
        with client:
            child = os.fork()
            if child == 0:
                self._become_broker(client)
            self._brokers.add(child)

    def _become_broker(self, client: socket.socket) -> None:
        """Never returns."""
        mark: Path | None = None
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            die_with_parent()
            self._listening.close()
            client.settimeout(_PATIENCE)
            frame = receive_frame(client)
            if frame:
                words = json.loads(frame.header)
                if words["mark"]:
                    mark = self._place / f"{words['mark']}.{os.getpid()}"
                    mark.touch()
                Broker(self._data, self._terms, client, mark).answer(frame.body, words["timeout"])
        except OSError:
            # The client has gone.
            pass
        finally:
            if mark:
                mark.unlink(missing_ok=True)
            os._exit(0)

    def _bury(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while self._brokers and (child := os.waitpid(-1, os.WNOHANG)[0]):
                self._brokers.discard(child)

    def _follow(self) -> None:
        """Load the snapshot that the pool answers from, should it be another; what does not load is left."""
        folder = self._editions.read().folder
        if not folder or folder in {self._loader.arguments.get("folder"), self._refused}:
            return
        loader = replace(self._loader, arguments={**self._loader.arguments, "folder": folder})
        try:
            self._data, self._loader = load_data(loader), loader
        except (CarecError, MemoryError) as error:
            self._refused = folder
            sys.stderr.write(f"Queries with SERVICE stay on version {self._data.version}: {error}\n")


def _warm_up(data: ServedData) -> None:
    """Answer once of each kind: what Python imports late cannot be imported behind the seal."""
    warm = federate(data, lambda _endpoint, _query: _ANSWER)
    for text in _WARM_UP:
        for formats in _FORMATS:
            answer_task(warm, pack_task(QueryTask(QueryRequest(text), formats)))


def _prepare(words: dict[str, Any]) -> Office:
    place = Path(words["place"])
    loader = Loader(**words["loader"])
    folder = EditionReader(place).read().folder
    if folder:
        loader = replace(loader, arguments={**loader.arguments, "folder": folder})
    terms = Terms(ServiceList(words["services"]), ServiceCache(place / "services"), Limits(**words["limits"]))
    data = load_data(loader)
    _warm_up(data)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(words["socket"])
    listening.listen(_BACKLOG)
    return Office(place, listening, loader, data, terms)


def main() -> int:
    """Load, say so, and serve until whoever started this goes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    # A warning of rdflib's would look for the source that it comes from.
    logging.disable(logging.CRITICAL)
    line = sys.stdin.buffer.readline()
    try:
        office = _prepare(json.loads(line))
        found: dict[str, Any] = {"ready": True}
    except CarecError as error:
        found = {"failed": pack_error(error)}
    except MemoryError:
        message = "The data does not fit into this machine's memory a second time, as --service needs it."
        found = {"failed": pack_error(DataProblem(message))}
    sys.stdout.buffer.write(dump(found) + b"\n")
    sys.stdout.buffer.flush()
    if "failed" in found:
        return 1
    gc.collect()
    gc.freeze()
    office.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
