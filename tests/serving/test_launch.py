"""Starting and stopping the pool."""

from __future__ import annotations

import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem, EngineFailure, SyntaxProblem
from carec_kg.serving.launch import run_pool
from carec_kg.serving.pool_settings import Loader, PoolSettings
from tests.serving.pools import RUNAWAY, open_pool, task
from tests.serving.processes import is_running, wait_for_end, wait_for_processes

if TYPE_CHECKING:
    from pathlib import Path

FILES = "carec_kg.graph.load:serve_files"


def test_a_pool_ends_with_all_its_processes_and_its_folder(tmp_path: Path) -> None:
    with open_pool(tmp_path) as pool:
        folder = pool.address.parent
        processes = {pool.process_id, *wait_for_processes(pool.process_id, 3)}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        client = pool.connect()
        connected = client._link is None and client.status().ready
        assert client.answer(task("ASK {}")).dataset == pool.dataset
    assert not folder.exists()
    assert not any(map(is_running, processes))
    assert connected
    client.close()


def test_data_that_does_not_parse_ends_with_file_line_and_column(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a:a> <a:b> 1 .\n<a:a> oops .")
    with pytest.raises(SyntaxProblem) as caught, run_pool(PoolSettings(Loader(FILES, {"files": [str(broken)]}))):
        pass
    assert (caught.value.position.file, caught.value.position.line) == (str(broken), 2)


def test_data_that_is_not_there_is_named() -> None:
    settings = PoolSettings(Loader(FILES, {"files": ["/nowhere/a.nt"]}))
    with pytest.raises(DataProblem, match=r"/nowhere/a\.nt cannot be read"), run_pool(settings):
        pass


def test_a_loader_that_crashes_ends_the_start(capfd: pytest.CaptureFixture[str]) -> None:
    settings = PoolSettings(Loader("carec_kg.graph.load:nothing", {}))
    with pytest.raises(EngineFailure, match="ended before it was ready"), run_pool(settings):
        pass
    assert "nothing" in capfd.readouterr().err


def test_a_supervisor_that_dies_takes_its_workers_along_and_another_takes_its_place(tmp_path: Path) -> None:
    with open_pool(tmp_path) as pool:
        client = pool.connect()
        generation = client.current_edition().since
        former = {pool.process_id, *wait_for_processes(pool.process_id, 3)}
        with ThreadPoolExecutor(1) as asking:
            caught = asking.submit(client.answer, task(RUNAWAY, timeout=20))
            while not client.status().running:
                os.sched_yield()
            os.kill(pool.process_id, 9)
            with pytest.raises(EngineFailure):
                caught.result()
        for process in former:
            wait_for_end(process)
        deadline = time.monotonic() + 30
        while not client.status().ready:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert client.answer(task("ASK {}")).dataset == pool.dataset
        assert pool.process_id not in former
        assert client.current_edition().since > generation
        client.close()
