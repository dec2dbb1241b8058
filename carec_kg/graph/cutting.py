"""Count and cut the rows of a result that is already written.

The engine's own serializers are four times as fast as a loop over rows and cannot be stopped at a row, so a result
is written whole (up to a cap of bytes) and cut at the end of a row afterwards, which is rare. What is looked for
here is what cannot stand inside a value in each of the formats.
"""

from __future__ import annotations

import re
from array import array

from carec_kg.rdf import media

_JSON_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
#: One whole row from where the row before it ends. Nothing is tried twice (the quantifiers are possessive), and a
#: row that the end of a full body broke off is none.
_ROW = {
    media.RESULT_JSON.name: re.compile(
        rb'(?:[^"}]++|"(?:[^"\\]++|\\.)*+"|\}(?!,\{|\]\}\}))*+\}(?=,\{|\]\}\})', re.DOTALL
    ),
    media.RESULT_XML.name: re.compile(rb"(?:[^<]++|<(?!/result>))*+</result>"),
    media.RESULT_CSV.name: re.compile(rb'(?:[^"\r]++|"[^"]*+"|\r(?!\n))*+\r\n'),
    media.RESULT_TSV.name: re.compile(rb"[^\n]*+\n"),
}
_TAILS = {media.RESULT_JSON.name: b"]}}", media.RESULT_XML.name: b"</results></sparql>"}


def count_rows(body: bytes, format_: str, variables: list[str]) -> int:
    """Return the number of rows in a complete SELECT result written by the engine; ``format_`` is a media name."""
    if format_ == media.RESULT_JSON.name:
        return _count_json(body, variables)
    if format_ == media.RESULT_XML.name:
        return body.count(b"</result>")
    if format_ == media.RESULT_TSV.name:
        return body.count(b"\n") - 1
    return sum(part.count(b"\r\n") for part in body.split(b'"')[::2]) - 1


def _count_json(body: bytes, variables: list[str]) -> int:
    if b"{}" in body:
        # A row without a value, or a text that looks like one: the slow way, with all strings taken out.
        bare = _JSON_STRING.sub(b"", body)
        return 0 if bare.endswith(b"[]}}") else bare.count(b"},{") + 1
    # `":{"type":"` stands nowhere inside a string, so this is the first value of a row and nothing else.
    starts = (b'{"%s":{"type":"' % name.encode() for name in variables)
    return sum(body.count(b"," + start) + body.count(b"[" + start) for start in starts)


def cut_rows(body: bytes, format_: str, most: int | None) -> tuple[bytes, int]:
    """Return a SELECT result, whole or broken off, with its first ``most`` whole rows, and how many these are.

    The body is well-formed again.
    """
    count, end = 0, _start_of_rows(body, format_)
    row = _ROW[format_].match
    while (most is None or count < most) and (match := row(body, end)):
        count, end = count + 1, match.end()
    return body[:end] + _TAILS.get(format_, b""), count


def find_rows(body: bytes, format_: str) -> array[int]:
    """Return where rows begin in a whole SELECT result, and after these where the last one ends."""
    places = array("L", [_start_of_rows(body, format_)])
    row = _ROW[format_].match
    while match := row(body, places[-1]):
        places.append(match.end())
    return places


def slice_rows(body: bytes, format_: str, places: array[int], first: int, most: int) -> tuple[bytes, int]:
    """Return a whole SELECT result with ``most`` rows from number ``first`` on, and how many these are.

    ``places`` are what ``find_rows`` gave for the body.
    """
    last = len(places) - 1
    first = min(first, last)
    end = min(first + most, last)
    # The comma between two rows in JSON stands before the later one.
    rows = body[places[first] : places[end]].removeprefix(b"," if format_ == media.RESULT_JSON.name else b"")
    return body[: places[0]] + rows + _TAILS.get(format_, b""), end - first


def _start_of_rows(body: bytes, format_: str) -> int:
    opening = {media.RESULT_JSON.name: b'"bindings":[', media.RESULT_XML.name: b"<results>"}.get(format_)
    if opening:
        return body.index(opening) + len(opening)
    header = _ROW[format_].match(body)
    return header.end() if header else len(body)


def mark_cut(body: bytes, format_: str, count: int) -> bytes:
    """Say in the body that it was cut, where the format has room: a member of ``results`` in JSON, else a comment."""
    if format_ == media.RESULT_JSON.name:
        return body.removesuffix(b"}}") + b',"cut":true}}'
    if format_ in {media.RESULT_XML.name, media.RDF_XML.name}:
        return body.rstrip(b"\n") + b"\n<!-- Cut after %d; there is more. -->\n" % count
    if format_ in {media.TURTLE.name, media.N_TRIPLES.name}:
        return body + b"# Cut after %d triples; there is more.\n" % count
    return body


def add_member(body: bytes, name: str, value: bytes) -> bytes:
    """Return a JSON object, as the engine writes results, with a first member more; ``value`` is JSON.

    Nothing is read again: the object's first bracket moves ahead of the member. It comes first because clients that
    read rows as they arrive, Oxigraph's among them, take nothing after the last row.
    """
    return b'{"%s":%s,%s' % (name.encode(), value, body.lstrip()[1:])


def gives_nothing(body: bytes, format_: str) -> bool:
    """Tell whether a result in JSON is a SELECT's without rows, or the no of an ASK; of other formats it says no."""
    return format_ == media.RESULT_JSON.name and body.rstrip().endswith((b'"bindings":[]}}', b'"boolean":false}'))
