"""A task under way, as the supervisor knows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import TimerHandle
    from collections.abc import Hashable

    from carec_kg.serving.messages import Lane


@dataclass(slots=True, eq=False)
class Job:
    """A task under way and those who wait for it; ``timeout`` in seconds.

    ``timer`` runs to the end of its patience in the queue, then to its deadline; ``expired`` once its worker is to be
    killed. ``client`` is whose share of the queue it takes.
    """

    task: bytes
    lane: Lane
    timeout: float
    waiters: list[Hashable] = field(default_factory=list)
    client: str = ""
    timer: TimerHandle | None = None
    expired: bool = False
