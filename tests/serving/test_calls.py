"""The calls of one process on the leases that it holds."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import Busy, Cancelled, EngineFailure, ShareUsed
from carec_kg.serving.board import Board
from carec_kg.serving.call import Call, HeldLease
from carec_kg.serving.calls import Calls
from carec_kg.serving.channel import Channel
from carec_kg.serving.framing import ANSWER, LAST_ANSWER, Frame, read_frame
from carec_kg.serving.tally import Tally, sum_tallies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carec_kg.serving.messages import Lane


class Process:
    """One process: what it told the supervisor, and the workers' ends of its channels. Its loop stands still."""

    def __init__(self, place: Path, share: int = 0) -> None:
        self.loop = asyncio.new_event_loop()
        self.place = place
        self.board = Board(place, create=True)
        self.wanted: list[Lane] = []
        self.returned: list[tuple[int, bool]] = []
        self.ends: dict[int, socket.socket] = {}
        self.leases: list[HeldLease] = []
        self.calls = Calls(
            self.board,
            Tally(place),
            4,
            share=share,
            want=self.wanted.append,
            give_back=lambda number, last: self.returned.append((number, last)),
        )

    def lend(self, number: int, lane: Lane = "free") -> HeldLease:
        ours, theirs = socket.socketpair()
        self.ends[number] = theirs
        channel = Channel(self.loop, ours, lambda frame: self.calls.hear(lease, frame))
        lease = HeldLease(number, number, lane, self.board.generation, channel)
        self.leases.append(lease)
        self.calls.take(lease)
        return lease

    def prepare(self, task: bytes, lane: Lane = "free", client: str = "", name: str = "") -> Call:
        return Call(task, lane, 5.0, self.loop.create_future(), client, name)

    def call(self, task: bytes, lane: Lane = "free", client: str = "") -> Call:
        call = self.prepare(task, lane, client)
        self.calls.enter(call)
        return call

    def answer(self, lease: HeldLease, *, last: bool = False) -> None:
        self.calls.hear(lease, Frame(LAST_ANSWER if last else ANSWER, b"", b"answer"))

    def hear_all(self) -> None:
        """Let the loop hear what has arrived, in a thread of its own: this one may have a loop that runs."""

        def run() -> None:
            for _ in range(3):
                self.loop.call_soon(self.loop.stop)
                self.loop.run_forever()

        with ThreadPoolExecutor(1) as thread:
            thread.submit(run).result()

    def close(self) -> None:
        self.calls.fail(EngineFailure("The end."))
        for lease in self.leases:
            lease.channel.close()
        for end in self.ends.values():
            end.close()
        self.loop.close()


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    found = Process(tmp_path)
    yield found
    found.close()


def told(process: Process, number: int) -> bytes:
    frame = read_frame(process.ends[number].fileno())
    return frame.body if frame else b""


def test_a_call_begins_at_once_on_a_lease_that_is_idle(process: Process) -> None:
    lease = process.lend(0)
    call = process.call(b"a")
    assert call.lease is lease
    assert (told(process, 0), process.board.running(0), process.wanted) == (b"a", 1, [])


def test_without_a_lease_one_is_wanted_once_and_the_call_begins_when_it_comes(process: Process) -> None:
    calls = [process.call(name) for name in (b"a", b"b")]
    assert process.wanted == ["free"]
    assert sum_tallies(process.place)[0] == 2
    lease = process.lend(0)
    assert calls[0].lease is lease
    assert process.wanted == ["free", "free"]
    process.answer(lease)
    assert calls[1].lease is lease
    assert (told(process, 0)[:1], sum_tallies(process.place)[0]) == (b"a", 0)


def test_a_free_query_never_takes_what_is_lent_for_saved_ones(process: Process) -> None:
    process.lend(0, "saved")
    assert process.call(b"a").lease is None
    assert process.call(b"b", "saved").lease
    process.lend(1)
    assert process.call(b"c", "saved").lease is None
    assert process.wanted == ["free", "saved"]


