"""Hold a text against the offsets and digests of its document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from carec_kg.sources.splitting import split
from carec_kg.sources.text import digest, find_by_digest, locate, squash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.sources.document import Document, Passage


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Something in which a text and its document differ: the rule, the passage's IRI if it is one, where, and what.

    ``rule`` is one of ``document``, ``order``, ``range``, ``overlap``, ``digest``, ``moved``, ``gap``, ``section``,
    ``split``; offsets are absent where none makes sense.
    """

    rule: str
    message: str
    passage: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A passage that has offsets."""

    passage: Passage
    start: int
    end: int
    sha256: str


#: What may stand between passages beside white space: the mark of a bullet or of a heading.
_LAYOUT = re.compile(r"(?m)^[ \t]*(?:[-*+\u2022\u2023\u25aa\u25cf\u2013\u2014]|\(?\d{1,2}[.)]|#{1,6})?[ \t]*\Z")
_SHOWN = 60
#: How far a passage is looked for in any case, and how many digests are tried for all of them.
_NEAR = 2000
_MOST_DIGESTS = 2_000_000


def verify(document: Document, text: str) -> list[Discrepancy]:
    """Return in what the text and the document differ; nothing where all offsets and digests hold.

    A passage whose digest differs is looked for elsewhere in the text; passages that moved by the same distance
    are one discrepancy. Where all digests hold, all but white space and the marks of bullets must be covered by
    passages, and each must be a sentence, bullet or heading as ``split`` finds them.
    """
    placed = [
        _Placed(passage, passage.start, passage.end, passage.sha256)
        for passage in document.passages
        if passage.start is not None and passage.end is not None and passage.sha256 is not None
    ]
    whole = document.sha256 in {None, digest(text)}
    fitting = [item for item in placed if item.start < item.end and (item.end <= len(text) or not whole)]
    described = [*_check_ordinals(document), *_check_sections(document), *_check_overlaps(fitting)]
    changed = sorted(_check_digests(fitting, text), key=lambda discrepancy: discrepancy.start or 0)
    if not whole and (cause := _find_cause(document, placed, changed, text)):
        return [Discrepancy("document", cause)]
    found = [*_check_document(document, fitting, text), *described, *_check_ranges(placed, fitting, text)]
    if changed:
        # Offsets mean nothing in another text: what lies between passages, and where it splits, would be noise.
        return found + changed
    return [*found, *_check_gaps(fitting, text), *_check_pieces(fitting, text)]


def fits(passage: Passage, text: str) -> bool:
    """Say whether a passage's digest is that of the text at its offsets; false where it has none."""
    if passage.start is None or passage.end is None:
        return False
    return passage.end <= len(text) and digest(text[passage.start : passage.end]) == passage.sha256


def _check_document(document: Document, placed: list[_Placed], text: str) -> Iterator[Discrepancy]:
    if document.length is not None and document.length != len(text):
        yield Discrepancy("document", f"The text has {len(text)} code points; the document says {document.length}.")
    if document.sha256 is not None and document.sha256 != digest(text):
        start, end, where = _find_first_difference(placed, text, document.length)
        message = f"The text is not the one that was described; it differs first {where}. Its SHA-256 is {digest(text)}"
        yield Discrepancy("document", f"{message}, not {document.sha256}.", None, start, end)


def _find_cause(document: Document, placed: list[_Placed], changed: list[Discrepancy], text: str) -> str | None:
    """Return one sentence where one cause explains all: foreign line ends, a byte order mark, another text."""
    if digest(text.replace("\r\n", "\n")) == document.sha256:
        return "The lines of this text end in CR LF, those of the text that was described in LF; convert the file."
    if digest(text.removeprefix("\ufeff")) == document.sha256:
        return "This text begins with a byte order mark, which the text that was described lacks; take it out."
    if placed and [change.rule for change in changed] == ["digest"] * len(placed):
        return f"None of the {len(placed)} passages of {document.key} is in this text; it is another text."
    return None


def _find_first_difference(placed: list[_Placed], text: str, length: int | None) -> tuple[int, int, str]:
    """Return where the text differs first: a span of offsets, and the place in words.

    A passage and what stands between two are the smallest parts that digests and offsets tell apart.
    """
    position, before = 0, "at the beginning"
    for item in placed:
        if not fits(item.passage, text):
            moved = find_by_digest(text, item.end - item.start, item.sha256, item.start, _NEAR)
            start, end = (position, moved) if moved is not None and moved >= position else (item.start, item.end)
            line, column = locate(text, start)
            where = before if start == position else f"in {item.passage.key}"
            return start, end, f"{where} (from line {line}, column {column})"
        position, before = item.end, f"after {item.passage.key}"
    line, column = locate(text, position)
    if length is not None and length != len(text):
        return position, len(text), f"outside of the passages, {before} (from line {line}, column {column})"
    if gap := next(_check_gaps(placed, text), None):
        start, end = gap.start or 0, gap.end or len(text)
        line, column = locate(text, start)
        where = f"outside of the passages, between two of them (from line {line}, column {column})"
        return start, end, where
    return 0, len(text), "outside of the passages, in the white space or marks between them"


