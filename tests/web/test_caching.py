"""The store of finished answers."""

from __future__ import annotations

import threading

import pytest

from carec_kg.web.caching import AnswerStore, FinishedAnswer, Key

KB = 1024


def answer(size: int = KB) -> FinishedAnswer:
    return FinishedAnswer("200 OK", [("ETag", '"a"'), ("Content-Type", "text/csv")], b"x" * size)


def key(name: object) -> Key:
    return ("/sparql", str(name))


def test_what_was_put_in_is_found() -> None:
    store = AnswerStore(64 * KB, "v1")
    kept = answer()
    assert store.put(key(1), kept, "v1")
    assert store.get(key(1)) is kept
    assert store.get(key(2)) is None


def test_it_never_holds_more_than_its_capacity() -> None:
    store = AnswerStore(64 * KB, "v1")
    for number in range(500):
        store.put(key(number), answer(100 * (number % 40)), "v1")
        assert store.size <= 64 * KB
    assert len(store) > 10


def test_the_size_returns_to_nothing() -> None:
    store = AnswerStore(64 * KB, "v1")
    for _ in range(3):
        store.put(key("same"), answer(), "v1")
    assert len(store) == 1
    assert KB < store.size < 4 * KB
    store.renew("v2")
    assert (len(store), store.size) == (0, 0)


def test_the_least_recently_used_goes_first() -> None:
    store = AnswerStore(32 * KB, "v1")
    names = iter(range(100))
    while store.size < 26 * KB:
        store.put(key(next(names)), answer(), "v1")
    assert store.get(key(0))
    for _ in range(3):
        store.put(key(next(names)), answer(), "v1")
    assert store.get(key(0))
    assert not store.get(key(1))


@pytest.mark.parametrize(("capacity", "kept"), [(64 * KB, True), (16 * KB, False), (0, False)])
def test_an_answer_that_would_drive_out_too_many_is_not_kept(capacity: int, kept: bool) -> None:
    assert AnswerStore(capacity, "v1").put(key(1), answer(4 * KB), "v1") is kept


def test_a_long_request_counts_too() -> None:
    assert not AnswerStore(64 * KB, "v1").put(key("x" * 20 * KB), answer(1), "v1")


def test_a_new_version_empties_it_and_the_old_one_comes_too_late() -> None:
    store = AnswerStore(64 * KB, "v1")
    store.put(key(1), answer(), "v1")
    store.renew("v1")
    assert store.get(key(1))
    store.renew("v2")
    assert store.get(key(1)) is None
    assert not store.put(key(1), answer(), "v1")
    assert store.get(key(1)) is None


def test_many_threads_leave_it_whole() -> None:
    store = AnswerStore(32 * KB, "v1")

    def use(seed: int) -> None:
        for number in range(400):
            name = key((number * seed) % 23)
            if store.get(name) is None:
                store.put(name, answer(), "v1")

    threads = [threading.Thread(target=use, args=(seed,)) for seed in (1, 3, 5, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    held = [number for number in range(23) if store.get(key(number))]
    assert len(held) == len(store)
    store.renew("v2")
    assert store.size == 0
