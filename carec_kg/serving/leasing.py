"""Who gets which worker: leases, by lane and by client process. No input or output here."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from carec_kg.serving.messages import Lane

#: Seconds that a holder keeps a worker that it uses all the time while another has none.
SLICE = 0.02
_MOST_REMEMBERED = 256
_LANES: tuple[Lane, ...] = ("saved", "free")


@dataclass(slots=True, eq=False)
class Lease:
    """A worker, known by number, in the hands of a client; ``since`` on the clock of whoever grants.

    ``slot`` is its place on the board. ``recalled`` once the holder is to give it back after its query.
    ``first_of_strangers`` where the worker ran no stranger's query before.
    """

    number: int
    holder: Hashable
    lane: Lane
    since: float
    slot: int
    recalled: bool = False
    first_of_strangers: bool = False


class Leasing:
    """Grants workers to those who want them, and says whose is to come back.

    ``size`` workers are meant to be alive; leases of the free lane leave ``reserved`` of them to saved queries, where
    there are as many and one more. A lease that its holder does not use goes to whoever wants one; those in use are
    evened out.
    """

    def __init__(self, size: int, slots: int, reserved: int = 1) -> None:
        self._free_at_once = max(1, size - reserved)
        self._slots = list(range(slots))
        self._idle: deque[int] = deque()
        self._leases: dict[int, Lease] = {}
        self._leaving: set[int] = set()
        # Workers that have had strangers' queries give way to the others for good, so saved queries get the others.
        self._giving_way: set[int] = set()
        self._wants: dict[tuple[Lane, Hashable], None] = {}

    @property
    def alive(self) -> int:
        """Return how many workers can be had or are had."""
        return len(self._idle) + len(self._leases)

    def leases(self) -> list[Lease]:
        """Return all leases."""
        return list(self._leases.values())

    def lease_of(self, number: int) -> Lease | None:
        """Return a worker's lease."""
        return self._leases.get(number)

    def want(self, holder: Hashable, lane: Lane) -> None:
        """Note that a holder would like a worker, or one more."""
        self._wants.setdefault((lane, holder))

    def add_worker(self, number: int) -> None:
        """Take a worker that is ready."""
        self._idle.append(number)

    def end(self, number: int) -> Lease | None:
        """Take a worker from its holder, or from the idle; it can be had again when it is added again."""
        if number in self._idle:
            self._idle.remove(number)
        self._leaving.discard(number)
        lease = self._leases.pop(number, None)
        if lease:
            self._slots.append(lease.slot)
        return lease

    def forget(self, holder: Hashable) -> list[Lease]:
        """Forget what a holder wants and return what it has."""
        for lane, wanting in list(self._wants):
            if wanting == holder:
                del self._wants[lane, wanting]
        return [lease for lease in self._leases.values() if lease.holder == holder]

    def retire(self, numbers: Iterable[int]) -> list[Lease]:
        """Grant these workers no more, and return the leases that are to come back."""
        called = []
        for number in numbers:
            if number in self._idle:
                self._idle.remove(number)
            elif lease := self._leases.get(number):
                self._leaving.add(number)
                if not lease.recalled:
                    lease.recalled = True
                    called.append(lease)
        return called

    def assign(self, now: float) -> list[Lease]:
        """Grant idle workers to those who want them, saved queries first, and return the new leases."""
        granted = []
        for lane in _LANES:
            while self._idle and self._slots and self._has_room(lane) and (holder := self._next(lane)) is not None:
                del self._wants[lane, holder]
                granted.append(self._grant(holder, lane, now))
        return granted

    def _grant(self, holder: Hashable, lane: Lane, now: float) -> Lease:
        fits = [number for number in self._idle if (number in self._giving_way) == (lane == "free")]
        number = fits[0] if fits else self._idle[0]
        self._idle.remove(number)
        first = lane == "free" and number not in self._giving_way
        if first:
            if len(self._giving_way) > _MOST_REMEMBERED:
                # Most of them are dead; one that is forgotten is told once more.
                self._giving_way &= {*self._idle, *self._leases}
            self._giving_way.add(number)
        lease = self._leases[number] = Lease(number, holder, lane, now, self._slots.pop(), first_of_strangers=first)
        return lease

    def recall(self, now: float, is_used: Callable[[Lease], bool]) -> list[Lease]:
        """Return leases that are to come back for those who still want one; ``is_used`` tells of their holders."""
        called: list[Lease] = []
        # Lane by lane: a lease of the free lane may run for seconds yet, and no saved query is to wait for that.
        for wanted in _LANES:
            for holder in [holder for lane, holder in self._wants if lane == wanted][self._expected(wanted) :]:
                if lease := self._find_spare(wanted, holder, now, is_used):
                    lease.recalled = True
                    called.append(lease)
        return called

    def _expected(self, lane: Lane) -> int:
        """Return how many leases of a lane are on their way back to be granted again."""
        return sum(
            lease.recalled and lease.lane == lane
            for number, lease in self._leases.items()
            if number not in self._leaving
        )

    def _find_spare(self, lane: Lane, holder: Hashable, now: float, is_used: Callable[[Lease], bool]) -> Lease | None:
        any_lane = lane == "saved" or self._has_room(lane)
        others = [
            lease
            for lease in self._leases.values()
            if not lease.recalled and lease.holder != holder and (any_lane or lease.lane == lane)
        ]
        for lease in others:
            if not is_used(lease):
                return lease
        mine = self._count(lane, holder)
        for lease in others:
            more = self._count(lane, lease.holder) - mine
            if lease.lane == lane and now - lease.since >= SLICE and (more > 1 or (more == 1 and not mine)):
                return lease
        return None

    def _has_room(self, lane: Lane) -> bool:
        if lane == "saved":
            return True
        held = sum(lease.lane == "free" for number, lease in self._leases.items() if number not in self._leaving)
        return held < self._free_at_once

    def _next(self, lane: Lane) -> Hashable | None:
        wanting = [holder for wanted, holder in self._wants if wanted == lane]
        return min(wanting, key=lambda holder: self._count(lane, holder), default=None)

    def _count(self, lane: Lane, holder: Hashable) -> int:
        return sum(lease.lane == lane and lease.holder == holder for lease in self._leases.values())
