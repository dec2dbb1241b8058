"""Long documents in pages: by sections where they can be, none with more facts than a reader bears."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.web.pages.source_reading import PassageRow

#: Statements and passages of one page; a passage with more has a page for itself.
MOST_FACTS, MOST_PASSAGES = 1200, 24
#: Passages and statements that a document may have to be one page, if that is asked for.
MOST_WHOLE_FACTS, MOST_WHOLE_PASSAGES = 1200, 60
#: Passages that are too few for a page: such a section stands with the one before it.
_FEW = 3


@dataclass(frozen=True, slots=True)
class SectionPart:
    """Passages of one section on one page; ``section`` is empty for those that stand in none."""

    section: str
    passages: tuple[PassageRow, ...]

    @property
    def key(self) -> str:
        """Return its anchor."""
        return self.section.rpartition("/")[2]

    @property
    def facts(self) -> int:
        """Return how many statements its passages make."""
        return sum(passage.facts for passage in self.passages)


def make_pages(passages: Sequence[PassageRow]) -> list[list[SectionPart]]:
    """Return the passages in pages, in their order; one page at least, and where they are many, one of each section."""
    pages: list[list[PassageRow]] = [[]]
    short = _fits(passages)
    for _, members in groupby(passages, key=lambda one: one.section):
        section = list(members)
        if pages[-1] and not short and not (len(section) < _FEW and _fits([*pages[-1], *section])):
            pages.append([])
        for passage in section:
            if pages[-1] and not _fits([*pages[-1], passage]):
                pages.append([])
            pages[-1].append(passage)
    return [_part(page) for page in pages]


def find_page(pages: list[list[SectionPart]], iri: str) -> int:
    """Return the number of the page on which a section begins or a passage stands, from 1; the first for another."""
    for number, page in enumerate(pages, 1):
        if any(part.section == iri or any(one.iri == iri for one in part.passages) for part in page):
            return number
    return 1


def can_be_whole(passages: Sequence[PassageRow]) -> bool:
    """Return whether all of a document may be one page."""
    return len(passages) <= MOST_WHOLE_PASSAGES and sum(one.facts for one in passages) <= MOST_WHOLE_FACTS


def make_whole(passages: Sequence[PassageRow]) -> list[list[SectionPart]]:
    """Return a document as one page."""
    return [_part(passages)]


def _fits(page: Sequence[PassageRow]) -> bool:
    return len(page) <= MOST_PASSAGES and sum(one.facts for one in page) <= MOST_FACTS


def _part(page: Sequence[PassageRow]) -> list[SectionPart]:
    return [SectionPart(section, tuple(members)) for section, members in groupby(page, key=lambda one: one.section)]
