"""Read an answer's bytes back into plain values."""

from __future__ import annotations

import pyoxigraph as ox

from carec_kg.graph.answers import Answer, Row, Rows, Triples, YesNo
from carec_kg.graph.encoding import ROW_FORMATS, check_xml
from carec_kg.rdf.conversion import from_engine
from carec_kg.rdf.media import N_TRIPLES
from carec_kg.rdf.reading import parse

#: The formats, best first, in which ``read_answer`` takes an answer.
READABLE_FORMATS = ("json", "ntriples")


def read_answer(body: bytes, format_: str) -> Answer:
    """Read SPARQL JSON (rows, yes or no) or N-Triples; raise ``ValueError`` for another format."""
    if format_ == "ntriples":
        return Triples([quad.triple for quad in parse(body, N_TRIPLES, "answer")])
    if format_ != "json":
        message = f"Unexpected format: {format_!r}"
        raise ValueError(message)
    result = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    if isinstance(result, ox.QueryBoolean):
        return YesNo(bool(result))
    variables = tuple(variable.value for variable in result.variables)
    width = range(len(variables))
    rows: list[Row] = [tuple(None if s[i] is None else from_engine(s[i]) for i in width) for s in result]
    return Rows(variables, rows)


def rewrite_rows(body: bytes, format_: str) -> bytes:
    """Return the rows of SPARQL JSON in another format of results by name; raise ``NotAcceptable`` as encoding does."""
    result = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    written = result.serialize(format=ROW_FORMATS[format_]) or b""
    check_xml(format_, written)
    return written
