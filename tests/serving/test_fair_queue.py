"""A queue that is fair to those who wait."""

from __future__ import annotations

import pytest

from carec_kg.errors import Busy, ShareUsed
from carec_kg.serving.fair_queue import FairQueue
from carec_kg.serving.job import Job


def job(client: str) -> Job:
    return Job(b"", "free", 1.0, client=client)


def filled(*clients: str) -> FairQueue:
    queue = FairQueue(8, 4)
    for client in clients:
        queue.put(job(client))
    return queue


def drain(queue: FairQueue) -> str:
    taken = ""
    while found := queue.take({}):
        taken += found.client
    return taken


def test_clients_take_turns() -> None:
    assert drain(filled("a", "a", "a", "b", "c", "b")) == "abcaba"


def test_who_has_least_running_is_next() -> None:
    found = filled("a", "b").take({"a": 1})
    assert found
    assert found.client == "b"


def test_a_client_has_its_share_and_others_find_room() -> None:
    queue = filled("a", "a", "a", "a")
    with pytest.raises(ShareUsed, match="4 queries from your address"):
        queue.put(job("a"))
    queue.put(job("b"))
    assert len(queue) == 5


def test_a_full_queue_refuses_everybody() -> None:
    queue = filled(*"abcdefgh")
    with pytest.raises(Busy) as caught:
        queue.put(job("z"))
    assert type(caught.value) is Busy


def test_those_without_a_name_have_no_share() -> None:
    assert len(filled("", "", "", "", "", "")) == 6


def test_a_job_can_be_taken_out() -> None:
    queue, one = filled("a"), job("b")
    queue.put(one)
    queue.remove(one)
    queue.remove(one)
    assert drain(queue) == "a"