def _check_ordinals(document: Document) -> Iterator[Discrepancy]:
    for expected, passage in enumerate(document.passages, 1):
        if passage.ordinal != expected:
            message = f"{passage.key} has ordinal {passage.ordinal} where {expected} is next; number passages from 1."
            yield Discrepancy("order", message, passage.iri)
            return


def _check_sections(document: Document) -> Iterator[Discrepancy]:
    ordinals = {section.iri: section.ordinal for section in document.sections}
    highest = 0
    for passage in document.passages:
        if passage.section is None:
            continue
        ordinal = ordinals.get(passage.section)
        if ordinal is None:
            message = f"{passage.key} stands in <{passage.section}>, which is no section of this document."
            yield Discrepancy("section", message, passage.iri)
        elif ordinal < highest:
            yield Discrepancy("section", f"{passage.key} goes back to section {ordinal}.", passage.iri)
        highest = max(highest, ordinal or 0)


def _check_ranges(placed: list[_Placed], fitting: list[_Placed], text: str) -> Iterator[Discrepancy]:
    for item in placed:
        if item not in fitting:
            reason = "it is empty" if item.start >= item.end else f"the text ends at {len(text)}"
            message = f"{item.passage.key} cannot be {item.start} to {item.end}: {reason}."
            yield Discrepancy("range", message, item.passage.iri, item.start, item.end)


def _check_overlaps(placed: list[_Placed]) -> Iterator[Discrepancy]:
    for before, item in pairwise(placed):
        if item.start < before.end:
            what = "overlaps" if item.end > before.start else "stands before"
            other = f"{before.passage.key}, which ends at {before.end}"
            message = f"{item.passage.key} starts at {item.start} and {what} {other}."
            yield Discrepancy("overlap", message, item.passage.iri, item.start, item.end)


def _check_digests(placed: list[_Placed], text: str) -> Iterator[Discrepancy]:
    """Yield one discrepancy for each passage that is gone and for each run of passages that moved alike."""
    shift = 0
    moved: list[_Placed] = []
    farthest = max(_NEAR, _MOST_DIGESTS // max(len(placed), 1))
    for item in placed:
        place = find_by_digest(text, item.end - item.start, item.sha256, item.start + shift, farthest)
        if place is None:
            yield _describe_lost(item, text)
            continue
        if place - item.start != shift:
            yield from _describe_moved(moved, shift)
            moved, shift = [], place - item.start
        moved.append(item)
    yield from _describe_moved(moved, shift)


def _describe_lost(item: _Placed, text: str) -> Discrepancy:
    line, column = locate(text, item.start)
    shown = squash(text[item.start : item.end])
    stands = f"stands: {shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}" if shown else "nothing stands."
    message = (
        f"{item.passage.key} is not the text that the digest was made of, nor is that text found elsewhere; "
        f"at {item.start} (line {line}, column {column}) {stands}"
    )
    return Discrepancy("digest", message, item.passage.iri, item.start, item.end)


def _describe_moved(moved: list[_Placed], shift: int) -> Iterator[Discrepancy]:
    if shift and moved:
        first, last = moved[0], moved[-1]
        names = first.passage.key if first is last else f"{first.passage.key} to {last.passage.key}"
        points = f"{abs(shift)} code point{'s' if abs(shift) > 1 else ''}"
        message = f"{names} moved: {points} {'later' if shift > 0 else 'earlier'} than the offsets say."
        yield Discrepancy("moved", message, first.passage.iri, first.start + shift, last.end + shift)


def _check_gaps(placed: list[_Placed], text: str) -> Iterator[Discrepancy]:
    ordered = sorted(placed, key=lambda item: item.start)
    position = 0
    for start, end in [*((item.start, item.end) for item in ordered), (len(text), len(text))]:
        gap = text[position:start].removeprefix("\ufeff") if not position else text[position:start]
        # A mark counts as layout only where a passage follows it in its line.
        rest = gap if start == len(text) else _LAYOUT.sub("", gap)
        if rest.strip():
            line, column = locate(text, position + len(text[position:start]) - len(text[position:start].lstrip()))
            message = f"No passage covers this text at line {line}, column {column}: {squash(rest)[:_SHOWN]}"
            yield Discrepancy("gap", message, None, position, start)
        position = max(position, end)


def _check_pieces(placed: list[_Placed], text: str) -> Iterator[Discrepancy]:
    pieces = {(piece.start, piece.end): piece.kind for piece in split(text)}
    for item in placed:
        kind = pieces.get((item.start, item.end))
        if kind is None:
            message = (
                f"{item.passage.key} ({item.start} to {item.end}) is not one sentence, bullet or heading of the text."
            )
            yield Discrepancy("split", message, item.passage.iri, item.start, item.end)
        elif item.passage.kind not in {kind, "row"}:
            message = f"{item.passage.key} is a {kind}, not a {item.passage.kind}."
            yield Discrepancy("split", message, item.passage.iri, item.start, item.end)
