"""From a query to finished bytes: run it, write the answer in a format that suits its kind, say what was cut.

An answer is complete before its first byte leaves, so that status, length and the note of a cut are true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from carec_kg.errors import NotAcceptable, NotAllowed, QueryProblem
from carec_kg.graph.cutting import count_rows, cut_rows, mark_cut
from carec_kg.graph.description import Description
from carec_kg.iris import PREFIXES
from carec_kg.rdf import media
from carec_kg.rdf.reading import ENGINE_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carec_kg.graph.engine import Engine, QueryRequest

AnswerKind = Literal["rows", "yesno", "triples", "document"]
#: Bytes of a body at the most, unless told otherwise.
BODY_BYTES = 64 * 2**20
#: In place of a count that nobody had to know.
UNCOUNTED = -1
#: Bytes of a row without a value, and what parts it from the next.
_SHORTEST_ROW = {"json": 3, "xml": 17, "csv": 2, "tsv": 1}
#: Formats that hold one graph: what CONSTRUCT and DESCRIBE can be written in.
GRAPH_FORMATS = (media.TURTLE, media.JSON_LD, media.N_TRIPLES, media.RDF_XML)

#: The engine's own formats of rows by their names.
ROW_FORMATS = {
    media.RESULT_JSON.name: ox.QueryResultsFormat.JSON,
    media.RESULT_XML.name: ox.QueryResultsFormat.XML,
    media.RESULT_CSV.name: ox.QueryResultsFormat.CSV,
    media.RESULT_TSV.name: ox.QueryResultsFormat.TSV,
}
_GRAPH_FORMATS = {format_.name: ENGINE_FORMATS[format_] for format_ in GRAPH_FORMATS}
#: What XML 1.0 (section 2.2) has no way to write; the engine writes it all the same.
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
#: An IRI whose end is a local name of XML; RDF/XML can write no other predicate.
_XML_PREDICATE = re.compile(r"[^\W\d][\w.\-\u00b7]*\Z")


@dataclass(frozen=True, slots=True)
class EncodedAnswer:
    """A finished answer: ``format`` is a name of ``rdf.media``; ``count`` is of rows or triples in ``body``.

    ``count`` is ``UNCOUNTED`` where nobody had to know. ``cut`` says that there is more than the body holds;
    ``dataset`` is the version that was asked, empty where nobody gave one. ``federated`` says that other endpoints
    had a part in it, so that to ask again may give another answer.
    """

    kind: AnswerKind
    format: str
    body: bytes
    count: int
    cut: bool
    dataset: str = ""
    federated: bool = False


class _Full(Exception):
    """The body has reached its cap."""


class _BoundedBody:
    """A file to write to that keeps at most ``cap`` bytes and then stops the writer."""

    def __init__(self, cap: int) -> None:
        self._chunks: list[bytes] = []
        self._room = cap

    def write(self, chunk: bytes) -> int:
        self._chunks.append(chunk[: self._room])
        self._room -= len(chunk)
        if self._room < 0:
            raise _Full
        return len(chunk)

    def flush(self) -> None:
        """Do nothing; the engine calls it at the end."""

    def content(self) -> bytes:
        return b"".join(self._chunks)


def encode_answer(
    engine: Engine,
    request: QueryRequest,
    formats: Sequence[str],
    *,
    byte_cap: int = BODY_BYTES,
    note_cut: bool = True,
    counted: bool = True,
) -> EncodedAnswer:
    """Answer a request as bytes, in the first of ``formats`` (names, best first) that suits what the query gives.

    At most ``request.row_cap`` rows or triples and ``byte_cap`` bytes come out, and ``cut`` says whether there is
    more; so does the body, with ``note_cut`` and where the format has room. Without ``counted``, the rows of a body
    that is too short for more than the cap are not counted. Raise ``QueryProblem``, ``NotAcceptable`` where no format
    suits, ``NotAllowed`` for a SERVICE.
    """
    try:
        result = engine.run(request)
        if isinstance(result, ox.QueryTriples):
            answer = _encode_triples(list(islice(result, request.row_cap)), formats, byte_cap)
            answer = replace(answer, cut=answer.cut or next(result, None) is not None)
        elif isinstance(result, Description):
            answer = _encode_triples(result.triples, formats, byte_cap)
            answer = replace(answer, cut=answer.cut or result.cut)
        else:
            answer = _encode_result(result, request.row_cap, formats, byte_cap, counted=counted)
    except OSError as error:
        # The store is in memory: the only thing outside it that a query can ask for is another endpoint.
        message = f"This server calls no other endpoint; leave SERVICE out of the query. ({error})"
        raise NotAllowed(message) from None
    except (ValueError, RuntimeError) as error:
        raise QueryProblem(str(error)) from None
    if answer.cut and note_cut:
        return replace(answer, body=mark_cut(answer.body, answer.format, answer.count))
    return answer


def _choose(formats: Sequence[str], known: Iterable[str], what: str) -> str:
    for name in formats:
        if name in known:
            return name
    refused = f", not as {', '.join(formats)}" if formats else ""
    message = f"{what} can be had as {', '.join(known)}{refused}."
    raise NotAcceptable(message)


def _encode_result(
    result: ox.QuerySolutions | ox.QueryBoolean,
    row_cap: int | None,
    formats: Sequence[str],
    byte_cap: int,
    *,
    counted: bool,
) -> EncodedAnswer:
    yesno = isinstance(result, ox.QueryBoolean)
    name = _choose(formats, ROW_FORMATS, "The answer of an ASK" if yesno else "The rows of a SELECT")
    output, full = _BoundedBody(byte_cap), False
    try:
        result.serialize(output, format=ROW_FORMATS[name])  # type: ignore[arg-type] # write() is all it needs
    except _Full:
        full = True
    body = output.content()
    check_xml(name, body)
    if isinstance(result, ox.QueryBoolean):
        return EncodedAnswer("yesno", name, body, 1, cut=False)
    if not full and not counted and (row_cap is None or len(body) <= row_cap * _SHORTEST_ROW[name]):
        return EncodedAnswer("rows", name, body, UNCOUNTED, cut=False)
    if not full:
        count = count_rows(body, name, [variable.value for variable in result.variables])
        if row_cap is None or count <= row_cap:
            return EncodedAnswer("rows", name, body, count, cut=False)
    body, count = cut_rows(body, name, row_cap)
    return EncodedAnswer("rows", name, body, count, cut=True)


def _encode_triples(triples: list[ox.Triple], formats: Sequence[str], byte_cap: int) -> EncodedAnswer:
    name = _choose(formats, _GRAPH_FORMATS, "The triples of a CONSTRUCT or DESCRIBE")
    body, cut = _write_triples(triples, name), False
    while len(body) > byte_cap and triples:
        triples, cut = triples[: len(triples) // 2], True
        body = _write_triples(triples, name)
    return EncodedAnswer("triples", name, body, len(triples), cut)


def _write_triples(triples: list[ox.Triple], name: str) -> bytes:
    lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    if name == media.N_TRIPLES.name:
        return lines
    if name == media.RDF_XML.name:
        _check_predicates(triples)
    # Only the prefixes in use: a header of thirty lines over two triples helps nobody.
    used = {prefix: iri for prefix, iri in PREFIXES.items() if b"<" + iri.encode() in lines}
    try:
        body = ox.serialize(triples, format=_GRAPH_FORMATS[name], prefixes=used) or b""
    except (OSError, ValueError) as error:
        message = f"These triples cannot be written as {name}, ask for another format. ({error})"
        raise NotAcceptable(message) from None
    check_xml(name, body)
    return body


def check_xml(name: str, body: bytes) -> None:
    """Raise ``NotAcceptable`` for an answer in XML with a character that XML has no way to write."""
    if name in {media.RESULT_XML.name, media.RDF_XML.name} and _NO_XML.search(body):
        message = "The answer holds a control character, which XML has no way to write; ask for another format."
        raise NotAcceptable(message)


def _check_predicates(triples: list[ox.Triple]) -> None:
    for predicate in {triple.predicate.value for triple in triples}:
        if not _XML_PREDICATE.search(predicate):
            message = f"RDF/XML has no way to write the predicate <{predicate}>; ask for another format."
            raise NotAcceptable(message)
