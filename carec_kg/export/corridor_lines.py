"""Schematic lines of corridors: through their known stops, never the way that a road or railway runs.

Where a source lists stops, the line follows its list. Places of which only that the route passes through them is
known are joined to it by the shortest tree; those parts say that their order is computed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Longitude and latitude in degrees.
Position: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop in the list of a route that one passage gives (``source``); ``mode`` is empty where it is for all."""

    route: str
    source: str
    order: int
    location: str
    mode: str = ""


@dataclass(frozen=True, slots=True)
class CorridorLine:
    """The line of a corridor: chains of locations in stated order, pairs joined by us, and what has no position.

    ``placed`` are all locations with a position, on a line or not.
    """

    stated: tuple[tuple[str, ...], ...]
    computed: tuple[tuple[str, str], ...]
    placed: tuple[str, ...]
    unplaced: tuple[str, ...]

    @property
    def order(self) -> str:
        """Return whether the order of the line is ``stated``, ``computed``, ``partly stated``, or there is ``none``."""
        if self.stated:
            return "partly stated" if self.computed else "stated"
        return "computed" if self.computed else "none"


def trace_corridor(stops: Iterable[Stop], passed: Iterable[str], positions: Mapping[str, Position]) -> CorridorLine:
    """Return the line of a corridor from the stops of it and of its parts, and the locations that it passes through.

    The order of the input makes no difference.
    """
    stops = sorted(stops, key=lambda stop: (stop.route, stop.source, stop.order, stop.location))
    known = sorted({*passed, *(stop.location for stop in stops)})
    placed = [location for location in known if location in positions]
    chains = _chains(stops, positions)
    joined = [pair for chain in chains for pair in pairwise(chain)]
    computed = _shortest_tree(placed, joined, positions)
    return CorridorLine(
        tuple(chains), tuple(computed), tuple(placed), tuple(place for place in known if place not in positions)
    )


def measure_distance(one: Position, other: Position) -> float:
    """Return the kilometres between two positions on a sphere."""
    (east, north), (east2, north2) = one, other
    across, up = math.radians(east2 - east), math.radians(north2 - north)
    part = math.sin(up / 2) ** 2
    part += math.cos(math.radians(north)) * math.cos(math.radians(north2)) * math.sin(across / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(part))


def _chains(stops: list[Stop], positions: Mapping[str, Position]) -> list[tuple[str, ...]]:
    """Return each list of stops as the locations with a position, once for each mode that it tells apart."""
    lists: dict[tuple[str, str], list[Stop]] = {}
    for stop in stops:
        lists.setdefault((stop.route, stop.source), []).append(stop)
    chains: dict[tuple[str, ...], None] = {}
    for members in lists.values():
        modes = sorted({stop.mode for stop in members if stop.mode}) or [""]
        for mode in modes:
            chain = [stop.location for stop in members if stop.mode in {"", mode} and stop.location in positions]
            # A port has the position of its town: to go from one to the other draws nothing.
            moved = chain[:1] + [b for a, b in pairwise(chain) if positions[a] != positions[b]]
            if len(moved) > 1:
                chains.setdefault(tuple(moved))
    return list(chains)


def _shortest_tree(
    places: list[str], joined: Iterable[tuple[str, str]], positions: Mapping[str, Position]
) -> list[tuple[str, str]]:
    """Return the pairs that join all places with the fewest kilometres, beside those joined already (Kruskal)."""
    root = {place: place for place in places}

    def find(place: str) -> str:
        while root[place] != place:
            place = root[place]
        return place

    for one, other in joined:
        root[find(one)] = find(other)
    pairs = sorted(
        combinations(places, 2),
        key=lambda pair: (round(measure_distance(positions[pair[0]], positions[pair[1]]), 6), pair),
    )
    tree = []
    for one, other in pairs:
        if find(one) != find(other):
            root[find(one)] = find(other)
            if positions[one] != positions[other]:
                tree.append((one, other))
    return tree
