"""The pool as its clients see it."""

from __future__ import annotations

import contextlib
import os
import socket
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import EngineFailure
from carec_kg.serving.client import PoolClient
from carec_kg.serving.framing import READY, Frame
from tests.serving.pools import task

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.serving.launch import RunningPool


def test_a_pool_that_is_not_there_is_a_failure_and_not_ready(tmp_path: Path) -> None:
    client = PoolClient(tmp_path / "pool")
    with pytest.raises(EngineFailure, match="try again"):
        client.answer(task("ASK {}"))
    assert not client.status().ready
    client.close()


def test_a_worker_is_used_again(running_pool: RunningPool) -> None:
    client = running_pool.connect()
    client.answer(task("ASK {}"))
    link = client._link
    assert link
    held = set(link._calls._leases)
    client.answer(task("ASK {}"))
    assert set(link._calls._leases) == held
    client.close()


def test_a_connection_that_died_in_the_meantime_is_replaced(running_pool: RunningPool) -> None:
    client = running_pool.connect()
    client.answer(task("ASK {}"))
    link = client._link
    assert link
    link.control.close()
    while not link.over.done():
        os.sched_yield()
    assert client.answer(task("ASK {}")).count == 1
    client.close()


def test_who_speaks_out_of_turn_is_shown_out(running_pool: RunningPool) -> None:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(running_pool.address))
        connection.sendall(Frame(READY).pack())
        with contextlib.suppress(ConnectionError):
            while connection.recv(2**16):
                pass
    client = running_pool.connect()
    assert client.status().ready
    client.close()
