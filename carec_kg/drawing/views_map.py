"""The map of an answer: a mark for each row with a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.drawing.amounts import format_amount
from carec_kg.drawing.point_map import Place, draw_points
from carec_kg.drawing.wkt import read_point

if TYPE_CHECKING:
    from carec_kg.drawing.frame import Drawing
    from carec_kg.drawing.sheet import Sheet


def draw_places(sheet: Sheet) -> Drawing | None:
    """Return the map of the rows; those without a point are named below."""
    label, geometry = sheet.roles["label"], sheet.roles["geometry"]
    group = sheet.roles.get("group")
    groups = list(dict.fromkeys(sheet.text(row, group) for row in range(len(sheet.rows))))
    places, missing = [], []
    for row in range(len(sheet.rows)):
        position = read_point(sheet.text(row, geometry))
        name = sheet.text(row, label)
        if position is None:
            missing.append(name)
        else:
            detail = ", ".join(part for part in (sheet.text(row, group), _value(sheet, row)) if part)
            places.append(Place(name, position, detail, groups.index(sheet.text(row, group))))
    unique = list(dict.fromkeys(places))
    merged = [sheet.words.say("merged", count=len(places) - len(unique))] if len(unique) < len(places) else []
    return draw_points(unique, missing, merged, sheet.words, groups)


def _value(sheet: Sheet, row: int) -> str:
    name = sheet.roles.get("value")
    number = sheet.number(row, name) if name else None
    if number is None or name is None:
        return ""
    return f"{sheet.qualifier(row, name)} {format_amount(number, sheet.words)} {sheet.unit(row, name)}".strip()
