"""The sections of a document as a reader walks through them: where each begins, and how much it states. No Flask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carec_kg.web.pages.source_paging import SectionPart


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section: its IRI, its address, passages and statements; ``here`` where it begins on the page at hand."""

    section: str
    path: str
    passages: int
    facts: int
    here: bool


def make_outline(
    pages: Sequence[Sequence[SectionPart]], shown: int, address: Callable[[int], str]
) -> list[OutlineEntry]:
    """Return the sections in their order; ``shown`` is the page at hand, ``address`` gives that of a page, from 1."""
    first: dict[str, tuple[int, str]] = {}
    counts: dict[str, tuple[int, int]] = {}
    for number, parts in enumerate(pages, 1):
        for part in parts:
            if part.section:
                first.setdefault(part.section, (number, part.key))
                passages, facts = counts.get(part.section, (0, 0))
                counts[part.section] = (passages + len(part.passages), facts + part.facts)
    return [
        OutlineEntry(section, f"{address(number)}#{key}", *counts[section], here=number == shown)
        for section, (number, key) in first.items()
    ]
