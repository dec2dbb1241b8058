"""The declared places of a query where values are put: ``VALUES (?year) { (2024) }  # parameters``.

A place is one whole line of the file, so that the text runs as it stands with the defaults in it, and so that
filling a place replaces one line and cannot touch another. Values are written here and nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES, XSD_STRING
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE = re.compile(
    r"(?P<indent>\s*)(?P<block>VALUES\s*(?:\((?P<many>(?:\s*\?\w+)+)\s*\)|(?P<one>\?\w+))\s*\{.*\})"
    r"\s*#\s*parameters\s*",
    re.IGNORECASE,
)
_MARKER = re.compile(r"#\s*parameters\s*$", re.IGNORECASE)
_INTEGER = re.compile(r"-?[0-9]+")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
#: ``\\u`` could be read as the start of a code point escape by an engine that replaces those before it parses
#: (SPARQL 1.1, section 19.2); with the ``u`` itself written as one, every reader sees the same text.
_BACKSLASH_U = re.compile(r"\\\\([uU])")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the text (from 0) that gives values to variables, and its VALUES block as written."""

    index: int
    indent: str
    names: tuple[str, ...]
    block: str


def find_places(text: str) -> tuple[Place, ...]:
    """Return the declared places of a query's text, in order."""
    places = []
    for index, line in enumerate(text.split("\n")):
        match = _PLACE.fullmatch(line)
        if match:
            names = tuple(name[1:] for name in (match["many"] or match["one"]).split())
            places.append(Place(index, match["indent"], names, match["block"]))
    return tuple(places)


def find_stray_markers(text: str) -> list[int]:
    """Return the lines (from 0) that end in ``# parameters`` but are no place."""
    lines = text.split("\n")
    return [i for i, line in enumerate(lines) if _MARKER.search(line) and not _PLACE.fullmatch(line)]


def fill_places(text: str, values: Mapping[str, Term | None]) -> str:
    """Return the text with ``values`` at its places; ``None`` becomes UNDEF. Raise ``ValueError`` for a blank node."""
    lines = text.split("\n")
    for place in find_places(text):
        lines[place.index] = f"{place.indent}{write_values(place.names, values)}  # parameters"
    return "\n".join(lines)


def write_values(names: tuple[str, ...], values: Mapping[str, Term | None]) -> str:
    """Return a VALUES block of one row."""
    variables = " ".join(f"?{name}" for name in names)
    return f"VALUES ({variables}) {{ ({' '.join(write_value(values[name]) for name in names)}) }}"


def write_value(term: Term | None) -> str:
    """Return a term as SPARQL that needs no prefix and stands on one line; raise ``ValueError`` for a blank node.

    Literals: SPARQL 1.1, production 156 with ECHAR; the IRI was checked when it was read.
    """
    if term is None:
        return "UNDEF"
    if isinstance(term, BlankNode):
        message = "a blank node cannot be bound; name the thing by its IRI"
        raise ValueError(message)
    return f"<{term.value}>" if isinstance(term, Iri) else _write_literal(term)


def _write_literal(literal: Literal) -> str:
    if literal.datatype == PREFIXES["xsd"] + "integer" and _INTEGER.fullmatch(literal.value):
        return literal.value
    if literal.datatype == PREFIXES["xsd"] + "decimal" and _DECIMAL.fullmatch(literal.value):
        return literal.value
    text = '"' + _BACKSLASH_U.sub(_write_u, escape(literal.value)) + '"'
    if literal.language:
        return f"{text}@{literal.language}"
    return text if literal.datatype == XSD_STRING else f"{text}^^<{literal.datatype}>"


def _write_u(match: re.Match[str]) -> str:
    return rf"\\\u{ord(match[1]):04X}"
