"""Fixtures: one pool for all tests of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serving.pools import open_pool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.serving.client import PoolClient
    from carec_kg.serving.launch import RunningPool


@pytest.fixture(scope="session")
def running_pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPool]:
    """Return a pool of two workers over the things."""
    with open_pool(tmp_path_factory.mktemp("served")) as pool:
        yield pool


@pytest.fixture
def pool(running_pool: RunningPool) -> Iterator[PoolClient]:
    """Return a client of the pool."""
    client = running_pool.connect()
    yield client
    client.close()
