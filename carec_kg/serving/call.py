"""A query under way in a client process, and a worker that is lent to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from carec_kg.errors import CarecError
    from carec_kg.serving.channel import Channel
    from carec_kg.serving.framing import Frame
    from carec_kg.serving.messages import Lane


@dataclass(slots=True, eq=False)
class Call:
    """A packed task under way; ``timeout`` in seconds, ``client`` whose share of the queue it takes.

    ``outcome`` gets the worker's answer, ``None`` where its worker ended, or the error of a call that never began.
    ``error`` is why it is to end without an answer.
    """

    task: bytes
    lane: Lane
    timeout: float
    outcome: asyncio.Future[Frame | None]
    client: str = ""
    name: str = ""
    lease: HeldLease | None = None
    error: CarecError | None = None

    def settle(self, found: Frame | None) -> None:
        """Hand over what became of it, should anybody still wait."""
        if not self.outcome.done():
            self.outcome.set_result(found)

    def refuse(self, error: CarecError) -> None:
        """End it with an error, should anybody still wait."""
        self.error = error
        if not self.outcome.done():
            self.outcome.set_exception(error)


@dataclass(slots=True, eq=False)
class HeldLease:
    """A worker in our hands: its slot on the board, and the edition that it answers from.

    ``overdue`` is the time after which its silence is the supervisor's too. The ``channel`` is there from the moment
    that it is taken.
    """

    number: int
    slot: int
    lane: Lane
    generation: float
    channel: Channel
    serial: int = 0
    call: Call | None = None
    recalled: bool = False
    overdue: float = 0.0
