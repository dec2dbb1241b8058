"""How many triples each graph holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import Busy, OutOfTime
from carec_kg.web.graph_counts import GraphCounter, GraphCounts
from tests.serving.pools import EX, THINGS

if TYPE_CHECKING:
    from tests.web.local_pool import LocalPool

COUNTED = GraphCounts(2 * THINGS - 1, {f"{EX}graph/one": 1, f"{EX}graph/two": 2})


def test_the_default_graph_and_the_named_ones_are_counted_once(pool: LocalPool) -> None:
    counter = GraphCounter(pool, 5.0)
    assert [counter.count(), counter.count()] == [COUNTED, COUNTED]
    assert len(pool.tasks) == 1


def test_a_new_version_is_counted_anew(pool: LocalPool, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = GraphCounter(pool, 5.0)
    counter.count()
    monkeypatch.setattr(pool, "current_version", lambda: "v2")
    counter.count()
    assert len(pool.tasks) == 2


@pytest.mark.parametrize(("error", "asked"), [(OutOfTime("late"), 1), (Busy("full"), 2)])
def test_what_cannot_be_counted_is_asked_again_only_where_that_may_help(
    pool: LocalPool, error: OutOfTime | Busy, asked: int
) -> None:
    pool.error = error
    counter = GraphCounter(pool, 5.0)
    assert [counter.count(), counter.count()] == [None, None]
    assert len(pool.tasks) == asked
