"""The office for queries with SERVICE: a process of one thread that holds the graph and forks a broker for each.

It is started as ``python -m carec_kg.serving.federation_office``; ``office`` says how. It follows the pool to a new
snapshot; brokers under way finish on the old one.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carec_kg.errors import CarecError
from carec_kg.graph.engine import QueryRequest
from carec_kg.serving.broker import Broker, Terms, federate
from carec_kg.serving.edition import EditionReader
from carec_kg.serving.federation import MARK
from carec_kg.serving.framing import receive_frame
from carec_kg.serving.messages import QueryTask, pack_task
from carec_kg.serving.office import Office, listen_at, run_office
from carec_kg.serving.pool_settings import Loader
from carec_kg.serving.seal import Limits
from carec_kg.serving.service_cache import ServiceCache
from carec_kg.serving.services import ServiceList
from carec_kg.serving.worker import answer_task
from carec_kg.serving.zygote import load_data

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from carec_kg.graph.load import ServedData

#: Queries with SERVICE that run at once.
LANE = 2
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


class Federating:
    """Answers queries with SERVICE over the edition that the pool answers from."""

    def __init__(self, place: Path, loader: Loader, data: ServedData, terms: Terms) -> None:
        self._place = place
        self._loader = loader
        self._data = data
        self._terms = terms
        self._editions = EditionReader(place)
        self._refused = ""

    def receive(self, client: socket.socket) -> Callable[[], None]:
        """Return what a clerk does: read the query, and be its broker."""
        return lambda: self._serve(client)

    def _serve(self, client: socket.socket) -> None:
        mark: Path | None = None
        try:
            frame = receive_frame(client)
            if frame:
                words = json.loads(frame.header)
                if words["mark"]:
                    mark = self._place / f"{words['mark']}.{os.getpid()}"
                    mark.touch()
                Broker(self._data, self._terms, client, mark).answer(frame.body, words["timeout"])
        finally:
            if mark:
                mark.unlink(missing_ok=True)

    def look_around(self) -> None:
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
    # Those of an office that ended in the middle of its queries.
    for mark in place.glob(f"{MARK}*"):
        mark.unlink(missing_ok=True)
    loader = Loader(**words["loader"])
    folder = EditionReader(place).read().folder
    if folder:
        loader = replace(loader, arguments={**loader.arguments, "folder": folder})
    terms = Terms(ServiceList(words["services"]), ServiceCache(place / "services"), Limits(**words["limits"]))
    data = load_data(loader)
    _warm_up(data)
    return Office(listen_at(words["socket"]), LANE, Federating(place, loader, data, terms))


if __name__ == "__main__":
    sys.exit(run_office(_prepare, "The data does not fit into this machine's memory a second time, for --service."))
