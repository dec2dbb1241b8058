"""What an explanation cites, as a page shows it: place, summary and sentence, or a reading of ours. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.evidence.roles import is_main
from carec_kg.iris import compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from carec_kg.web.pages.explanations import Telling
    from carec_kg.web.pages.marks import Mark


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quoted sentence; ``marked`` words carry the fact."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A passage, a graph of our own or a reading: its number, its citation, the sentence or why it is not quoted.

    ``reads`` are the marks of the passages that a reading interprets. ``main`` says that a fact or a reading of the
    answer stands there, rather than names, types and structure alone.
    """

    number: int
    iri: str
    citation: Mapping[str, Any]
    main: bool = True
    pieces: tuple[Piece, ...] = ()
    refused: str = ""
    reads: tuple[Mark, ...] = ()

    @property
    def is_reading(self) -> bool:
        """Return whether it is a reading of ours."""
        return bool(self.citation.get("kind") == "reading")


def list_cited(telling: Telling) -> dict[str, CitedSource]:
    """Return what the marks of an answer stand for by IRI, in the order of the numbers."""
    return {iri: _show(telling, iri, number) for iri, number in [*telling.marks.numbers.items()]}


def _show(telling: Telling, iri: str, number: int) -> CitedSource:
    citation = telling.citations.get(iri) or {"iri": iri, "document": {"iri": iri, "label": compact(iri)}}
    quotation = citation.get("quotation", {})
    pieces = tuple(cut_quotation(quotation)) if "text" in quotation else ()
    reads = telling.marks.of(citation.get("passages", ())) if citation.get("kind") == "reading" else ()
    return CitedSource(number, iri, citation, is_main(dict(citation)), pieces, quotation.get("refused", ""), reads)


def cut_quotation(quotation: Mapping[str, Any]) -> Iterator[Piece]:
    """Yield a quoted sentence in pieces, those that carry the fact marked."""
    text, position = quotation["text"], 0
    for mark in quotation["marks"]:
        yield Piece(text[position : mark["start"]], marked=False)
        yield Piece(text[mark["start"] : mark["end"]], marked=True)
        position = mark["end"]
    yield Piece(text[position:], marked=False)
