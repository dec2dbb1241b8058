"""Who gets which worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.serving.leasing import SLICE, Lease, Leasing

if TYPE_CHECKING:
    from carec_kg.serving.messages import Lane

LATER = 1.0


def leasing(workers: int, reserved: int = 1) -> Leasing:
    """Return a book with this many idle workers."""
    found = Leasing(workers, 64, reserved)
    for number in range(workers):
        found.add_worker(number)
    return found


def grant(book: Leasing, *wanted: tuple[str, Lane]) -> list[tuple[int, str, str]]:
    for holder, lane in wanted:
        book.want(holder, lane)
    return [(lease.number, str(lease.holder), lease.lane) for lease in book.assign(0.0)]


def recalled(book: Leasing, *used: int, now: float = LATER) -> list[int]:
    return [lease.number for lease in book.recall(now, lambda lease: lease.number in used)]


def test_who_wants_a_worker_gets_one_and_who_wants_none_does_not() -> None:
    book = leasing(2)
    assert grant(book) == []
    assert grant(book, ("a", "free")) == [(0, "a", "free")]
    assert book.alive == 2


def test_one_worker_is_left_to_saved_queries() -> None:
    book = leasing(3)
    assert len(grant(book, ("a", "free"), ("b", "free"), ("c", "free"))) == 2
    assert grant(book, ("c", "saved")) == [(2, "c", "saved")]


def test_as_many_as_are_reserved_are_left_to_saved_queries() -> None:
    book = leasing(4, reserved=2)
    assert len(grant(book, ("a", "free"), ("b", "free"), ("c", "free"))) == 2
    assert grant(book, ("c", "saved"), ("d", "saved")) == [(2, "c", "saved"), (3, "d", "saved")]


def test_where_there_is_but_one_worker_all_lanes_share_it() -> None:
    assert grant(leasing(1), ("a", "free")) == [(0, "a", "free")]


def test_saved_queries_come_first_and_then_who_has_least() -> None:
    book = leasing(4)
    grant(book, ("a", "free"))
    assert grant(book, ("a", "free"), ("b", "free"), ("a", "saved")) == [
        (1, "a", "saved"),
        (2, "b", "free"),
        (3, "a", "free"),
    ]


def test_slots_differ_and_are_used_again() -> None:
    book = leasing(2)
    grant(book, ("a", "free"), ("a", "saved"))
    slots = {lease.slot for lease in book.leases()}
    assert len(slots) == 2
    book.end(0)
    book.add_worker(0)
    grant(book, ("a", "saved"))
    assert {lease.slot for lease in book.leases()} == slots


def test_a_lease_that_is_not_used_goes_to_who_wants_one() -> None:
    book = leasing(3)
    grant(book, ("a", "free"), ("b", "free"))
    grant(book, ("c", "free"))
    assert recalled(book, 0, now=0.0) == [1]
    assert recalled(book, 0, now=0.0) == []


def test_leases_in_use_are_evened_out_after_a_while() -> None:
    book = leasing(4)
    grant(book, ("a", "free"))
    grant(book, ("a", "free"))
    grant(book, ("a", "free"))
    book.want("b", "free")
    assert recalled(book, 0, 1, 2, now=SLICE / 2) == []
    assert recalled(book, 0, 1, 2) == [0]


@pytest.mark.parametrize(("holders", "called"), [("aab", []), ("ab", []), ("a", [0])])
def test_nobody_loses_one_to_who_has_as_many_or_one_less(holders: str, called: list[int]) -> None:
    book = leasing(len(holders) + 1)
    for holder in holders:
        grant(book, (holder, "free"))
    book.want("b", "free")
    assert recalled(book, *range(len(holders))) == called


def test_a_free_lease_in_use_is_not_recalled_for_a_saved_query() -> None:
    book = leasing(2)
    grant(book, ("a", "free"), ("a", "saved"))
    book.want("b", "saved")
    assert recalled(book, 0, 1) == [0]
    assert book.leases()[0].lane == "saved"


def test_what_is_asked_back_is_granted_when_it_comes() -> None:
    book = leasing(2)
    grant(book, ("a", "free"))
    grant(book, ("b", "free"))
    assert recalled(book) == [0]
    ended = book.end(0)
    assert isinstance(ended, Lease)
    book.add_worker(0)
    assert grant(book)[0][1] == "b"


def test_a_holder_that_goes_wants_nothing_and_its_leases_are_known() -> None:
    book = leasing(2)
    grant(book, ("a", "free"))
    book.want("a", "free")
    assert [lease.number for lease in book.forget("a")] == [0]
    book.end(0)
    book.add_worker(0)
    assert grant(book) == []


def test_retired_workers_are_granted_no_more_and_their_leases_come_back() -> None:
    book = leasing(3)
    grant(book, ("a", "free"))
    assert [lease.number for lease in book.retire([0, 1])] == [0]
    assert book.retire([0]) == []
    # Those that leave take no room from those that come.
    book.add_worker(7)
    book.add_worker(8)
    assert grant(book, ("a", "free"), ("b", "free")) == [(2, "b", "free"), (7, "a", "free")]
    assert book.lease_of(0)
    assert book.end(0)
    assert book.end(0) is None


def test_an_idle_worker_that_dies_is_forgotten() -> None:
    book = leasing(1)
    assert book.end(0) is None
    assert grant(book, ("a", "free")) == []


def test_a_saved_query_does_not_wait_for_a_recalled_lease_of_the_free_lane() -> None:
    book = leasing(3)
    grant(book, ("a", "free"), ("a", "free"))
    assert len(grant(book, ("a", "free"), ("a", "saved"))) >= 1
    saved = next(lease.number for lease in book.leases() if lease.lane == "saved")
    every = [lease.number for lease in book.leases()]
    book.want("b", "free")
    assert saved not in recalled(book, *every)
    book.want("b", "saved")
    assert recalled(book, *every) == [saved]


def test_saved_queries_get_a_worker_that_has_had_no_strangers_query() -> None:
    book = leasing(2)
    assert grant(book, ("a", "free")) == [(0, "a", "free")]
    [lease] = book.leases()
    assert lease.first_of_strangers
    book.end(0)
    book.add_worker(0)
    assert grant(book, ("a", "saved")) == [(1, "a", "saved")]
    assert grant(book, ("a", "free")) == [(0, "a", "free")]
    assert not any(lease.first_of_strangers for lease in book.leases())
