"""The calls of one client process: which waits, which runs on what lease, which is next. All in one event loop."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

from carec_kg.errors import Busy, Cancelled
from carec_kg.serving.fair_queue import FairQueue
from carec_kg.serving.framing import LAST_ANSWER, QUERY, Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.errors import CarecError
    from carec_kg.serving.board import Board
    from carec_kg.serving.call import Call, HeldLease
    from carec_kg.serving.messages import Lane
    from carec_kg.serving.tally import Tally

_CANCELLED = "The query was cancelled by the name that its client gave it."
_LANES: tuple[Lane, ...] = ("saved", "free")
#: Seconds beyond a call's time before its worker is given up.
_GRACE = 5.0


class Calls:
    """Matches calls with leases; ``want`` and ``give_back`` tell the supervisor.

    Of its queries in the free lane one client has ``share`` running at the most, so that strangers are not kept waiting
    by it; 0 is no bound.
    """

    def __init__(
        self,
        board: Board,
        tally: Tally,
        queue: int,
        *,
        share: int = 0,
        want: Callable[[Lane], None],
        give_back: Callable[[int, bool], None],
    ) -> None:
        self._share = share
        self._board = board
        self._tally = tally
        self._want = want
        self._give_back = give_back
        self._leases: dict[int, HeldLease] = {}
        self._wanted: set[Lane] = set()
        # Saved queries are short and what most people ask, perhaps all from behind one address.
        self._queues: dict[Lane, FairQueue[Call]] = {
            "saved": FairQueue(queue, max(1, queue * 3 // 4)),
            "free": FairQueue(queue, max(1, queue // 2)),
        }
        self._named: dict[str, list[Call]] = {}

    def enter(self, call: Call) -> None:
        """Start a call on a lease that is idle, or queue it; raise ``Busy`` or ``ShareUsed``."""
        if call.error:
            raise call.error
        # A saved query may run on a lease of the free lane, never the other way round.
        for lease in [held for held in self._leases.values() if call.lane in {held.lane, "saved"}]:
            if lease.call is None and self._may_run(call):
                if not self._is_over(lease):
                    self._begin(lease, call)
                    return
                self._return(lease)
        self._queues[call.lane].put(call)
        self._note_waiting()
        if self._may_run(call):
            self._ask_for_more(call.lane)

    def leave(self, call: Call) -> bool:
        """Take a call from its queue; false where it does not wait any more."""
        found = self._queues[call.lane].remove(call)
        self._note_waiting()
        return found

    def give_up(self, call: Call) -> None:
        """Refuse a call that has waited for too long."""
        if self.leave(call):
            call.refuse(Busy(f"No worker was free within {call.timeout:g} seconds; try again in a moment."))

    def hear(self, lease: HeldLease, frame: Frame | None) -> None:
        """Take what a lease's worker says, ``None`` for its end: the next call begins before this one's is read."""
        call = lease.call
        if frame is None:
            lease.channel.close()
            if call:
                call.settle(None)
        elif call:
            lease.call = None
            if frame.kind == LAST_ANSWER or self._is_over(lease):
                self._return(lease, last=frame.kind == LAST_ANSWER)
                self._ask_for_all()
            else:
                self._continue(lease)
            call.settle(frame)

    def drop(self, lease: HeldLease) -> None:
        """Forget a lease whose worker is gone; the supervisor knows."""
        self._leases.pop(lease.number, None)
        # Its slot may be somebody else's by now: what is written there is no longer ours to wipe out.
        lease.call = None
        lease.channel.close()
        self._ask_for_all()

    def take(self, lease: HeldLease) -> None:
        """Take a lease that was granted."""
        self._wanted.discard(lease.lane)
        self._leases[lease.number] = lease
        if self._is_over(lease):
            self._return(lease)
        else:
            self._continue(lease)
        self._ask_for_all()

    def recall(self, number: int) -> None:
        """Give a lease back, after the call that it runs."""
        lease = self._leases.get(number)
        if lease:
            lease.recalled = True
            if lease.call is None:
                self._return(lease)
                self._ask_for_all()

    def end_silence(self) -> None:
        """Take workers for ended whose deadline has long passed, and of whose end nobody told."""
        now = time.monotonic()
        for lease in [held for held in self._leases.values() if held.call and held.overdue < now]:
            self.hear(lease, None)

    def register(self, call: Call) -> None:
        """Let a call be cancelled by its name."""
        self._named.setdefault(call.name, []).append(call)

    def unregister(self, call: Call) -> None:
        """Forget the name of a call that has ended."""
        calls = self._named[call.name]
        calls.remove(call)
        if not calls:
            del self._named[call.name]

    def cancel(self, name: str) -> list[tuple[int, int]]:
        """Cancel the calls of a name; return number and serial of those that a worker has to be killed for."""
        running = []
        for call in self._named.get(name, ()):
            call.error = Cancelled(_CANCELLED)
            if call.lease:
                running.append((call.lease.number, call.lease.serial))
            elif self._queues[call.lane].remove(call):
                call.refuse(call.error)
        self._note_waiting()
        return running

    def fail(self, error: CarecError) -> None:
        """Fail all calls that wait, and forget all leases: the supervisor is gone."""
        for lane in _LANES:
            while call := self._queues[lane].take({}):
                call.refuse(error)
        self._note_waiting()
        self._wanted.clear()
        for lease in list(self._leases.values()):
            if lease.call is None:
                lease.channel.close()
                del self._leases[lease.number]

    def count(self, ending: str) -> None:
        """Count a query by how it ended."""
        self._tally.count(ending)

    def _is_over(self, lease: HeldLease) -> bool:
        return lease.recalled or lease.channel.ended or lease.generation != self._board.generation

    def _return(self, lease: HeldLease, *, last: bool = False) -> None:
        del self._leases[lease.number]
        self._board.end(lease.slot)
        lease.channel.close()
        self._give_back(lease.number, last)

    def _continue(self, lease: HeldLease) -> None:
        """Begin the next call that waits, a saved query's first; without one the board shows the lease unused."""
        call = self._queues["saved"].take({})
        if call is None and lease.lane == "free":
            call = self._queues["free"].take(self._running(), self._share) if len(self._queues["free"]) else None
        if call:
            self._note_waiting()
            self._begin(lease, call)
        else:
            self._board.end(lease.slot)

    def _begin(self, lease: HeldLease, call: Call) -> None:
        lease.serial += 1
        lease.call, call.lease = call, lease
        now = time.monotonic()
        lease.overdue = now + call.timeout + _GRACE
        # Noted first: what the board does not know of may run for ever.
        self._board.begin(lease.slot, lease.serial, now + call.timeout, call.timeout)
        if not lease.channel.send(Frame(QUERY, b"", call.task)):
            # The worker is gone, and this query is not why.
            self._board.end(lease.slot)
            self.hear(lease, None)

    def _running(self) -> Counter[str]:
        """Return how many queries of each client run in the free lane."""
        return Counter(held.call.client for held in self._leases.values() if held.call and held.call.lane == "free")

    def _may_run(self, call: Call) -> bool:
        if not self._share or not call.client or call.lane != "free":
            return True
        running = [held.call for held in self._leases.values() if held.call]
        return sum(one.client == call.client and one.lane == "free" for one in running) < self._share

    def _ask_for_all(self) -> None:
        if len(self._queues["saved"]):
            self._ask_for_more("saved")
        # A worker is of no use to a client that has its share.
        if len(self._queues["free"]) and self._queues["free"].has_ready(self._running(), self._share):
            self._ask_for_more("free")

    def _ask_for_more(self, lane: Lane) -> None:
        if lane not in self._wanted:
            self._wanted.add(lane)
            self._want(lane)

    def _note_waiting(self) -> None:
        self._tally.set_waiting(sum(map(len, self._queues.values())))
