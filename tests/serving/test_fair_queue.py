"""A queue that is fair to those who wait."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from carec_kg.errors import Busy, ShareUsed
from carec_kg.serving.fair_queue import FairQueue


@dataclass(eq=False)
class Call:
    """A call that waits."""

    client: str


def call(client: str) -> Call:
    return Call(client)


def filled(*clients: str) -> FairQueue[Call]:
    queue: FairQueue[Call] = FairQueue(8, 4)
    for client in clients:
        queue.put(call(client))
    return queue


def drain(queue: FairQueue[Call]) -> str:
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
        queue.put(call("a"))
    queue.put(call("b"))
    assert len(queue) == 5


def test_a_full_queue_refuses_everybody() -> None:
    queue = filled(*"abcdefgh")
    with pytest.raises(Busy) as caught:
        queue.put(call("z"))
    assert type(caught.value) is Busy


def test_those_without_a_name_have_no_share() -> None:
    assert len(filled("", "", "", "", "", "")) == 6


def test_a_call_can_be_taken_out() -> None:
    queue, one = filled("a"), call("b")
    queue.put(one)
    queue.remove(one)
    queue.remove(one)
    assert drain(queue) == "a"


def test_who_comes_again_is_before_those_that_were_served_since() -> None:
    queue = filled("modest", "greedy", "greedy", "greedy")
    assert [found.client for _ in range(2) if (found := queue.take({}))] == ["modest", "greedy"]
    queue.put(call("modest"))
    assert [found.client for _ in range(3) if (found := queue.take({}))] == ["modest", "greedy", "greedy"]


def test_only_so_many_turns_are_remembered() -> None:
    queue = filled()
    for number in range(3000):
        queue.put(call(str(number)))
        assert queue.take({})
    assert len(queue._turns) == 1024


def test_who_has_the_most_that_one_may_have_running_is_passed_over() -> None:
    queue = filled("greedy", "modest")
    assert not filled("greedy").has_ready({"greedy": 1}, 1)
    assert queue.has_ready({"greedy": 1}, 1)
    assert [found.client for _ in range(2) if (found := queue.take({"greedy": 1}, 1))] == ["modest"]
    assert queue.take({"greedy": 1}, 1) is None
    assert queue.take({"greedy": 1})


def test_who_has_no_name_is_never_passed_over() -> None:
    assert filled("").take({"": 9}, 1)
