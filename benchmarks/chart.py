"""Draw the ratios to Oxigraph's server as bars on a logarithmic scale, as SVG."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from benchmarks.servers import OURS, OXIGRAPH
from benchmarks.serving import select

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.serving import Cell

_LEFT, _WIDTH, _RIGHT, _BAR, _GAP, _TOP = 300, 520, 90, 18, 14, 56
_LOWEST, _HIGHEST = 0.001, 1000.0
_COLOURS = {OURS: "#0b5c73", OXIGRAPH: "#7d878c"}
_OTHER = "#a63d14"
_INK, _PAPER, _GRID = "#1b2326", "#fbfaf7", "#d5d9d6"


def draw_chart(cells: Sequence[Cell], triples: int) -> str:
    """Return the chart of one size of the data; every bar has its server and its figure written beside it."""
    rows = list(select(cells, triples))
    bars = sum(len(row) for _, _, row in rows)
    height = _TOP + bars * _BAR + len(rows) * (_GAP + _BAR) + 24
    title = f"Answers a second as multiples of Oxigraph's server, {triples:,} triples"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + _RIGHT} {height}" role="img">',
        f'<g font-family="sans-serif" font-size="12" fill="{_INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>',
        f'<text x="16" y="24" font-size="15">{escape(title)}</text>',
        *_grid(height),
    ]
    top = float(_TOP)
    for workload, fresh, row in rows:
        top += _GAP
        parts.append(f'<text x="16" y="{top + 12:g}" font-weight="bold">{workload.name}, {_kind(fresh=fresh)}</text>')
        top += _BAR
        for cell in row:
            parts += _bar(cell, top)
            top += _BAR
    return "\n".join([*parts, "</g></svg>"]) + "\n"


def _kind(*, fresh: bool) -> str:
    return "never seen before" if fresh else "repeated"


def position(ratio: float) -> float:
    """Return where a ratio lies on the scale; what lies beyond its ends stands at its ends."""
    bounded = min(max(ratio, _LOWEST), _HIGHEST)
    return _LEFT + _WIDTH * math.log(bounded / _LOWEST) / math.log(_HIGHEST / _LOWEST)


def _grid(height: int) -> Iterator[str]:
    for ratio in (0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0):
        x = position(ratio)
        stroke = _INK if ratio == 1.0 else _GRID
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{height - 12}" stroke="{stroke}"/>'
        yield f'<text x="{x:.1f}" y="{_TOP - 8}" text-anchor="middle">{ratio:g} x</text>'


def _bar(cell: Cell, top: float) -> Iterator[str]:
    """Draw from 1 x to the ratio, so that slower goes to the left and faster to the right."""
    ratio = cell.ratio
    yield f'<text x="28" y="{top + 13:g}">{escape(cell.server)}</text>'
    if ratio is None:
        return
    start, end = sorted((position(1.0), position(ratio)))
    colour = _COLOURS.get(cell.server, _OTHER)
    width = max(end - start, 2.0)
    yield f'<rect x="{start:.1f}" y="{top + 3:g}" width="{width:.1f}" height="{_BAR - 5}" fill="{colour}"/>'
    yield f'<text x="{end + 6:.1f}" y="{top + 13:g}">{ratio:.3g} x</text>'
