"""Find what a passage mentions: every number, time and name, each piece of text once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.sources.dates import find_dates
from carec_kg.sources.names import find_known_names, find_unknown_names
from carec_kg.sources.numbers import find_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.sources.lexicon import Lexicon
    from carec_kg.sources.model import Mention


def find_mentions(text: str, start: int, end: int, lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a slice of the text in their order; offsets are those of the text.

    Known names come first: a number or year inside one is part of it. Then times; a number inside a time is part of it.
    Then numbers, and last the capitalised words that nothing else covers.
    """
    found = find_known_names(text, start, end, lexicon)
    found += _apart(find_dates(text, start, end), found)
    found += _apart(find_numbers(text, start, end), found)
    found += find_unknown_names(text, start, end, found)
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def _apart(mentions: Iterable[Mention], others: list[Mention]) -> list[Mention]:
    """Return the mentions that overlap none of the others."""
    return [
        mention
        for mention in mentions
        if not any(mention.start < other.end and other.start < mention.end for other in others)
    ]
