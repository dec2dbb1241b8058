"""Diagrams of names and arrows between them, in columns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.drawing.boxes import overlap
from carec_kg.drawing.frame import WIDTH, Block, Drawing, compose
from carec_kg.drawing.layering import Edge, arrange_layers, most_linked
from carec_kg.drawing.measuring import shorten, width_of, wrap
from carec_kg.drawing.svg import PAPER, Element, element, group, number, text, tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.drawing.boxes import Box
    from carec_kg.drawing.svg import Attribute
    from carec_kg.drawing.words import Words

#: Names in one drawing.
MOST = 60
_MARGIN, _GAP = 12.0, 10.0
_LINE, _PAD = 15.0, 6.0
#: Between two columns: room for arrows, and for what they say.
_AISLE, _AISLE_WITH_WORDS = 70.0, 170.0
_NARROWEST = 150.0


@dataclass(frozen=True, slots=True)
class _Node:
    """A box with a name: its left upper corner, size and lines."""

    name: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Return the height of its middle."""
        return self.y + self.height / 2


def draw_graph(edges: list[Edge], notes: list[str], words: Words) -> Drawing | None:
    """Return the diagram, with the best linked names only where there are too many; ``None`` without an arrow."""
    unique = [edge for edge in _merge(edges) if edge.source != edge.target]
    loops = sum(1 for edge in edges if edge.source == edge.target)
    if loops:
        notes = [*notes, words.say("loops", count=loops)]
    names = {name for edge in unique for name in (edge.source, edge.target)}
    kept = most_linked(unique, MOST)
    drawn = [edge for edge in unique if edge.source in kept and edge.target in kept]
    if not drawn:
        return None
    if len(kept) < len(names):
        notes = [words.say("nodes-cut", drawn=len(kept), all=len(names)), *notes]
    nodes, height, width = _place(arrange_layers(drawn), labelled=any(edge.label for edge in drawn))
    arrows = [_arrow(edge, nodes, words) for edge in drawn]
    said = _Sayings(nodes, drawn).draw()
    block = Block((_head(words), *arrows, *said, *(_box(node) for node in nodes.values())), height, width)
    alt = words.say("alt-graph", kind=words.say("graph"), nodes=len(nodes), edges=len(drawn))
    return compose("graph", block, alt, notes, words)


def _merge(edges: list[Edge]) -> list[Edge]:
    """Return one arrow for each pair of names, with all that is said of it."""
    labels: dict[tuple[str, str], list[str]] = {}
    for edge in edges:
        said = labels.setdefault((edge.source, edge.target), [])
        if edge.label and edge.label not in said:
            said.append(edge.label)
    return [Edge(source, target, ", ".join(said)) for (source, target), said in labels.items()]


def _place(columns: list[list[str]], *, labelled: bool) -> tuple[dict[str, _Node], float, float]:
    """Return the boxes by name, and the height and width that they take; many columns make a diagram wider."""
    aisle = _AISLE_WITH_WORDS if labelled else _AISLE
    total = max(WIDTH, 2 * _MARGIN + len(columns) * _NARROWEST + (len(columns) - 1) * aisle)
    width = (total - 2 * _MARGIN - (len(columns) - 1) * aisle) / len(columns)
    stacks = [[(name, tuple(wrap(name, width - 2 * _PAD, 12, lines=4))) for name in column] for column in columns]
    heights = [sum(len(lines) * _LINE + 2 * _PAD + _GAP for _, lines in stack) - _GAP for stack in stacks]
    tall = max(heights)
    nodes: dict[str, _Node] = {}
    for index, (stack, height) in enumerate(zip(stacks, heights, strict=True)):
        space = (tall - height) / (len(stack) + 1)
        x, y = _MARGIN + index * (width + aisle), 4 + space
        for name, lines in stack:
            box = len(lines) * _LINE + 2 * _PAD
            nodes[name] = _Node(name, x, y, width, box, lines)
            y += box + _GAP + space
    return nodes, tall + 10, total


