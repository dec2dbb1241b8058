"""From the rows of an answer to the drawing that suits it, as the view of its question says."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from carec_kg.drawing.bar import Bar, draw_bars, name_sources
from carec_kg.drawing.days import write_day
from carec_kg.drawing.graph import draw_graph
from carec_kg.drawing.layering import Edge
from carec_kg.drawing.line import draw_lines
from carec_kg.drawing.series import Point, Reading
from carec_kg.drawing.sheet import Sheet, short_name
from carec_kg.drawing.span import read_entry
from carec_kg.drawing.timeline import draw_timeline
from carec_kg.drawing.views_map import draw_places
from carec_kg.rdf.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from carec_kg.drawing.frame import Drawing
    from carec_kg.drawing.sheet import DrawnColumn
    from carec_kg.drawing.words import Words
    from carec_kg.rdf.terms import Term, Triple

#: Looks for the groups of bars; with more groups than looks their colours would say nothing.
_MOST_GROUPS = 6


def draw_view(
    kind: str,
    roles: Mapping[str, str],
    columns: Sequence[DrawnColumn],
    rows: Iterable[tuple[Term | None, ...]],
    words: Words,
) -> Drawing | None:
    """Return the drawing of a view: ``kind`` and ``roles`` as saved queries declare them, a row for each solution.

    The rows of a CONSTRUCT are its triples (``kind`` is ``graph`` without roles). ``None`` where there is nothing to
    draw: a table, no rows, or none with what the view needs.
    """
    if kind == "graph" and not roles:
        return _draw_triples([row for row in rows if None not in row], words)  # type: ignore[misc] # none is unbound
    draw = _VIEWS.get(kind)
    sheet = Sheet(tuple(columns), tuple(rows), roles, words)
    return draw(sheet) if draw else None


def _draw_bar(sheet: Sheet) -> Drawing | None:
    x, y, group = sheet.roles["x"], sheet.roles["y"], sheet.roles.get("group")
    known = [x, *([group] if group else [])]
    rows = [row for row in range(len(sheet.rows)) if sheet.number(row, y) is not None]
    groups = list(dict.fromkeys(sheet.text(row, group) for row in rows))
    naming = [*(known[1:] if len(groups) > 1 else []), *sheet.telling(rows, known)]
    bars = []
    for row in rows:
        value = sheet.number(row, y)
        details = " · ".join(text for name in naming if (text := sheet.text(row, name)))
        look = groups.index(sheet.text(row, group)) if len(groups) <= _MOST_GROUPS else 0
        if value is not None:
            qualifier, unit = sheet.qualifier(row, y), sheet.unit(row, y)
            bars.append(Bar(sheet.text(row, x), details, value, qualifier, unit, look))
    unique = list(dict.fromkeys(name_sources(bars, [sheet.source(row) for row in rows])))
    # Bars of one name stand together, in the order in which the names come up.
    order = {name: place for place, name in enumerate(dict.fromkeys(bar.name for bar in unique))}
    unique.sort(key=lambda bar: order[bar.name])
    notes = [*_missing(sheet, len(rows), y), *_merged(sheet, len(bars) - len(unique))]
    return draw_bars(unique, sheet.title(y), notes, sheet.words)


def _draw_line(sheet: Sheet) -> Drawing | None:
    x, y, group = sheet.roles["x"], sheet.roles["y"], sheet.roles.get("group")
    column = sheet.column(x)
    yearly = column is not None and column.type in {"year", "integer", "gYear"}
    rows = [row for row in range(len(sheet.rows)) if sheet.number(row, y) is not None and sheet.day(row, x)]
    known = [x, *([group] if group else [])]
    names = [*known[1:], *sheet.telling(rows, known)]
    readings = []
    for row in rows:
        day, value = sheet.day(row, x), sheet.number(row, y)
        if day and value is not None:
            at = day.year if yearly else day.toordinal()
            name = sheet.text(row, x) if yearly else write_day(day, sheet.text(row, "precision") or "day")
            point = Point(at, name, value, sheet.qualifier(row, y))
            readings.append(Reading(tuple(sheet.text(row, name) for name in names), sheet.unit(row, y), point))
    notes = _missing(sheet, len(rows), x if any(not sheet.day(row, x) for row in range(len(sheet.rows))) else y)
    return draw_lines(readings, sheet.title(y), notes, sheet.words, yearly=yearly)


def _draw_timeline(sheet: Sheet) -> Drawing | None:
    label = sheet.roles["label"]
    entries, undated, merged = [], [], 0
    for row in range(len(sheet.rows)):
        entry = read_entry(sheet, row)
        if entry is None:
            undated.append(sheet.text(row, label))
        elif entry in entries:
            merged += 1
        else:
            entries.append(entry)
    dated = {entry.name for entry in entries}
    return draw_timeline(entries, [name for name in undated if name not in dated], _merged(sheet, merged), sheet.words)


def _draw_graph(sheet: Sheet) -> Drawing | None:
    source, target, label = (sheet.roles.get(role) for role in ("source", "target", "label"))
    edges, alone = [], 0
    for row in range(len(sheet.rows)):
        ends = sheet.text(row, source), _name_target(sheet, row, target)
        if all(ends):
            edges.append(Edge(*ends, sheet.text(row, label)))
        else:
            alone += 1
    notes = [sheet.words.say("no-target", count=alone)] if alone else []
    return draw_graph(edges, notes, sheet.words)


def _name_target(sheet: Sheet, row: int, target: str | None) -> str:
    """Return what an arrow leads to: the name, or the thing or value itself where it has none."""
    return sheet.text(row, target) or (sheet.text(row, target.removesuffix("Name")) if target else "")


def _draw_triples(triples: Sequence[Triple], words: Words) -> Drawing | None:
    edges, literals = [], 0
    for subject, predicate, value in triples:
        if isinstance(value, Literal):
            literals += 1
        else:
            names = [words.labels.get(term.value) or short_name(term.value) for term in (subject, predicate, value)]
            edges.append(Edge(names[0], names[2], names[1]))
    return draw_graph(edges, [words.say("literals", count=literals)] if literals else [], words)


def _missing(sheet: Sheet, drawn: int, name: str) -> list[str]:
    count = len(sheet.rows) - drawn
    column = sheet.title(name)
    if not count:
        return []
    return [sheet.words.say("no-value", column=f"“{column}”", count=count, all=len(sheet.rows))]


def _merged(sheet: Sheet, count: int) -> list[str]:
    return [sheet.words.say("merged", count=count)] if count else []


_View: TypeAlias = "Callable[[Sheet], Drawing | None]"
_VIEWS: dict[str, _View] = {
    "bar": _draw_bar,
    "line": _draw_line,
    "timeline": _draw_timeline,
    "graph": _draw_graph,
    "map": draw_places,
}
