"""The layers of the base map: simplified from Natural Earth, in hundredths of degrees."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carec_kg.drawing.wkt import Position


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines, or the rings of areas, under a name; ``code`` is ISO's if there is one, ``kind`` Natural Earth's word.

    ``labelled`` says that the name may stand on a map; that of context may not.
    """

    name: str
    code: str
    kind: str
    lines: tuple[tuple[Position, ...], ...]
    labelled: bool = False


@lru_cache(maxsize=1)
def read_layers() -> dict[str, tuple[Shape, ...]]:
    """Return the layers by the names that ``simplify.LAYERS`` gives them."""
    text = files("carec_kg.drawing").joinpath("basemap", "layers.json").read_text("utf-8")
    return {
        name: tuple(
            Shape(
                row.get("name") or "",
                row.get("iso_a3") or row.get("iso_3166_2") or "",
                row.get("ne_class") or row.get("featurecla") or row.get("note_brk") or "",
                tuple(_decode(line) for line in row["lines"]),
                labelled=bool(row.get("label")),
            )
            for row in rows
        )
        for name, rows in json.loads(text).items()
    }


def _decode(flat: list[int]) -> tuple[Position, ...]:
    x = y = 0
    points = []
    for across, up in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + across, y + up
        points.append((x / 100, y / 100))
    return tuple(points)