def test_saved_queries_are_next(process: Process) -> None:
    lease = process.lend(0)
    process.call(b"a")
    free, saved = process.call(b"b"), process.call(b"c", "saved")
    process.answer(lease)
    assert (saved.lease, free.lease) == (lease, None)


def test_who_has_less_under_way_is_next(process: Process) -> None:
    lease, other = process.lend(0), process.lend(1)
    process.call(b"a", client="greedy")
    process.call(b"b", client="greedy")
    greedy, modest = process.call(b"c", client="greedy"), process.call(b"d", client="modest")
    process.answer(other)
    assert (modest.lease, greedy.lease) == (other, None)
    process.answer(lease)
    assert greedy.lease is lease


def test_the_queue_is_bounded_and_so_is_a_clients_share(process: Process) -> None:
    for task in (b"a", b"b"):
        process.call(task, client="greedy")
    with pytest.raises(ShareUsed):
        process.call(b"c", client="greedy")
    for name in ("one", "two"):
        process.call(b"d", client=name)
    with pytest.raises(Busy):
        process.call(b"e", client="three")


def test_nobody_fills_the_queue_of_saved_queries_alone(process: Process) -> None:
    for task in (b"a", b"b", b"c"):
        process.call(task, "saved", client="greedy")
    with pytest.raises(ShareUsed):
        process.call(b"d", "saved", client="greedy")
    assert process.call(b"e", "saved", client="modest").error is None


def test_who_leaves_the_queue_is_not_begun(process: Process) -> None:
    call = process.call(b"a")
    assert process.calls.leave(call)
    assert not process.calls.leave(call)
    process.lend(0)
    assert call.lease is None


def test_a_lease_that_is_recalled_goes_back_after_its_call(process: Process) -> None:
    idle, busy = process.lend(0), process.lend(1)
    call = process.call(b"a")
    assert call.lease is idle
    process.calls.recall(0)
    process.calls.recall(1)
    assert process.returned == [(1, False)]
    assert busy.channel.ended
    waiting = process.call(b"b")
    process.answer(idle)
    assert process.returned == [(1, False), (0, False)]
    assert waiting.lease is None
    assert process.wanted == ["free"]


def test_a_worker_that_goes_is_given_back_as_such(process: Process) -> None:
    lease = process.lend(0)
    process.call(b"a")
    process.answer(lease, last=True)
    assert process.returned == [(0, True)]


def test_no_call_begins_on_a_worker_of_an_edition_before(process: Process) -> None:
    process.lend(0)
    process.board.begin_generation()
    call = process.call(b"a")
    assert (call.lease, process.returned, process.wanted) == (None, [(0, False)], ["free"])
    lease = process.lend(1)
    assert call.lease is lease


def test_a_lease_whose_worker_is_gone_is_forgotten_and_the_next_waits_for_another(process: Process) -> None:
    lease = process.lend(0)
    process.call(b"a")
    waiting = process.call(b"b")
    process.calls.drop(lease)
    assert (lease.call, waiting.lease, process.returned) == (None, None, [])
    assert process.wanted == ["free"]


def test_calls_of_a_name_are_cancelled_wherever_they_are(process: Process) -> None:
    process.lend(0)
    running, waiting = process.prepare(b"a", name="n"), process.prepare(b"b", name="n")
    for call in (running, waiting):
        process.calls.register(call)
        process.calls.enter(call)
    assert process.calls.cancel("other") == []
    assert process.calls.cancel("n") == [(0, 1)]
    assert isinstance(waiting.error, Cancelled)
    assert waiting.outcome.exception() is waiting.error
    assert not running.outcome.done()
    for call in (running, waiting):
        process.calls.unregister(call)
    assert process.calls.cancel("n") == []


