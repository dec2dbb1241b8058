"""The base map of the drawings from Natural Earth's files: fewer points by Visvalingam's rule, whole hundredths.

``python -m carec_kg.drawing.simplify FOLDER`` reads the GeoJSON layers in a folder and writes ``basemap/layers.json``.
Points that borders share stay shared: where three lines meet a point is never dropped, and between two such points
every line that runs there loses the same ones.
"""

from __future__ import annotations

import json
import sys
from heapq import heapify, heappop, heappush
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carec_kg.drawing.wkt import Position

#: The layers that are drawn, and what is kept of the properties of their features.
LAYERS = {
    "countries": ("iso_a3", "name", "label"),
    "admin1_prc_selected": ("iso_3166_2", "name"),
    "lakes": ("name",),
    "coastline": (),
    "boundary_lines": ("ne_class",),
    "boundary_lines_disputed": ("featurecla",),
    "disputed_areas": ("name", "note_brk", "as_of"),
}
#: Square degrees of the triangle by which a point stands out; smaller ones are dropped.
THRESHOLD = 0.012
#: Square degrees of islands that are too small to be seen.
_SMALLEST = 0.02
_HUNDREDTHS = 100


def triangle(before: Position, point: Position, after: Position) -> float:
    """Return the area of the triangle that a point makes with its neighbours."""
    (ax, ay), (bx, by), (cx, cy) = before, point, after
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def simplify(points: Sequence[Position], threshold: float, fixed: frozenset[Position] = frozenset()) -> list[Position]:
    """Return the points without those that stand out least, one after the other (Visvalingam and Whyatt, 1993).

    Ends and ``fixed`` points stay. The way round makes no difference.
    """
    before = {index: index - 1 for index in range(1, len(points) - 1)}
    after = {index: index + 1 for index in range(1, len(points) - 1)}
    gone: set[int] = set()

    def weigh(index: int) -> tuple[float, Position, int]:
        return triangle(points[before[index]], points[index], points[after[index]]), points[index], index

    heap = [weigh(index) for index in before if points[index] not in fixed]
    heapify(heap)
    while heap and heap[0][0] < threshold:
        weight, _, index = heappop(heap)
        if index in gone or weight != weigh(index)[0]:
            continue
        gone.add(index)
        left, right = before[index], after[index]
        for neighbour, links, target in ((left, after, right), (right, before, left)):
            if neighbour in links:
                links[neighbour] = target
                if points[neighbour] not in fixed:
                    heappush(heap, weigh(neighbour))
    return [point for index, point in enumerate(points) if index not in gone]


def find_junctions(lines: Sequence[Sequence[Position]]) -> frozenset[Position]:
    """Return the points where lines meet or part, and the ends of all lines."""
    neighbours: dict[Position, set[Position]] = {}
    ends: set[Position] = set()
    for line in lines:
        if line[0] != line[-1]:
            ends |= {line[0], line[-1]}
        for one, other in pairwise(line):
            neighbours.setdefault(one, set()).add(other)
            neighbours.setdefault(other, set()).add(one)
    return frozenset(ends | {point for point, others in neighbours.items() if len(others) > 2})


def area(ring: Sequence[Position]) -> float:
    """Return the area of a ring in square degrees."""
    pairs = pairwise(ring)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def _lines_of(coordinates: Any) -> Iterator[list[Position]]:  # noqa: ANN401 - as deep as the geometry nests
    if isinstance(coordinates[0][0], int | float):
        yield [(float(point[0]), float(point[1])) for point in coordinates]
    else:
        for part in coordinates:
            yield from _lines_of(part)


def _turn(ring: list[Position], fixed: frozenset[Position]) -> list[Position]:
    """Return a closed ring that begins at a junction, or else at its least point, so that its seam is no accident."""
    if ring[0] != ring[-1]:
        return ring
    start = min(range(len(ring) - 1), key=lambda index: (ring[index] not in fixed, ring[index]))
    return [*ring[start:-1], *ring[: start + 1]]


def _encode(points: Sequence[Position]) -> list[int]:
    """Return whole hundredths of degrees, each point as its distance from the one before."""
    whole = [(round(x * _HUNDREDTHS), round(y * _HUNDREDTHS)) for x, y in points]
    flat = [*whole[0]]
    for (ax, ay), (bx, by) in pairwise(whole):
        if (ax, ay) != (bx, by):
            flat += [bx - ax, by - ay]
    return flat


def build(folder: Path) -> str:
    """Return the base map as JSON text; the same files give the same text."""
    read = {name: json.loads((folder / f"{name}.geojson").read_text("utf-8"))["features"] for name in LAYERS}
    shapes = {
        name: [(found, list(_lines_of(found["geometry"]["coordinates"]))) for found in features]
        for name, features in read.items()
    }
    fixed = find_junctions([line for features in shapes.values() for _, lines in features for line in lines])
    layers: dict[str, list[dict[str, Any]]] = {}
    for name, features in shapes.items():
        layers[name] = []
        for found, lines in features:
            small = [line for line in lines if line[0] != line[-1] or area(line) >= _SMALLEST]
            kept = small or lines[:1]
            encoded = [_encode(simplify(_turn(line, fixed), THRESHOLD, fixed)) for line in kept]
            properties = {key: found["properties"][key] for key in LAYERS[name] if key in found["properties"]}
            layers[name].append({**properties, "lines": encoded})
    rows = [
        f'"{name}": [\n'
        + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        + "\n]"
        for name, rows in layers.items()
    ]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def main() -> None:
    """Write the base map of this package from the folder that is named on the command line."""
    target = Path(__file__).parent / "basemap" / "layers.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(build(Path(sys.argv[1])), encoding="utf-8")


if __name__ == "__main__":
    main()
