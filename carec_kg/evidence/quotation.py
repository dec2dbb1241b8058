"""Quotations: the sentence itself, from the texts that the reader holds, after its digest was checked.

The wording is not in the graph. It is quoted from the reader's own copy of the document, and only if that is the very
text whose offsets and digests the graph gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.errors import DataProblem
from carec_kg.evidence.quotation_marks import find_marks
from carec_kg.sources.lexicon import Lexicon
from carec_kg.sources.text import decode_text, digest, locate, squash
from carec_kg.sources.verification import fits, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from carec_kg.evidence.citation import Citation
    from carec_kg.evidence.quotation_marks import Mark
    from carec_kg.rdf.terms import Triple
    from carec_kg.sources.document import Document

_NO_NAMES = Lexicon(())
#: Files above this are no documents to be quoted, in bytes.
_LARGEST = 50 * 2**20
#: How far, in parts of the length, a text may be longer or shorter and still be taken for another state of a document.
_NEAR_LENGTH = 0.25


@dataclass(frozen=True, slots=True)
class HeldText:
    """A text that the reader holds, and the name of its file."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence as its source has it: the file and the place (from 1) in it, and the words that carry the fact.

    ``marks`` are offsets in ``text``, in code points, the end excluded, in their order and apart from each other.
    """

    citation: Citation
    file: str
    line: int
    column: int
    text: str
    marks: tuple[Mark, ...] = ()

    def write(self, opening: str = "[", closing: str = "]") -> str:
        """Return the sentence in one line, each mark between two texts."""
        parts, position = [], 0
        for mark in self.marks:
            parts += [self.text[position : mark.start], opening, self.text[mark.start : mark.end], closing]
            position = mark.end
        return squash("".join([*parts, self.text[position:]]))

    def to_dict(self) -> dict[str, Any]:
        """Return the quotation for JSON."""
        marks = [{"start": mark.start, "end": mark.end, "kind": mark.kind} for mark in self.marks]
        return {"text": self.text, "marks": marks, "file": self.file, "line": self.line, "column": self.column}


@dataclass(frozen=True, slots=True)
class NoQuotation:
    """Why a passage cannot be quoted, in a sentence."""

    citation: Citation
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Return the reason for JSON."""
        return {"refused": self.reason}


@dataclass(frozen=True, slots=True)
class HeldSources:
    """Which of the texts is which document, and why none is for the others; documents by their IRIs."""

    texts: Mapping[str, HeldText]
    refusals: Mapping[str, str]


def read_texts(folder: Path) -> tuple[HeldText, ...]:
    """Read every text below a folder, sorted by name, whatever the names; files that are no UTF-8 are passed over.

    Raise ``DataProblem`` for a folder that cannot be read.
    """
    if not folder.is_dir():
        message = f"{folder} is no folder; give the one that holds the texts of the sources."
        raise DataProblem(message)
    try:
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size <= _LARGEST)
        found = [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]
    except OSError as error:
        message = f"{error.filename} cannot be read: {error.strerror}."
        raise DataProblem(message) from None
    texts = (_decode(data, name) for name, data in found)
    return tuple(text for text in texts if text)


def _decode(data: bytes, name: str) -> HeldText | None:
    try:
        return HeldText(name, decode_text(data, name))
    except DataProblem:
        return None


def match_sources(documents: Iterable[Document], texts: Sequence[HeldText]) -> HeldSources:
    """Find the text of each document by its digest; for the others, say how the most similar text differs."""
    by_digest = {digest(held.text): held for held in reversed(texts)}
    found: dict[str, HeldText] = {}
    refusals: dict[str, str] = {}
    for document in documents:
        held = by_digest.get(document.sha256 or "")
        if held:
            found[document.iri] = held
        else:
            refusals[document.iri] = _refuse(document, texts)
    return HeldSources(found, refusals)


def _refuse(document: Document, texts: Sequence[HeldText]) -> str:
    name = document.title or document.key
    if document.sha256 is None:
        return f"No text of {name} is held; its address, where one is known, stands beside it."
    nearest = _find_nearest(document, texts)
    if nearest is None:
        return f"None of the {len(texts)} texts is {name}; its SHA-256 is {document.sha256}."
    differences = [found.message for found in verify(document, nearest.text) if found.rule == "document"]
    return f"{nearest.name} is not {name} as it was read, so nothing is quoted from it. {' '.join(differences)}"


def _find_nearest(document: Document, texts: Sequence[HeldText]) -> HeldText | None:
    """Return the text that has most of a document's passages in their places, else the one nearest in length."""
    if not texts or document.length is None:
        return None
    length = document.length
    scored = [(_count_fitting(document, held.text), -abs(len(held.text) - length), held) for held in texts]
    fitting, distance, held = max(scored, key=lambda item: item[:2])
    return held if fitting or -distance <= _NEAR_LENGTH * length else None


def _count_fitting(document: Document, text: str) -> int:
    return sum(fits(passage, text) for passage in document.passages)


def quote(
    citation: Citation, sources: HeldSources, facts: Iterable[Triple] = (), lexicon: Lexicon = _NO_NAMES
) -> Quotation | NoQuotation:
    """Quote the sentence of a passage, with the words marked that carry the facts; or say why it cannot be.

    ``lexicon`` knows the names of things, so that those in ``facts`` are found among the words.
    """
    held = sources.texts.get(citation.document.iri)
    if held is None:
        unknown = f"{citation.document.label or citation.document.iri} is no document with a text."
        return NoQuotation(citation, sources.refusals.get(citation.document.iri, unknown))
    if citation.start is None or citation.end is None or not citation.sha256:
        return NoQuotation(citation, f"The place of this passage in {held.name} is not known.")
    text = held.text[citation.start : citation.end]
    line, column = locate(held.text, citation.start)
    if digest(text) != citation.sha256:
        reason = f"{held.name}:{line}:{column}: what stands there is not the passage that was read; nothing is quoted."
        return NoQuotation(citation, reason)
    marks = find_marks(held.text, citation.start, citation.end, facts, lexicon)
    return Quotation(citation, held.name, line, column, text, marks)