def test_who_was_cancelled_before_it_began_does_not_begin(process: Process) -> None:
    process.lend(0)
    call = process.prepare(b"a", name="n")
    process.calls.register(call)
    process.calls.cancel("n")
    with pytest.raises(Cancelled):
        process.calls.enter(call)
    process.calls.unregister(call)


def test_when_the_supervisor_is_gone_nobody_waits_any_more(process: Process) -> None:
    call = process.call(b"a")
    process.calls.fail(EngineFailure("Gone."))
    assert isinstance(call.outcome.exception(), EngineFailure)


def test_what_is_on_the_board_of_a_slot_that_was_given_on_stays_there(process: Process) -> None:
    lost = process.lend(0)
    process.call(b"a")
    # The supervisor has lent the slot to another process, whose query runs, before this one forgets its lease.
    Board(process.place).begin(lost.slot, 9, 5.0, 2.5)
    process.calls.drop(lost)
    assert process.board.overdue(lost.slot, 6.0) == (9, 2.5)


def test_an_answer_is_heard_piece_by_piece_and_the_next_call_has_begun_before_it_is_read(process: Process) -> None:
    lease = process.lend(0)
    call, waiting = process.call(b"a"), process.call(b"b")
    answer = Frame(ANSWER, b"head", b"x" * 300_000)
    process.ends[0].setblocking(False)  # noqa: FBT003 - the socket module's own
    data = answer.pack()
    while data:
        try:
            data = data[process.ends[0].send(data) :]
        except BlockingIOError:
            process.hear_all()
    process.hear_all()
    assert call.outcome.result() == answer
    assert waiting.lease is lease


def test_a_worker_that_ends_leaves_its_call_without_an_answer_and_begins_no_other(process: Process) -> None:
    lease = process.lend(0)
    call, waiting = process.call(b"a"), process.call(b"b")
    process.ends[0].close()
    process.hear_all()
    assert call.outcome.result() is None
    assert (lease.channel.ended, waiting.lease) == (True, None)


def test_an_idle_worker_that_has_ended_is_not_asked(process: Process) -> None:
    process.lend(0)
    process.ends[0].close()
    process.hear_all()
    assert process.call(b"a").lease is None
    assert process.returned == [(0, False)]


def test_a_worker_whose_end_nobody_told_is_given_up(process: Process) -> None:
    lease = process.lend(0)
    call = process.call(b"a")
    process.calls.end_silence()
    assert not call.outcome.done()
    lease.overdue = 0.0
    process.calls.end_silence()
    assert call.outcome.result() is None


def test_who_has_waited_for_too_long_is_refused(process: Process) -> None:
    call = process.call(b"a")
    process.calls.give_up(call)
    assert isinstance(call.outcome.exception(), Busy)
    process.lend(0)
    assert call.lease is None


def test_a_client_with_its_share_running_waits_and_leaves_the_next_worker_to_others(tmp_path: Path) -> None:
    process = Process(tmp_path, share=1)
    first, second = process.lend(0), process.lend(1)
    calls = [process.call(task, client="greedy") for task in (b"a", b"b")]
    assert process.wanted == []
    calls.append(process.call(b"c", client="modest"))
    assert [call.lease for call in calls] == [first, None, second]
    process.answer(second)
    assert [call.lease for call in calls] == [first, None, second]
    process.answer(first)
    assert [call.lease for call in calls] == [first, first, second]
    process.close()


def test_no_worker_is_wanted_for_who_has_his_share(tmp_path: Path) -> None:
    process = Process(tmp_path, share=1)
    lease = process.lend(0)
    for task in (b"a", b"b"):
        process.call(task, client="greedy")
    process.calls.recall(7)
    assert process.wanted == []
    process.call(b"c", client="modest")
    assert process.wanted == ["free"]
    assert lease.call
    process.close()


def test_saved_queries_know_no_share(tmp_path: Path) -> None:
    process = Process(tmp_path, share=1)
    leases = [process.lend(0), process.lend(1)]
    assert [process.call(task, "saved", "one").lease for task in (b"a", b"b")] == leases
    process.close()
