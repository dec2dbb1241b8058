"""The supervisor at work: deadlines, deaths, queues."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import Busy, Cancelled, CarecError, NotAllowed, OutOfMemory, OutOfTime, QueryProblem
from carec_kg.graph.engine import QueryRequest
from carec_kg.serving.messages import QueryTask
from tests.serving.pools import RUNAWAY, THINGS, open_pool, task
from tests.serving.processes import processes_below, wait_for_end, wait_for_processes

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.serving.client import PoolClient
    from carec_kg.serving.launch import RunningPool

COUNT = "SELECT (COUNT(*) AS ?n) { ?s rdfs:label ?l }"


def ask(pool: PoolClient) -> str:
    return pool.answer(task(COUNT, "csv")).body.decode().split()[1]


def ask_in_threads(pool: RunningPool, tasks: list[QueryTask]) -> list[str]:
    """Ask all at once and return the name of what each got."""
    client, got = pool.connect(), [""] * len(tasks)

    def run(place: int) -> None:
        try:
            got[place] = client.answer(tasks[place]).kind
        except CarecError as error:
            got[place] = type(error).__name__

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client.close()
    return got


def test_a_runaway_is_stopped_at_its_deadline_and_the_next_query_works(pool: PoolClient) -> None:
    with pytest.raises(OutOfTime, match=r"0\.3 seconds"):
        pool.answer(task(RUNAWAY, timeout=0.3))
    assert ask(pool) == str(THINGS)


def test_who_asks_again_at_once_does_not_join_what_is_being_stopped(pool: PoolClient) -> None:
    for _ in range(4):
        with pytest.raises(OutOfTime):
            pool.answer(task(RUNAWAY + "# again", timeout=0.2))


def test_a_memory_bomb_has_its_own_reason_and_the_next_query_works(pool: PoolClient) -> None:
    with pytest.raises(OutOfMemory):
        pool.answer(task("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?g"))
    assert ask(pool) == str(THINGS)


def test_a_service_is_refused_and_the_next_query_works(pool: PoolClient) -> None:
    with pytest.raises(NotAllowed):
        pool.answer(task("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"))
    assert ask(pool) == str(THINGS)


def test_a_crash_of_the_engine_is_one_failed_query(pool: PoolClient) -> None:
    with pytest.raises(QueryProblem, match="nested"):
        pool.answer(task("SELECT * " + "{" * 200_000 + "}" * 200_000))
    assert ask(pool) == str(THINGS)


def test_many_clients_are_answered_at_once(running_pool: RunningPool) -> None:
    tasks = [task(f"SELECT * {{ ?s ?p ?o }} LIMIT {number}") for number in range(40)]
    assert ask_in_threads(running_pool, tasks) == ["rows"] * 40


def test_saved_queries_are_answered_while_runaways_run(running_pool: RunningPool) -> None:
    client = running_pool.connect()
    runaways = [task(f"{RUNAWAY} # {number}", timeout=1) for number in range(3)]
    thread = threading.Thread(target=ask_in_threads, args=(running_pool, runaways))
    thread.start()
    saved = QueryTask(QueryRequest(COUNT), ("csv",), lane="saved", timeout=1)
    for _ in range(20):
        assert client.answer(saved).body == f"n\r\n{THINGS}\r\n".encode()
    assert thread.is_alive()
    thread.join()
    client.close()


def test_a_full_queue_says_so_at_once(tmp_path: Path) -> None:
    with open_pool(tmp_path, workers=1, queue=1) as pool:
        got = ask_in_threads(pool, [task(f"{RUNAWAY} # {number}", timeout=0.5) for number in range(4)])
    assert got.count("Busy") >= 2
    assert got.count("OutOfTime") >= 1


def test_a_query_that_waits_for_too_long_is_sent_away(tmp_path: Path) -> None:
    with open_pool(tmp_path, workers=1) as pool:
        client = pool.connect()
        blocking = threading.Thread(target=ask_in_threads, args=(pool, [task(RUNAWAY, timeout=1.5)]))
        blocking.start()
        while not client.status().running:
            os.sched_yield()
        with pytest.raises(Busy, match=r"No worker was free"):
            client.answer(task(COUNT, timeout=0.1))
        blocking.join()
        assert ask(client) == str(THINGS)
        client.close()


def test_a_process_that_dies_takes_its_query_along_and_leaves_its_workers(tmp_path: Path) -> None:
    with open_pool(tmp_path, workers=1) as pool, contextlib.closing(pool.connect()) as client:
        child = os.fork()
        if child == 0:
            with contextlib.suppress(CarecError):
                pool.connect().answer(task(RUNAWAY, timeout=60))
            os._exit(0)
        while not client.status().running:
            os.sched_yield()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert ask(client) == str(THINGS)


def test_a_process_that_dies_with_an_idle_worker_leaves_it_to_others(tmp_path: Path) -> None:
    with open_pool(tmp_path, workers=1) as pool, contextlib.closing(pool.connect()) as client:
        workers = wait_for_processes(pool.process_id, 2)
        child = os.fork()
        if child == 0:
            pool.connect().answer(task("ASK {}"))
            os._exit(0)
        os.waitpid(child, 0)
        assert ask(client) == str(THINGS)
        assert processes_below(pool.process_id) == workers


def test_processes_take_turns_with_a_worker_that_both_want(tmp_path: Path) -> None:
    with open_pool(tmp_path, workers=1) as pool:
        clients = [pool.connect() for _ in range(3)]
        counts = [0] * len(clients)

        def run(place: int) -> None:
            while min(counts) < 20:
                counts[place] += clients[place].answer(task(f"ASK {{}} # {place} {counts[place]}")).count

        threads = [threading.Thread(target=run, args=(place,)) for place in range(len(clients))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for client in clients:
            client.close()
    assert min(counts) >= 20


def test_a_worker_that_dies_idle_costs_no_query(tmp_path: Path) -> None:
    with open_pool(tmp_path, workers=1) as pool, contextlib.closing(pool.connect()) as client:
        assert ask(client) == str(THINGS)
        zygote = min(wait_for_processes(pool.process_id, 2))
        for worker in processes_below(zygote):
            os.kill(worker, signal.SIGKILL)
            wait_for_end(worker)
        assert ask(client) == str(THINGS)


def test_workers_and_zygote_that_are_killed_are_replaced(tmp_path: Path) -> None:
    with open_pool(tmp_path) as pool, contextlib.closing(pool.connect()) as client:
        zygote = min(wait_for_processes(pool.process_id, 3))
        killed = processes_below(zygote)
        for worker in killed:
            os.kill(worker, signal.SIGKILL)
        while len(processes_below(zygote) - killed) < 2:
            os.sched_yield()
        assert ask(client) == str(THINGS)
        os.kill(zygote, signal.SIGKILL)
        while min(processes_below(pool.process_id), default=zygote) == zygote:
            os.sched_yield()
        assert ask(client) == str(THINGS)
        assert client.status().dataset == pool.dataset


def test_a_query_is_cancelled_by_its_name_and_the_next_one_works(pool: PoolClient) -> None:
    got: list[str] = []

    def run() -> None:
        try:
            pool.answer(replace(task(RUNAWAY + "# cancelled", timeout=60), cancel_name="a" * 16))
        except CarecError as error:
            got.append(type(error).__name__)

    thread = threading.Thread(target=run)
    thread.start()
    assert pool.cancel("b" * 16) == 0
    while not pool.cancel("a" * 16):
        os.sched_yield()
    thread.join()
    assert got == [Cancelled.__name__]
    assert pool.cancel("a" * 16) == 0
    assert ask(pool) == str(THINGS)


def test_one_client_fills_its_own_share_and_another_finds_room(tmp_path: Path) -> None:
    with open_pool(tmp_path, workers=1, queue=4) as pool:
        greedy = [replace(task(f"{RUNAWAY} # {number}", timeout=1), client="192.0.2.1") for number in range(6)]
        modest = replace(task("ASK {}", timeout=20), client="192.0.2.2")
        got = ask_in_threads(pool, [*greedy, modest])
    assert got.count("ShareUsed") >= 2
    assert got[-1] == "yesno"


def test_how_queries_ended_is_counted(tmp_path: Path) -> None:
    with open_pool(tmp_path) as pool, contextlib.closing(pool.connect()) as client:
        ask(client)
        with pytest.raises(OutOfTime):
            client.answer(task(RUNAWAY, timeout=0.2))
        with pytest.raises(QueryProblem):
            client.answer(task("SELECT"))
        assert client.status().endings == {"Answered": 1, "OutOfTime": 1, "QueryProblem": 1}
