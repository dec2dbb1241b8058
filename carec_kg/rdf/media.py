"""Formats: their names, media types and file suffixes, as one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import UsageError

if TYPE_CHECKING:
    from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Format:
    """A serialization: its name on the command line, its media types (the first is what we send), its suffixes."""

    name: str
    label: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    datasets: bool = False

    @property
    def media_type(self) -> str:
        """Return the media type that is sent, without parameters."""
        return self.media_types[0]

    @property
    def suffix(self) -> str:
        """Return the file suffix that is written, without its dot."""
        return self.suffixes[0]


TURTLE = Format("turtle", "Turtle", ("text/turtle", "application/x-turtle"), ("ttl",))
TRIG = Format("trig", "TriG", ("application/trig",), ("trig",), datasets=True)
N_TRIPLES = Format("ntriples", "N-Triples", ("application/n-triples", "text/plain"), ("nt",))
N_QUADS = Format("nquads", "N-Quads", ("application/n-quads",), ("nq",), datasets=True)
RDF_XML = Format("rdfxml", "RDF/XML", ("application/rdf+xml",), ("rdf", "owl", "xml"))
JSON_LD = Format("jsonld", "JSON-LD", ("application/ld+json",), ("jsonld",), datasets=True)

#: Formats of graphs and data sets, in the order of preference.
RDF_FORMATS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, TRIG, N_QUADS)

RESULT_JSON = Format("json", "SPARQL JSON", ("application/sparql-results+json", "application/json"), ("json",))
RESULT_XML = Format("xml", "SPARQL XML", ("application/sparql-results+xml", "application/xml", "text/xml"), ("xml",))
RESULT_CSV = Format("csv", "CSV", ("text/csv",), ("csv",))
RESULT_TSV = Format("tsv", "TSV", ("text/tab-separated-values",), ("tsv",))

#: Formats of SELECT and ASK results, in the order of preference.
RESULT_FORMATS = (RESULT_JSON, RESULT_XML, RESULT_CSV, RESULT_TSV)


def find_format(name: str, formats: tuple[Format, ...]) -> Format:
    """Return the format with that name or suffix; raise ``UsageError`` with the list of those that exist."""
    for candidate in formats:
        if name == candidate.name or name in candidate.suffixes:
            return candidate
    message = f"{name!r} is not a format here; choose from {', '.join(f.name for f in formats)}."
    raise UsageError(message)


def format_of_file(path: PurePath) -> Format:
    """Return the RDF format of a file by its suffix, ``.gz`` ignored; raise ``UsageError`` for another."""
    suffixes = [suffix for suffix in path.suffixes if suffix.lower() != ".gz"]
    suffix = suffixes[-1].lstrip(".").lower() if suffixes else ""
    for candidate in RDF_FORMATS:
        if suffix in candidate.suffixes:
            return candidate
    known = ", ".join(f".{known}" for candidate in RDF_FORMATS for known in candidate.suffixes)
    message = f"{path} has no suffix of an RDF format; name it with one of {known} (and .gz after it if packed)."
    raise UsageError(message)
