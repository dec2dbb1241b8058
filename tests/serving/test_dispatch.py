"""Who answers what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import Busy
from carec_kg.serving.dispatch import Dispatcher
from carec_kg.serving.job import Job

if TYPE_CHECKING:
    from carec_kg.serving.messages import Lane


def job(name: str, lane: Lane = "free", waiter: str = "client") -> Job:
    return Job(name.encode(), lane, 1.0, [waiter])


def dispatcher(workers: int = 2, queue: int = 2) -> Dispatcher:
    made = Dispatcher(workers, queue)
    for number in range(workers):
        made.add_worker(number)
    return made


def submit(to: Dispatcher, *jobs: Job) -> None:
    for one in jobs:
        to.submit(one, shared=False)


def test_jobs_are_answered_in_the_order_they_came() -> None:
    pool, jobs = dispatcher(1), [job("a"), job("b")]
    submit(pool, *jobs)
    assert pool.assign() == [(0, jobs[0])]
    assert pool.finish(0) is jobs[0]
    pool.add_worker(0)
    assert pool.assign() == [(0, jobs[1])]


def test_one_worker_is_kept_for_saved_queries() -> None:
    pool, saved = dispatcher(2), job("c", "saved")
    submit(pool, job("a"), job("b"))
    assert len(pool.assign()) == 1
    submit(pool, saved)
    assert [found for _, found in pool.assign()] == [saved]
    assert (pool.running, pool.idle, pool.waiting) == (2, 0, 1)


def test_saved_queries_may_have_all_workers_and_go_first() -> None:
    pool = dispatcher(2)
    submit(pool, job("a"), job("b", "saved"), job("c", "saved"))
    assert [found.lane for _, found in pool.assign()] == ["saved", "saved"]


def test_a_single_worker_answers_both_lanes() -> None:
    pool = dispatcher(1)
    submit(pool, job("a"))
    assert len(pool.assign()) == 1


def test_a_full_queue_refuses_and_leaves_the_other_lane_its_own() -> None:
    pool = Dispatcher(2, 1)
    submit(pool, job("a"))
    with pytest.raises(Busy, match="try again"):
        submit(pool, job("b"))
    submit(pool, job("c", "saved"))
    assert pool.waiting == 2


def test_equal_tasks_under_way_are_computed_once() -> None:
    pool, first = dispatcher(), job("a", waiter="one")
    assert pool.submit(first, shared=True) is first
    pool.assign()
    assert pool.submit(job("a", waiter="two"), shared=True) is first
    assert first.waiters == ["one", "two"]
    assert pool.waiting == 0


def test_equal_tasks_that_must_not_be_shared_are_computed_each() -> None:
    pool, second = dispatcher(), job("a")
    submit(pool, job("a"))
    assert pool.submit(second, shared=False) is second
    assert pool.waiting == 2


def test_an_answered_task_is_computed_anew() -> None:
    pool, second = dispatcher(), job("a")
    pool.submit(job("a"), shared=True)
    pool.assign()
    pool.finish(0)
    assert pool.submit(second, shared=True) is second


def test_a_dead_worker_gives_its_job_back_and_no_other() -> None:
    pool, one = dispatcher(1), job("a")
    submit(pool, one)
    pool.assign()
    assert pool.lose(0) is one
    assert pool.lose(0) is None
    assert pool.idle == 0


def test_an_idle_worker_that_dies_gets_no_job() -> None:
    pool = dispatcher(1)
    assert pool.lose(0) is None
    submit(pool, job("a"))
    assert pool.assign() == []


def test_a_job_that_nobody_waits_for_leaves_the_queue() -> None:
    pool, one = dispatcher(1), job("a")
    submit(pool, one)
    assert pool.withdraw(one, "client") is None
    assert pool.waiting == 0


def test_a_running_job_that_nobody_waits_for_names_its_worker() -> None:
    pool, one = dispatcher(1), job("a")
    pool.submit(one, shared=True)
    pool.assign()
    pool.submit(job("a", waiter="other"), shared=True)
    assert pool.withdraw(one, "client") is None
    assert pool.withdraw(one, "other") == 0


def test_workers_that_are_all_gone_give_their_jobs_back_and_the_queue_stays() -> None:
    pool, one = dispatcher(2), job("a")
    submit(pool, one, job("b"))
    pool.assign()
    assert pool.abandon([0, 1]) == [one]
    assert (pool.running, pool.idle, pool.waiting) == (0, 0, 1)
