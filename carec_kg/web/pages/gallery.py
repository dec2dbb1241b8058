"""The gallery of saved questions: filtered by topic and words, grouped by what they are about. No Flask here."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carec_kg.saved_queries.model import SavedQuery

#: Questions that are named where none fits.
_NEAREST = 5
_NEAR_ENOUGH = 75.0
#: Words that are compared; more are no search but an attack.
_MOST_WORDS = 12
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Topic:
    """A tag, and how many questions have it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Questions about one thing; the heading is a tag."""

    heading: str
    queries: tuple[SavedQuery, ...]


@dataclass(frozen=True, slots=True)
class Gallery:
    """What the page shows: the topics, the questions that fit in groups, and the nearest where none does."""

    topics: tuple[Topic, ...]
    groups: tuple[Group, ...]
    found: int
    total: int
    nearest: tuple[SavedQuery, ...] = ()


def make_gallery(queries: Iterable[SavedQuery], words: str = "", topic: str = "") -> Gallery:
    """Return the gallery of the questions that have all of some words and a topic; empty ones leave nothing out."""
    everything = list(queries)
    wanted = fold(words).split()
    fitting = [
        query
        for query in everything
        if (not topic or topic in query.tags) and all(word in _text_of(query) for word in wanted)
    ]
    nearest = () if fitting else find_nearest(everything, words or topic)
    return Gallery(_count_topics(everything), _group(fitting, topic), len(fitting), len(everything), nearest)


def find_nearest(queries: Sequence[SavedQuery], words: str) -> tuple[SavedQuery, ...]:
    """Return the questions that have words most like some words, best first; none where none is near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - wanted where nothing fits

    wanted = fold(words).split()[:_MOST_WORDS]
    rated = []
    for place, query in enumerate(queries if wanted else ()):
        known = set(_WORD.findall(_text_of(query)))
        best = [process.extractOne(word, known, scorer=fuzz.ratio) for word in wanted]
        score = sum(found[1] for found in best if found) / len(wanted)
        if score >= _NEAR_ENOUGH:
            rated.append((-score, place))
    return tuple(queries[place] for _, place in sorted(rated)[:_NEAREST])


def fold(text: str) -> str:
    """Return a text without case and diacritics, so that what is typed plainly is found."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(character for character in bare if not unicodedata.combining(character)).casefold()


def _text_of(query: SavedQuery) -> str:
    columns = " ".join(column.help for column in query.columns)
    return fold(f"{query.question} {query.title} {query.description} {query.slug} {' '.join(query.tags)} {columns}")


def _count_topics(queries: Sequence[SavedQuery]) -> tuple[Topic, ...]:
    counts = Counter(tag for query in queries for tag in query.tags)
    return tuple(Topic(tag, count) for tag, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _group(queries: Sequence[SavedQuery], topic: str) -> tuple[Group, ...]:
    """Return questions under their first tag, the largest groups first; under one topic all are together."""
    if topic:
        return (Group(topic, tuple(queries)),) if queries else ()
    groups: dict[str, list[SavedQuery]] = {}
    for query in queries:
        groups.setdefault(query.tags[0], []).append(query)
    ordered = sorted(groups.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    return tuple(Group(tag, tuple(found)) for tag, found in ordered)
