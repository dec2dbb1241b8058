"""From rows to lines: which rows are one series, which series share a panel, where a line has a gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

#: Lines in one panel, as many as there are looks; and panels in one drawing.
MOST_LINES = 6
MOST_PANELS = 12


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a place on the axis below: a year, or a day as an ordinal; ``name`` is the day or year in words."""

    at: float
    name: str
    value: Decimal
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Points under one name, in order; ``look`` is its number among all series of the drawing."""

    name: str
    points: tuple[Point, ...]
    look: int

    def runs(self, *, yearly: bool) -> list[list[Point]]:
        """Return the points in runs that a line joins: with ``yearly`` values a year without one ends a run."""
        runs: list[list[Point]] = []
        for point in self.points:
            if runs and not (yearly and point.at - runs[-1][-1].at > 1):
                runs[-1].append(point)
            else:
                runs.append([point])
        return runs


@dataclass(frozen=True, slots=True)
class Panel:
    """Series that share a pair of axes; its name is empty where it is the only one of its unit."""

    name: str
    unit: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A row read for a line chart: the values that name its series (by column), its unit and its point."""

    names: tuple[str, ...]
    unit: str
    point: Point


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels, and how many there would be, how many readings were too many for a panel, how many were alike."""

    panels: tuple[Panel, ...]
    all: int
    dropped: int
    merged: int


def arrange(readings: Sequence[Reading]) -> Panels:
    """Return the readings as panels, units apart.

    Where one panel would have too many lines, there is one for each value of the column that leaves few enough lines
    in each, or of the one that leaves fewest.
    """
    unique = list(dict.fromkeys(readings))
    units = list(dict.fromkeys(reading.unit for reading in unique))
    facet = _choose_facet(unique)
    keys = list(dict.fromkeys(_key(reading, facet) for reading in unique))
    # Panels of a unit stand together, in the order in which they come up.
    keys.sort(key=lambda key: units.index(key[0]))
    looks: dict[str, int] = {}
    panels, dropped = [], 0
    for key in keys[:MOST_PANELS]:
        members = [reading for reading in unique if _key(reading, facet) == key]
        series = _series(members, facet, looks)
        dropped += sum(len(line.points) for line in series[MOST_LINES:])
        panels.append(Panel(key[1], key[0], tuple(series[:MOST_LINES])))
    return Panels(tuple(panels), len(keys), dropped, len(readings) - len(unique))


def _key(reading: Reading, facet: int | None) -> tuple[str, str]:
    return reading.unit, "" if facet is None else reading.names[facet]


def _series_name(reading: Reading, facet: int | None) -> str:
    return " · ".join(name for index, name in enumerate(reading.names) if index != facet and name)


def _crowd(readings: Sequence[Reading], facet: int | None) -> int:
    """Return the most lines that a panel would have."""
    lines: dict[tuple[str, str], set[str]] = {}
    for reading in readings:
        lines.setdefault(_key(reading, facet), set()).add(_series_name(reading, facet))
    return max((len(names) for names in lines.values()), default=0)


def _choose_facet(readings: Sequence[Reading]) -> int | None:
    if _crowd(readings, None) <= MOST_LINES:
        return None
    columns = range(len(readings[0].names))
    fitting = [column for column in columns if _crowd(readings, column) <= MOST_LINES]
    if fitting:
        return min(fitting, key=lambda column: len({reading.names[column] for reading in readings}))
    return min(columns, key=lambda column: _crowd(readings, column))


def _series(members: Sequence[Reading], facet: int | None, looks: dict[str, int]) -> list[Series]:
    found: dict[str, list[Point]] = {}
    for reading in members:
        found.setdefault(_series_name(reading, facet), []).append(reading.point)
    for name in found:
        looks.setdefault(name, len(looks))
    return [
        Series(name, tuple(sorted(points, key=lambda point: (point.at, point.value))), looks[name])
        for name, points in found.items()
    ]
