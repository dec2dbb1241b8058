"""What the tests of drawings look for in SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from carec_kg.drawing.views import draw_view
from carec_kg.drawing.words import Words
from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from carec_kg.drawing.frame import Drawing
    from carec_kg.rdf.terms import Term

SVG = "{http://www.w3.org/2000/svg}"
XSD = PREFIXES["xsd"]


@dataclass(frozen=True)
class Column:
    """A column as saved queries declare it."""

    name: str
    type: str = "string"
    help: str = "What it is."
    unit: str | None = None


def read_svg(text: str) -> ET.Element:
    """Return the root of an SVG text of our own."""
    return ET.fromstring(text)  # noqa: S314 - our own


def texts(svg: str) -> list[str]:
    """Return the lines of text that are drawn, in order."""
    return ["".join(found.itertext()) for found in read_svg(svg).iter(f"{SVG}text")]


def of_class(svg: str, name: str) -> list[ET.Element]:
    """Return the elements with a class."""
    return [found for found in read_svg(svg).iter() if name in found.get("class", "").split()]


def cell(value: str | float | None) -> Term | None:
    """Return a cell: an IRI for ``<…>``, a number for a number, else a text."""
    if value is None:
        return None
    if isinstance(value, int | float):
        return Literal(str(value), XSD + "decimal")
    return Iri(value[1:-1]) if value.startswith("<") else Literal(value)


def draw(
    view: str, columns: list[Column], rows: list[tuple[str | float | None, ...]], words: Words | None = None
) -> Drawing | None:
    """Return the drawing of a view written as in a header: ``bar x=name y=amount``."""
    kind, *roles = view.split()
    pairs = dict(role.split("=") for role in roles)
    cells = [tuple(cell(value) for value in row) for row in rows]
    return draw_view(kind, pairs, columns, cells, words or Words("A title", "A report"))


def drawn(view: str, columns: list[Column], rows: list[tuple[str | float | None, ...]]) -> Drawing:
    """Return a drawing that is there."""
    found = draw(view, columns, rows)
    assert found is not None
    return found
