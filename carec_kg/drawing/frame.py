"""The frame of every drawing: its name and description for those who do not see it, notes, and the source below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.drawing.measuring import wrap
from carec_kg.drawing.svg import PAPER, Element, element, group, number, text

if TYPE_CHECKING:
    from carec_kg.drawing.words import Words

WIDTH = 720.0
_MARGIN = 12.0
#: Behind Inter stand faces that run no wider, so that what fits in one fits in all.
_FONT = "Inter, Arial, 'Liberation Sans', 'Noto Sans CJK SC', sans-serif"


@dataclass(frozen=True, slots=True)
class Block:
    """The inside of a drawing: elements within a width and a height, both in pixels."""

    elements: tuple[Element, ...]
    height: float
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: SVG text, what it shows in words, and what has to be said about it, for instance what it left out."""

    svg: str
    alt: str
    notes: tuple[str, ...]


def compose(kind: str, block: Block, alt: str, notes: list[str], words: Words) -> Drawing:
    """Return the drawing of a kind (``bar``, ``line`` …): heading where wanted, the block, notes and source."""
    if words.cut:
        notes = [words.say("rows-cut", drawn=words.cut), *notes]
    children: list[Element] = []
    height = _MARGIN
    if words.heading:
        for line in wrap(words.title, block.width - 2 * _MARGIN, 17, bold=True):
            height += 22
            children.append(text((_MARGIN, height - 4), line, size=17, bold=True))
        height += 10
    children.append(element("g", {"transform": f"translate(0 {number(height)})"}, *block.elements))
    height += block.height + 6
    source = [words.say("source", source=words.source)] if words.source else []
    for note in (*notes, *source):
        for line in wrap(note, block.width - 2 * _MARGIN, 12):
            height += 17
            children.append(text((_MARGIN, height - 4), line, ink="muted", size=12))
    return Drawing(f"{_root(kind, children, alt, (block.width, height + _MARGIN), words)}\n", alt, tuple(notes))


def _root(kind: str, children: list[Element], alt: str, size: tuple[float, float], words: Words) -> Element:
    width, height = size
    title, description = f"{words.key}-title", f"{words.key}-desc"
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"drawing drawing-{kind}",
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "width": width,
            "height": height,
            "role": "img",
            "aria-labelledby": f"{title} {description}",
            "font-family": _FONT,
            "font-size": 13,
        },
        element("title", {"id": title}, words.title),
        element("desc", {"id": description}, alt),
        element("rect", {"class": "d-paper", "width": width, "height": height, "fill": PAPER}),
        group(children),
    )
