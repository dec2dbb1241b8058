"""A layered layout of nodes and arrows: columns from left to right, few crossings, the same for the same input."""

from __future__ import annotations

from dataclasses import dataclass

#: How often the order in the columns is improved.
_SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two names, and what it says."""

    source: str
    target: str
    label: str = ""


def most_linked(edges: list[Edge], most: int) -> set[str]:
    """Return the names to keep: those with most links, of equals the ones that come first; all where few enough.

    A name whose partners are all left out is left out too.
    """
    order: dict[str, int] = {}
    degree: dict[str, int] = {}
    for edge in edges:
        for name in (edge.source, edge.target):
            order.setdefault(name, len(order))
            degree[name] = degree.get(name, 0) + 1
    kept = set(sorted(order, key=lambda name: (-degree[name], order[name]))[:most])
    joined = {name for edge in edges if {edge.source, edge.target} <= kept for name in (edge.source, edge.target)}
    return kept & joined


def arrange_layers(edges: list[Edge]) -> list[list[str]]:
    """Return the names in columns: an arrow leads to a later column, unless it closes a circle."""
    forward = _without_circles(edges)
    depth = _depths(forward)
    columns: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name, column in depth.items():
        columns[column].append(name)
    partners: dict[str, list[str]] = {name: [] for name in depth}
    for source, target in forward:
        partners[source].append(target)
        partners[target].append(source)
    for sweep in range(_SWEEPS):
        indexes = range(1, len(columns)) if sweep % 2 == 0 else range(len(columns) - 2, -1, -1)
        for index in indexes:
            _sort_by_partners(columns, index, partners, depth, -1 if sweep % 2 == 0 else 1)
    return columns


def _without_circles(edges: list[Edge]) -> list[tuple[str, str]]:
    """Return the arrows, those turned round that would lead back to where one came from."""
    targets: dict[str, list[str]] = {}
    for edge in edges:
        targets.setdefault(edge.source, []).append(edge.target)
        targets.setdefault(edge.target, [])
    done: set[str] = set()
    back: set[tuple[str, str]] = set()
    for start in targets:
        _walk(start, targets, done, back)
    pairs = dict.fromkeys((edge.source, edge.target) for edge in edges if edge.source != edge.target)
    return list(dict.fromkeys((pair[1], pair[0]) if pair in back else pair for pair in pairs))


def _walk(start: str, targets: dict[str, list[str]], done: set[str], back: set[tuple[str, str]]) -> None:
    """Go through all that can be reached, depth first and without recursion; note the arrows that lead back."""
    if start in done:
        return
    open_, trail = {start}, [(start, iter(targets[start]))]
    while trail:
        name, rest = trail[-1]
        target = next(rest, None)
        if target is None:
            trail.pop()
            open_.discard(name)
            done.add(name)
        elif target in open_:
            back.add((name, target))
        elif target not in done:
            open_.add(target)
            trail.append((target, iter(targets[target])))


def _depths(forward: list[tuple[str, str]]) -> dict[str, int]:
    """Return the column of each name: one behind the last of those that lead to it, near to what it leads to."""
    depth = {name: 0 for pair in forward for name in pair}
    for _ in depth:
        moved = False
        for source, target in forward:
            if depth[target] <= depth[source]:
                depth[target] = depth[source] + 1
                moved = True
        if not moved:
            break
    entered = {target for _, target in forward}
    for name in depth:
        follow = [depth[target] for source, target in forward if source == name]
        if name not in entered and follow:
            depth[name] = min(follow) - 1
    return depth


def _sort_by_partners(
    columns: list[list[str]], index: int, partners: dict[str, list[str]], depth: dict[str, int], side: int
) -> None:
    """Order one column by where the partners on one side of it stand on average."""
    places = {name: place for column in columns for place, name in enumerate(column)}

    def middle(name: str) -> float:
        beside = [places[other] for other in partners[name] if (depth[other] - depth[name]) * side > 0]
        return sum(beside) / len(beside) if beside else float(places[name])

    columns[index].sort(key=lambda name: (middle(name), places[name]))
