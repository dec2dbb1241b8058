"""Queries with SERVICE beside a real pool: routing, the seal, limits, cancelling."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import (
    Busy,
    Cancelled,
    DataProblem,
    EngineFailure,
    NotAllowed,
    OutOfMemory,
    OutOfTime,
    ServiceFailure,
    ShareUsed,
    UsageError,
)
from carec_kg.graph.load import ServedData
from carec_kg.graph.workbench import Workbench
from carec_kg.serving.board import Board
from carec_kg.serving.client import PoolClient
from carec_kg.serving.edition import Edition, announce_edition
from carec_kg.serving.federation import FederatingPool, run_federation
from carec_kg.serving.pool_settings import Loader
from carec_kg.serving.seal import Limits
from tests.serving.other_endpoint import Handler, run_endpoint
from tests.serving.pools import EX, MEMORY, RUNAWAY, open_pool, task, write_things
from tests.serving.processes import is_running, processes_below, wait_for_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.messages import QueryTask

PATHS = ("sparql", "silent", "moved/to/sparql", "moved/to/elsewhere", "html")


@pytest.fixture(scope="module")
def root() -> Iterator[str]:
    with run_endpoint() as found:
        yield found


@pytest.fixture(scope="module")
def pool(root: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FederatingPool]:
    folder = tmp_path_factory.mktemp("served")
    loader = Loader("carec_kg.graph.load:serve_files", {"files": [str(write_things(folder / "again.nq"))]})
    services = tuple(f"{root}/{path}" for path in PATHS)
    with (
        open_pool(folder) as running,
        run_federation(running.address, loader, services, Limits(memory=MEMORY)),
    ):
        client = running.connect()
        yield FederatingPool(client, running.address)
        client.close()


def ask(pool: FederatingPool, query: str, **more: object) -> list[dict[str, str]]:
    """Return the rows of an answer as plain values."""
    asked: QueryTask = replace(task(query), **more)  # type: ignore[arg-type]
    answer = pool.answer(asked)
    assert answer.federated is ("SERVICE" in query)
    rows = json.loads(answer.body)["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in rows]


def service(root: str, path: str = "sparql", *, silent: bool = False) -> str:
    return f"SERVICE {'SILENT ' * silent}<{root}/{path}> {{ ?s ?p ?z }}"


def test_own_facts_are_joined_with_those_of_another(pool: FederatingPool, root: str) -> None:
    query = f"SELECT ?o ?z {{ GRAPH <{EX}graph/one> {{ ?a ?b ?o }} {service(root)} }}"
    assert ask(pool, query) == [{"o": EX + "b", "z": "from there"}]


def test_a_query_without_service_goes_to_the_pool(pool: FederatingPool) -> None:
    assert ask(pool, f"SELECT ?o {{ GRAPH <{EX}graph/one> {{ ?a ?b ?o }} }}") == [{"o": EX + "b"}]


def test_only_listed_endpoints_are_called(pool: FederatingPool, root: str) -> None:
    for path in ("other", "moved/to/elsewhere"):
        with pytest.raises(NotAllowed, match="may not call"):
            ask(pool, f"SELECT * {{ {service(root, path)} }}")
    variable = f"SELECT * {{ VALUES ?there {{ <{root}/other> }} SERVICE ?there {{ ?s ?p ?z }} }}"
    with pytest.raises(NotAllowed, match="may not call"):
        ask(pool, variable)
    assert ask(pool, f"SELECT ?z {{ {service(root, 'moved/to/sparql')} }}") == [{"z": "from there"}]
    assert ask(pool, f"SELECT ?z {{ {service(root, 'other', silent=True)} }}") == [{}]


def test_rubbish_from_elsewhere_is_named_as_such(pool: FederatingPool, root: str) -> None:
    with pytest.raises(ServiceFailure, match="not with SPARQL JSON"):
        ask(pool, f"SELECT * {{ {service(root, 'html')} }}")


def test_the_same_call_is_made_once_in_a_while(pool: FederatingPool, root: str) -> None:
    query = f"SELECT ?z {{ SERVICE <{root}/sparql> {{ ?once ?only ?z }} }}"
    assert ask(pool, query) == ask(pool, query) == [{"z": "from there"}]
    assert sum("?once" in asked for _, asked in Handler.asked) == 1


def test_an_endpoint_that_is_silent_ends_with_the_query(pool: FederatingPool, root: str) -> None:
    with pytest.raises((OutOfTime, ServiceFailure)):
        ask(pool, f"SELECT * {{ {service(root, 'silent')} }}", timeout=0.5)


def test_a_runaway_query_is_stopped_and_the_next_is_answered(pool: FederatingPool, root: str) -> None:
    runaway = f"{RUNAWAY[:-1]} {service(root)} }}"
    with pytest.raises(OutOfTime):
        ask(pool, runaway, timeout=0.5)
    assert ask(pool, f"SELECT ?z {{ {service(root)} }}") == [{"z": "from there"}]


def test_memory_is_capped(pool: FederatingPool, root: str) -> None:
    doubling = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(30))
    with pytest.raises(OutOfMemory):
        ask(pool, f"SELECT ?v30 {{ {service(root)} BIND('0123456789' AS ?v0) {doubling} }}")


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "http://127.0.0.1:9/"])
def test_no_graph_is_loaded_from_anywhere(pool: FederatingPool, root: str, graph: str) -> None:
    before, pattern = len(Handler.asked), f"{{ ?a ?b ?c {service(root)} }}"
    assert ask(pool, f"SELECT * FROM <{graph}> {pattern}") == []  # noqa: S608 - a query of ours
    assert ask(pool, f"SELECT ?a FROM <{root}/sparql> {pattern}") == []  # noqa: S608 - a query of ours
    assert len(Handler.asked) == before


def test_a_service_that_is_not_seen_dies_in_the_sealed_worker(
    pool: FederatingPool, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carec_kg.serving.federation.mentions_service", lambda _text: False)
    before = len(Handler.asked)
    with pytest.raises(NotAllowed, match="calls no other endpoint"):
        pool.answer(task(f"SELECT * {{ {service(root)} }}"))
    assert len(Handler.asked) == before


def test_a_query_is_cancelled_by_its_name(pool: FederatingPool, root: str) -> None:
    ended: list[BaseException] = []

    def run() -> None:
        try:
            ask(pool, f"SELECT * {{ {service(root, 'silent')} }}", cancel_name="a-name-of-sixteen-letters")
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while not pool.cancel("a-name-of-sixteen-letters"):
        time.sleep(0.02)
    thread.join()
    assert len(ended) == 1


def test_one_client_has_a_share_and_the_lane_is_bounded(pool: FederatingPool, root: str) -> None:
    query = f"SELECT * {{ {service(root, 'silent')} }}"
    errors: list[BaseException] = []

    def run(client: str) -> None:
        try:
            ask(pool, query, timeout=1.0, client=client)
        except BaseException as error:  # noqa: BLE001 - all of them are looked at
            errors.append(error)

    threads = [threading.Thread(target=run, args=(client,)) for client in [*["a"] * 5, *"bcdefg"]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kinds = [type(error) for error in errors]
    assert kinds.count(ShareUsed) == 1
    assert kinds.count(Busy) >= 2


def test_what_cannot_be_loaded_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("place")
    loader = Loader("carec_kg.graph.load:serve_files", {"files": ["/nowhere.txt"]})
    with pytest.raises(UsageError, match="no suffix"), run_federation(place / "pool", loader, ("http://a/",), Limits()):
        pass


def test_without_services_nothing_is_started(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("place")
    with run_federation(place / "pool", Loader("nothing:at_all", {}), (), Limits()):
        assert list(place.iterdir()) == []


def test_an_office_that_is_gone_is_an_engine_failure(tmp_path_factory: pytest.TempPathFactory, root: str) -> None:
    folder = tmp_path_factory.mktemp("served")
    with open_pool(folder, workers=1) as running:
        client = running.connect()
        with pytest.raises(EngineFailure, match="has ended"):
            FederatingPool(client, running.address).answer(task(f"SELECT * {{ {service(root)} }}"))
        client.close()


def test_an_office_that_is_killed_is_started_again(root: str, tmp_path: Path) -> None:
    loader = Loader("tests.serving.test_federation:load_folder", {"folder": "/first"})
    board = Board(tmp_path, create=True)
    announce_edition(tmp_path, board, Edition("first", "/first", 1.0))
    (tmp_path / "query-left.1").touch()
    others = find_offices()
    with run_federation(tmp_path / "pool", loader, (f"{root}/sparql",), Limits(memory=MEMORY)):
        pool = FederatingPool(PoolClient(tmp_path / "pool"), tmp_path / "pool")
        query = task(f"ASK {{ {service(root)} }}")
        assert pool.answer(query).dataset == "first"
        (office,) = find_offices() - others
        os.kill(office, signal.SIGKILL)
        wait_for_end(office)
        with pytest.raises(EngineFailure, match="started again"):
            pool.answer(query)
        assert answer_at_last(pool, query).dataset == "first"
        assert find_offices() - others not in (set(), {office})
    assert find_offices() == others
    assert list(tmp_path.glob("query-*")) == []


def find_offices() -> set[int]:
    """Return the offices that were started from here."""
    below = processes_below(os.getpid())
    return {one for one in below if is_running(one) and "federation_office" in Path(f"/proc/{one}/cmdline").read_text()}


def answer_at_last(pool: FederatingPool, query: QueryTask) -> EncodedAnswer:
    """Ask until somebody answers; the suite's own time limit ends a vain wait."""
    while True:
        try:
            return pool.answer(query)
        except EngineFailure:
            time.sleep(0.05)


