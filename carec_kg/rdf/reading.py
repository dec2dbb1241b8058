"""Parse RDF files; a syntax error names file, line and column."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from typing import TYPE_CHECKING

import pyoxigraph as ox

from carec_kg.errors import DataProblem, Position, SyntaxProblem, UsageError
from carec_kg.rdf import media
from carec_kg.rdf.conversion import quad_from_engine

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.rdf.terms import Quad

ENGINE_FORMATS = {
    media.TURTLE: ox.RdfFormat.TURTLE,
    media.TRIG: ox.RdfFormat.TRIG,
    media.N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    media.N_QUADS: ox.RdfFormat.N_QUADS,
    media.RDF_XML: ox.RdfFormat.RDF_XML,
    media.JSON_LD: ox.RdfFormat.JSON_LD,
}

_ENGINE_PLACE = re.compile(r"^Parser error (?:at|between) line \d+ .*?: ", re.DOTALL)


def parse(data: bytes, format_: media.Format, name: str, *, base: str | None = None) -> list[Quad]:
    """Parse ``data``; ``name`` stands in errors.

    Language tags come out in lower case; every other lexical form as it stands in the file. Blank nodes without a
    label get a random one. Raise ``SyntaxProblem`` with line and column, ``DataProblem`` for what RDF 1.1 lacks
    (triple terms, base directions; here also graphs named by a blank node), ``UsageError`` for a base that is no IRI.
    """
    try:
        # A byte order mark is no part of Turtle or JSON, but editors on Windows leave one.
        parser = ox.parse(data.removeprefix(codecs.BOM_UTF8), format=ENGINE_FORMATS[format_], base_iri=base)
    except ValueError as error:
        message = f"{base!r} cannot be the base of {name}: {error}."
        raise UsageError(message) from None
    try:
        return [quad_from_engine(quad) for quad in parser]
    except SyntaxError as error:
        raise syntax_problem(error, name) from None
    except ValueError as error:
        message = f"{name} holds what RDF 1.1 does not have; rewrite it without. {error}"
        raise DataProblem(message) from None


def syntax_problem(error: SyntaxError, name: str) -> SyntaxProblem:
    """Turn the engine's syntax error in file ``name`` into ours."""
    message = _ENGINE_PLACE.sub("", error.msg or "does not parse")
    return SyntaxProblem(message, Position(name, error.lineno or 1, error.offset or 1))


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, unpacked where it ends in ``.gz``; raise ``DataProblem`` if unreadable."""
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if path.suffix == ".gz" else data
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{path} cannot be read: {reason}."
        raise DataProblem(message) from None


def read_file(path: Path, *, base: str | None = None) -> list[Quad]:
    """Parse a file, its format known by its suffix; raise ``SyntaxProblem`` or ``DataProblem``."""
    return parse(read_bytes(path), media.format_of_file(path), str(path), base=base)
