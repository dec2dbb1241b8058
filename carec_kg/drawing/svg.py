"""SVG as a tree of elements, written so that the same tree always gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Attribute: TypeAlias = str | float | None

#: The paper's colour and the ink of a drawing that stands alone; on a page the style sheet's colours win.
PAPER = "#fbfaf7"
_INKS = {"ink": "#1b2326", "muted": "#566268", "accent": "#0b5c73", "warm": "#a63d14", "paper": PAPER}
#: What XML 1.0 shuts out of any text (section 2.2).
_NO_CHARACTER = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))


@dataclass(frozen=True, slots=True)
class Element:
    """An element with attributes in the order of writing; children are elements and texts."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Element | str, ...] = ()

    def __str__(self) -> str:
        opening = self.name + "".join(f" {name}={quoteattr(_clean(value))}" for name, value in self.attributes)
        if not self.children:
            return f"<{opening}/>"
        inner = "".join(str(child) if isinstance(child, Element) else escape(_clean(child)) for child in self.children)
        return f"<{opening}>{inner}</{self.name}>"


def element(name: str, attributes: Mapping[str, Attribute], *children: Element | str) -> Element:
    """Return an element; numbers are written short, and an attribute that is ``None`` is left out."""
    written = tuple(
        (key, value if isinstance(value, str) else number(value))
        for key, value in attributes.items()
        if value is not None
    )
    return Element(name, written, children)


def group(children: Iterable[Element], **names: str) -> Element:
    """Return a ``g`` around children, with what names it: ``role``, ``id``; ``kind`` is its class."""
    attributes = {"class" if key == "kind" else key.replace("_", "-"): value for key, value in names.items()}
    return element("g", attributes, *children)


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def path(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Return the ``d`` of a path through points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + ("Z" if closed else "")


def text(
    position: tuple[float, float],
    content: str,
    *,
    ink: str = "ink",
    size: float = 13,
    anchor: str | None = None,
    bold: bool = False,
) -> Element:
    """Return a line of text at its baseline; ``anchor`` is ``middle`` or ``end``, otherwise the text starts there."""
    x, y = position
    attributes: dict[str, Attribute] = {
        "class": f"d-{ink}",
        "x": x,
        "y": y,
        "fill": _INKS[ink],
        "font-size": size,
        "font-weight": "600" if bold else None,
        "text-anchor": anchor,
    }
    return element("text", attributes, content)


def rule(
    start: tuple[float, float], end: tuple[float, float], *, kind: str = "d-rule", dash: str | None = None
) -> Element:
    """Return a thin line of an axis or a grid: ``d-rule`` or the stronger ``d-axis``."""
    stroke = "#7d878c" if kind == "d-axis" else "#d9d6cc"
    attributes: dict[str, Attribute] = {
        "class": kind,
        "x1": start[0],
        "y1": start[1],
        "x2": end[0],
        "y2": end[1],
        "stroke": stroke,
        "stroke-dasharray": dash,
    }
    return element("line", attributes)


def tip(content: str) -> Element:
    """Return the name of the element that it is put into, which browsers show on hovering."""
    return element("title", {}, content)


def _clean(value: str) -> str:
    return value.translate(_NO_CHARACTER)