def _head(words: Words) -> Element:
    triangle = element("path", {"class": "d-head", "d": "M0 0L8 4L0 8Z", "fill": "#566268"})
    marker = element(
        "marker",
        {
            "id": f"{words.key}-head",
            "markerWidth": 8,
            "markerHeight": 8,
            "refX": 8,
            "refY": 4,
            "orient": "auto",
            "markerUnits": "userSpaceOnUse",
        },
        triangle,
    )
    return element("defs", {}, marker)


def _ends(edge: Edge, nodes: Mapping[str, _Node]) -> tuple[float, float, float, float]:
    """Return where an arrow begins and ends: side to side, or back where the columns are the other way round."""
    source, target = nodes[edge.source], nodes[edge.target]
    if source.x < target.x:
        return source.x + source.width, source.middle, target.x, target.middle
    return source.x, source.middle, target.x + target.width, target.middle


def _arrow(edge: Edge, nodes: Mapping[str, _Node], words: Words) -> Element:
    x1, y1, x2, y2 = _ends(edge, nodes)
    middle = (x1 + x2) / 2
    corners = ((x1, y1), (middle, y1), (middle, y2), (x2, y2))
    start, *rest = (f"{number(x)} {number(y)}" for x, y in corners)
    curve = f"M{start}C{' '.join(rest)}"
    name = " → ".join(part for part in (edge.source, edge.label, edge.target) if part)
    attributes = {"class": "d-arrow", "d": curve, "fill": "none", "stroke": "#7d878c"}
    return element("path", {**attributes, "marker-end": f"url(#{words.key}-head)"}, tip(name))


class _Sayings:
    """What arrows say, at the end that fewer arrows share, so that they do not run into each other."""

    def __init__(self, nodes: Mapping[str, _Node], edges: list[Edge]) -> None:
        self._nodes = nodes
        self._edges = edges
        self._links = Counter(name for edge in edges for name in (edge.source, edge.target))
        self._taken: list[Box] = [
            (node.x, node.y, node.x + node.width, node.y + node.height) for node in nodes.values()
        ]

    def draw(self) -> list[Element]:
        """Return the labels of the arrows that have room for them; the others have theirs on hovering alone."""
        return [drawn for edge in self._edges if edge.label and (drawn := self._label(edge))]

    def _label(self, edge: Edge) -> Element | None:
        x1, y1, x2, y2 = _ends(edge, self._nodes)
        aisle = abs(x2 - x1)
        if aisle < 60:
            return None
        label = shorten(edge.label, min(aisle * 0.62, _AISLE_WITH_WORDS * 0.62), 11)
        half = width_of(label, 11) / 2
        ahead = 1 if x2 > x1 else -1
        at_source = (x1 + ahead * (half + 10), y1)
        at_target = (x2 - ahead * (half + 14), y2)
        order = (
            (at_target, at_source) if self._links[edge.target] <= self._links[edge.source] else (at_source, at_target)
        )
        for x, y in (*order, ((x1 + x2) / 2, (y1 + y2) / 2)):
            box = (x - half - 3, y - 7, x + half + 3, y + 7)
            if not any(overlap(box, other) for other in self._taken):
                self._taken.append(box)
                return _tag(label, x, y, 2 * half)
        return None


def _tag(label: str, x: float, y: float, width: float) -> Element:
    back: dict[str, Attribute] = {
        "class": "d-paper",
        "x": x - width / 2 - 2,
        "y": y - 8,
        "width": width + 4,
        "height": 14,
        "fill": PAPER,
    }
    return group([element("rect", back), text((x, y + 3), label, ink="muted", size=11, anchor="middle")])


def _box(node: _Node) -> Element:
    frame = element(
        "rect",
        {
            "class": "d-node",
            "x": node.x,
            "y": node.y,
            "width": node.width,
            "height": node.height,
            "rx": 4,
            "fill": "#ffffff",
            "stroke": "#7d878c",
        },
    )
    lines = [
        text((node.x + _PAD, node.y + _PAD + 11 + index * _LINE), line, size=12)
        for index, line in enumerate(node.lines)
    ]
    return group([tip(node.name), frame, *lines])
