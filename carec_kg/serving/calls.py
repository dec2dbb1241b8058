"""The calls of one client process: which waits, which runs on what lease, which is next. Safe between threads."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import Busy, Cancelled, CarecError
from carec_kg.serving.fair_queue import FairQueue
from carec_kg.serving.framing import QUERY, Frame

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from carec_kg.serving.board import Board
    from carec_kg.serving.messages import Lane
    from carec_kg.serving.tally import Tally

_CANCELLED = "The query was cancelled by the name that its client gave it."
_LANES: tuple[Lane, ...] = ("saved", "free")


@dataclass(slots=True, eq=False)
class Call:
    """A packed task under way; ``timeout`` in seconds, ``client`` whose share of the queue it takes.

    ``gate`` opens when it has its ``lease`` or its ``error``; ``None`` where it never had to wait.
    """

    task: bytes
    lane: Lane
    timeout: float
    client: str = ""
    name: str = ""
    gate: threading.Lock | None = None
    lease: HeldLease | None = None
    error: CarecError | None = None


@dataclass(slots=True, eq=False)
class HeldLease:
    """A worker in our hands: its channel, its slot on the board, and the edition that it answers from.

    ``patience`` is for how many seconds its channel is listened to.
    """

    number: int
    slot: int
    lane: Lane
    generation: float
    channel: socket.socket
    serial: int = 0
    call: Call | None = None
    recalled: bool = False
    patience: float = 0.0


class Calls:
    """Matches calls with leases; ``want`` and ``give_back`` tell the supervisor, and may be called under the lock."""

    def __init__(
        self,
        board: Board,
        tally: Tally,
        queue: int,
        *,
        want: Callable[[Lane], None],
        give_back: Callable[[int, bool], None],
    ) -> None:
        self._board = board
        self._tally = tally
        self._want = want
        self._give_back = give_back
        self._lock = threading.Lock()
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
        with self._lock:
            if call.error:
                raise call.error
            # A saved query may run on a lease of the free lane, never the other way round.
            for lease in [held for held in self._leases.values() if call.lane in {held.lane, "saved"}]:
                if lease.call is None:
                    if not self._is_over(lease):
                        self._begin(lease, call)
                        return
                    self._return(lease)
            call.gate = threading.Lock()
            call.gate.acquire()
            self._queues[call.lane].put(call)
            self._note_waiting()
            self._ask_for_more(call.lane)

    def leave_queue(self, call: Call) -> bool:
        """Take a call from its queue; false where it does not wait any more."""
        with self._lock:
            found = self._queues[call.lane].remove(call)
            self._note_waiting()
            return found

    def finish(self, lease: HeldLease, ending: str, *, last: bool) -> None:
        """Take a lease whose call has been answered in full, to give it to the next; its worker goes if ``last``."""
        with self._lock:
            self._tally.count(ending)
            lease.call = None
            if last or self._is_over(lease):
                self._return(lease, last=last)
                self._ask_for_all()
            else:
                self._continue(lease)

    def drop(self, lease: HeldLease) -> None:
        """Forget a lease whose worker is gone; the supervisor knows."""
        with self._lock:
            self._leases.pop(lease.number, None)
            # Its slot may be somebody else's by now: what is written there is no longer ours to wipe out.
            lease.call = None
            lease.channel.close()
            self._ask_for_all()

    def take(self, lease: HeldLease) -> None:
        """Take a lease that was granted."""
        with self._lock:
            self._wanted.discard(lease.lane)
            self._leases[lease.number] = lease
            if self._is_over(lease):
                self._return(lease)
            else:
                self._continue(lease)
            self._ask_for_all()

    def recall(self, number: int) -> None:
        """Give a lease back, after the call that it runs."""
        with self._lock:
            lease = self._leases.get(number)
            if lease:
                lease.recalled = True
                if lease.call is None:
                    self._return(lease)
                    self._ask_for_all()

    def register(self, call: Call) -> None:
        """Let a call be cancelled by its name."""
        with self._lock:
            self._named.setdefault(call.name, []).append(call)

    def unregister(self, call: Call) -> None:
        """Forget the name of a call that has ended."""
        with self._lock:
            calls = self._named[call.name]
            calls.remove(call)
            if not calls:
                del self._named[call.name]

    def cancel(self, name: str) -> list[tuple[int, int]]:
        """Cancel the calls of a name; return number and serial of those that a worker has to be killed for."""
        running = []
        with self._lock:
            for call in self._named.get(name, ()):
                call.error = Cancelled(_CANCELLED)
                if call.lease:
                    running.append((call.lease.number, call.lease.serial))
                elif self._queues[call.lane].remove(call) and call.gate:
                    call.gate.release()
            self._note_waiting()
        return running

    def fail(self, error: CarecError) -> None:
        """Fail all calls that wait, and forget all leases: the supervisor is gone."""
        with self._lock:
            for lane in _LANES:
                while call := self._queues[lane].take({}):
                    call.error = error
                    if call.gate:
                        call.gate.release()
            self._note_waiting()
            self._wanted.clear()
            for lease in list(self._leases.values()):
                if lease.call is None:
                    lease.channel.close()
                    del self._leases[lease.number]

    def count(self, ending: str) -> None:
        """Count a query that ended without an answer."""
        with self._lock:
            self._tally.count(ending)

    def _is_over(self, lease: HeldLease) -> bool:
        return lease.recalled or lease.generation != self._board.generation

    def _return(self, lease: HeldLease, *, last: bool = False) -> None:
        del self._leases[lease.number]
        self._board.end(lease.slot)
        lease.channel.close()
        self._give_back(lease.number, last)

    def _continue(self, lease: HeldLease) -> None:
        """Begin the next call that waits, a saved query's first; without one the board shows the lease unused."""
        call = self._queues["saved"].take({})
        if call is None and lease.lane == "free":
            running = Counter(held.call.client for held in self._leases.values() if held.call)
            call = self._queues["free"].take(running)
        if call:
            self._note_waiting()
            self._begin(lease, call)
            if call.gate:
                call.gate.release()
        else:
            self._board.end(lease.slot)

    def _begin(self, lease: HeldLease, call: Call) -> None:
        lease.serial += 1
        lease.call, call.lease = call, lease
        # Noted first: what the board does not know of may run for ever.
        self._board.begin(lease.slot, lease.serial, time.monotonic() + call.timeout, call.timeout)
        try:
            lease.channel.sendall(Frame(QUERY, b"", call.task).pack())
        except OSError:
            # The worker is gone, and this query is not why. Whoever reads the answer finds the channel at its end.
            self._board.end(lease.slot)

    def _ask_for_all(self) -> None:
        for lane in _LANES:
            if len(self._queues[lane]):
                self._ask_for_more(lane)

    def _ask_for_more(self, lane: Lane) -> None:
        if lane not in self._wanted:
            self._wanted.add(lane)
            self._want(lane)

    def _note_waiting(self) -> None:
        self._tally.set_waiting(sum(map(len, self._queues.values())))


def refuse(call: Call) -> Busy:
    """Return the error of a call that has waited for too long."""
    return Busy(f"No worker was free within {call.timeout:g} seconds; try again in a moment.")
