"""A new snapshot while the pool answers."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import Cancelled, CarecError
from carec_kg.graph.snapshot import INFERRED, Snapshot, current_folder, publish
from carec_kg.serving.launch import run_pool
from carec_kg.serving.pool_settings import Loader, PoolSettings
from carec_kg.serving.seal import Limits
from tests.serving.pools import MEMORY, task
from tests.serving.processes import is_running, processes_below, wait_for_end

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carec_kg.serving.client import PoolClient
    from carec_kg.serving.launch import RunningPool

#: Seconds between two looks; processes have to load meanwhile.
PAUSE = 0.02
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


def put(home: Path, triples: int) -> Snapshot:
    """Publish a snapshot of so many triples."""
    union = "".join(f"<a:{number}> <a:p> <a:o> .\n" for number in range(triples)).encode()
    files = dict.fromkeys(("asserted.nq", INFERRED, "catalogue.nq"), b"")
    files |= {"union.nt": union, "union-asserted.nt": union}
    return publish(home, f"{triples:064x}", f"v{triples}", files, {})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    put(tmp_path, 200)
    return tmp_path


@contextlib.contextmanager
def follow(home: Path) -> Iterator[RunningPool]:
    """Run a pool that follows the snapshots of a home."""
    loader = Loader("carec_kg.graph.stored:serve_snapshot", {"folder": str(current_folder(home))})
    with run_pool(PoolSettings(loader, 2, limits=Limits(memory=MEMORY), pointer=str(home / "current"))) as pool:
        yield pool


@pytest.fixture
def running(home: Path) -> Iterator[RunningPool]:
    with follow(home) as pool:
        yield pool


@pytest.fixture
def client(running: RunningPool) -> Iterator[PoolClient]:
    with contextlib.closing(running.connect()) as connected:
        yield connected


class Asking:
    """Asks without pause, from as many threads as run it."""

    def __init__(self, client: PoolClient) -> None:
        self._client = client
        self.seen: set[tuple[str, str]] = set()
        self.failed: list[CarecError] = []
        self.done = threading.Event()

    def run(self) -> None:
        for number in count():
            try:
                answer = self._client.answer(task(f"{COUNT} # {threading.get_ident()} {number}", "csv"))
            except CarecError as error:
                self.failed.append(error)
            else:
                self.seen.add((answer.dataset, answer.body.decode().split()[1]))
            if self.done.is_set():
                return


def wait_for_version(client: PoolClient, version: str) -> None:
    while client.current_version() != version:
        time.sleep(PAUSE)


def test_new_queries_see_the_new_snapshot_and_none_fails(home: Path, running: RunningPool, client: PoolClient) -> None:
    former = processes_below(running.process_id)
    asking = Asking(client)
    threads = [threading.Thread(target=asking.run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for triples in (201, 202):
        put(home, triples)
        wait_for_version(client, f"v{triples}")
    for process in former:
        wait_for_end(process)
    asking.done.set()
    for thread in threads:
        thread.join()
    assert asking.failed == []
    assert asking.seen == {("v200", "200"), ("v201", "201"), ("v202", "202")}
    assert client.status().reloads == 2


def test_a_query_under_way_finishes_on_the_old_snapshot(home: Path, running: RunningPool, client: PoolClient) -> None:
    former = processes_below(running.process_id)
    ended: list[str] = []

    def run() -> None:
        with pytest.raises(Cancelled):
            client.answer(replace(task(SLOW, timeout=60), cancel_name="a" * 16))
        ended.append(client.current_version())

    thread = threading.Thread(target=run)
    thread.start()
    while not client.status().running:
        time.sleep(PAUSE)
    put(home, 201)
    wait_for_version(client, "v201")
    assert client.answer(task(COUNT, "csv")).dataset == "v201"
    assert any(map(is_running, former))
    assert client.cancel("a" * 16) == 1
    thread.join()
    assert ended == ["v201"]
    for process in former:
        wait_for_end(process)


def test_the_edition_names_the_folder_of_the_snapshot(home: Path, client: PoolClient) -> None:
    snapshot = put(home, 203)
    wait_for_version(client, "v203")
    assert client.current_edition().folder == str(snapshot.folder)
    assert client.status().dataset == "v203"


def test_a_snapshot_that_does_not_load_leaves_the_old_one(capfd: pytest.CaptureFixture[str], home: Path) -> None:
    broken = home / "snapshots" / ("b" * 64)
    shutil.copytree(home / "snapshots" / f"{200:064x}", broken)
    with follow(home) as running, contextlib.closing(running.connect()) as client:
        link = home / ".fresh"
        link.symlink_to(broken)
        link.replace(home / "current")
        while not client.status().failed_reloads:
            time.sleep(PAUSE)
        assert client.answer(task(COUNT, "csv")).dataset == "v200"
        put(home, 201)
        wait_for_version(client, "v201")
        assert client.status().failed_reloads == 1
    said = capfd.readouterr().err
    assert "cannot be served: " in said
    assert "Version v200 goes on answering" in said
