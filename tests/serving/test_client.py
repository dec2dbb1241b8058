"""The pool as its clients see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import EngineFailure
from carec_kg.serving.client import PoolClient
from tests.serving.pools import task

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.serving.launch import RunningPool


def test_a_pool_that_is_not_there_is_a_failure_and_not_ready(tmp_path: Path) -> None:
    client = PoolClient(tmp_path / "pool")
    with pytest.raises(EngineFailure, match="try again"):
        client.answer(task("ASK {}"))
    assert not client.status().ready


def test_a_connection_is_used_again(running_pool: RunningPool) -> None:
    client = running_pool.connect()
    client.answer(task("ASK {}"))
    spare = list(client._spare)
    client.answer(task("ASK {}"))
    assert list(client._spare) == spare
    client.close()
    assert not client._spare


def test_a_connection_that_died_in_the_meantime_is_replaced(running_pool: RunningPool) -> None:
    client = running_pool.connect()
    client.answer(task("ASK {}"))
    client._spare[0].shutdown(2)
    assert client.answer(task("ASK {}")).count == 1
    client.close()
