"""Line charts: several series over years or days, small multiples where one pair of axes would be too full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.drawing.amounts import format_amount, title_with_unit
from carec_kg.drawing.frame import WIDTH, Block, Drawing, compose
from carec_kg.drawing.line_axes import Axes, Box, make_axes
from carec_kg.drawing.line_labels import draw_key, label_ends
from carec_kg.drawing.measuring import width_of, wrap
from carec_kg.drawing.palette import look_of, marker, stroke
from carec_kg.drawing.series import MOST_LINES, Panel, Panels, Point, Reading, Series, arrange
from carec_kg.drawing.svg import Element, group, text

if TYPE_CHECKING:
    from carec_kg.drawing.words import Words

_MARGIN = 12.0
_GUTTER = 18.0
_HEIGHT, _SMALL = 300.0, 132.0
_LABELS = 210.0


def draw_lines(
    readings: list[Reading], measure: str, notes: list[str], words: Words, *, yearly: bool
) -> Drawing | None:
    """Return a line chart; points lie at years with ``yearly``, else at days. ``None`` without readings."""
    if not readings:
        return None
    panels = arrange(readings)
    many = len(panels.panels) > len({panel.unit for panel in panels.panels})
    elements: list[Element] = []
    top = 0.0
    key = _Key(panels, words)
    if key.shared:
        block = draw_key(key.names, top)
        elements += block.elements
        top += block.height + 6
    for unit in dict.fromkeys(panel.unit for panel in panels.panels):
        members = [panel for panel in panels.panels if panel.unit == unit]
        for line in wrap(title_with_unit(measure, unit), WIDTH - 2 * _MARGIN, 13, bold=True):
            top += 18
            elements.append(text((_MARGIN, top - 5), line, bold=True))
        block = _Grid(members, words, yearly=yearly, small=many, labelled=not key.shared).draw(top)
        elements += block.elements
        top += block.height + 8
    notes = [*_notes(panels, words, yearly=yearly), *notes]
    return compose("line", Block(tuple(elements), top), _describe(panels, measure, words), notes, words)


class _Key:
    """Which names of series are shown once for all panels: those of several panels, or too long to stand beside."""

    def __init__(self, panels: Panels, words: Words) -> None:
        names = {series.name: series.look for panel in panels.panels for series in panel.series}
        self.names = {name or words.title: look for name, look in names.items()} if len(names) > 1 else {}
        wide = any(width_of(name, 12) > _LABELS for name in names)
        self.shared = bool(self.names) and (len(panels.panels) > 1 or wide)


class _Grid:
    """The panels of one unit, side by side on the same scales."""

    def __init__(self, panels: list[Panel], words: Words, *, yearly: bool, small: bool, labelled: bool) -> None:
        self._panels = panels
        self._words = words
        self._yearly = yearly
        self._labels = 0.0
        if labelled:
            widths = [width_of(line.name, 12) for line in panels[0].series if len(panels[0].series) > 1]
            self._labels = max(widths, default=0.0) + (22 if widths else 0)
        self._columns = min(3, len(panels)) if small else 1
        self._height = _SMALL if small else _HEIGHT
        self._points = [point for panel in panels for series in panel.series for point in series.points]

    def draw(self, top: float) -> Block:
        """Return the panels from ``top`` on."""
        elements: list[Element] = []
        width = (WIDTH - 2 * _MARGIN - (self._columns - 1) * _GUTTER) / self._columns
        y = top
        for first in range(0, len(self._panels), self._columns):
            row = self._panels[first : first + self._columns]
            headings = [wrap(panel.name, width, 12, bold=True, lines=2) if panel.name else [] for panel in row]
            head = max(len(lines) for lines in headings) * 16.0 + 8
            for index, (panel, lines) in enumerate(zip(row, headings, strict=True)):
                x = _MARGIN + index * (width + _GUTTER)
                elements += [text((x, y + 13 + 16 * at), line, size=12, bold=True) for at, line in enumerate(lines)]
                box = Box(x, x + width - self._labels, y + head, y + head + self._height)
                elements.append(self._panel(panel, box))
            y += head + self._height + 30
        return Block(tuple(elements), y - top)

    def _panel(self, panel: Panel, box: Box) -> Element:
        axes = make_axes(self._points, box, self._words, yearly=self._yearly)
        elements = [*axes.elements]
        for series in panel.series:
            elements += self._line(series, axes, panel.unit)
        if self._labels:
            ends = [(line.name, axes.place(line.points[-1]), look_of(line.look)) for line in panel.series]
            elements += label_ends(ends, box)
        return group(elements)

    def _line(self, series: Series, axes: Axes, unit: str) -> list[Element]:
        look = look_of(series.look)
        lines = [
            stroke([axes.place(point) for point in run], look)
            for run in series.runs(yearly=self._yearly)
            if len(run) > 1
        ]
        marks = [
            marker(axes.place(point), look, hollow=bool(point.qualifier), name=self._name(series, point, unit))
            for point in series.points
        ]
        return [*lines, *marks]

    def _name(self, series: Series, point: Point, unit: str) -> str:
        amount = f"{point.qualifier} {format_amount(point.value, self._words)} {unit}".strip()
        return ", ".join(part for part in (series.name, point.name, amount) if part)


def _notes(panels: Panels, words: Words, *, yearly: bool) -> list[str]:
    every = [series for panel in panels.panels for series in panel.series]
    notes = []
    if panels.all > len(panels.panels):
        notes.append(words.say("panels-cut", drawn=len(panels.panels), all=panels.all))
    if panels.dropped:
        notes.append(words.say("series-cut", most=MOST_LINES, count=panels.dropped))
    if panels.merged:
        notes.append(words.say("merged", count=panels.merged))
    if any(len(series.runs(yearly=yearly)) > 1 for series in every):
        notes.append(words.say("gap"))
    if any(len({point.at for point in series.points}) < len(series.points) for series in every):
        notes.append(words.say("stroke"))
    if any(point.qualifier for series in every for point in series.points):
        notes.append(words.say("qualified"))
    return notes


def _describe(panels: Panels, measure: str, words: Words) -> str:
    every = [series for panel in panels.panels for series in panel.series]
    points = [point for series in every for point in series.points]
    first, last = min(points, key=lambda point: point.at), max(points, key=lambda point: point.at)
    names = [
        name for name in dict.fromkeys([*(panel.name for panel in panels.panels), *(s.name for s in every)]) if name
    ]
    listed = words.list_names(names or [measure])
    return words.say(
        "alt-line", kind=words.say("line"), measure=measure, first=first.name, last=last.name, series=listed
    )
