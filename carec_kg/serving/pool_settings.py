"""How a pool is made, as plain values that travel to the supervisor and its zygote as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from carec_kg.serving.messages import dump
from carec_kg.serving.seal import Limits


@dataclass(frozen=True, slots=True)
class Loader:
    """How the zygote gets its graph: ``module:function`` that returns ``ServedData``, and its named arguments."""

    function: str
    arguments: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """How the pool is made: its loader, how many workers, how long a queue a lane has, what a query may use.

    ``reserved`` of the workers are for saved queries alone. Of the others one client has ``share`` at once in each
    process that asks, 0 for as many as there are. ``pointer`` is the path of a symbolic link; where it comes
    to name another folder, that is loaded in place of the loader's ``folder`` and answers from then on. Empty where
    there is nothing to follow.
    """

    loader: Loader
    workers: int = 2
    queue: int = 64
    limits: Limits = field(default_factory=Limits)
    pointer: str = ""
    reserved: int = 1
    share: int = 0


def read_settings(line: bytes) -> tuple[str, PoolSettings]:
    """Read the first line of standard input: the path of the socket, and the settings."""
    found = json.loads(line)
    loader, limits = Loader(**found["loader"]), Limits(**found["limits"])
    numbers = found["workers"], found["queue"]
    shares = found["reserved"], found["share"]
    return found["socket"], PoolSettings(loader, *numbers, limits, found["pointer"], *shares)


def write_settings(path: str, settings: PoolSettings) -> bytes:
    """Write what ``read_settings`` reads."""
    return dump({"socket": path, **asdict(settings)}) + b"\n"