def load_folder(folder: str) -> ServedData:
    """Load nothing at all, in the version that the folder's name says; one named ``bad`` does not load."""
    if Path(folder).name == "bad":
        message = "This does not load."
        raise DataProblem(message)
    return ServedData(Workbench(), Workbench(), Path(folder).name)


def test_the_office_follows_the_pool_and_stays_where_it_is_when_that_does_not_load(root: str, tmp_path: Path) -> None:
    loader = Loader("tests.serving.test_federation:load_folder", {"folder": "/first"})
    board = Board(tmp_path, create=True)
    announce_edition(tmp_path, board, Edition("first", "/first", 1.0))
    with run_federation(tmp_path / "pool", loader, (f"{root}/sparql",), Limits(memory=MEMORY)):
        pool = FederatingPool(PoolClient(tmp_path / "pool"), tmp_path / "pool")
        query = task(f"ASK {{ {service(root)} }}")
        assert pool.answer(query).dataset == "first"
        announce_edition(tmp_path, board, Edition("bad", "/bad", 2.0))
        assert pool.answer(query).dataset == "first"
        announce_edition(tmp_path, board, Edition("second", "/second", 3.0))
        while pool.answer(query).dataset == "first":
            time.sleep(0.05)
        assert pool.answer(query).dataset == "second"
