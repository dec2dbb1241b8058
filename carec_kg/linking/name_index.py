"""Find the things whose name another table uses, exactly or nearly; one look-up takes microseconds.

The things of this graph are few and the other table may hold millions of names, so the index is over ours and the
names of the table stream past it: memory does not grow with the table.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from carec_kg.linking.names import normalise, spell_variants, strip_generic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carec_kg.linking.things import Thing

#: Similarity (0..1) from which two names may be spellings of one, and the length from which that is tried.
CLOSE_ENOUGH = 0.82
_SHORTEST_FUZZY = 5
#: Names differ in length by this share at the most.
_LENGTH_SHARE = 0.25
#: Words of two long names must be as alike as this, one by one: *African* and *Asian Development Bank* are not.
_WORD_ALIKE = 72.0
_BARE = 0.9
_MANY_MARKS = "([/,\uff08"


class NameMatch(NamedTuple):
    """A thing (its place in the list), its name that fits, and how well: 1 the same, less for a near one."""

    thing: int
    name: str
    similarity: float


class NameIndex:
    """The names of some things, to be asked with the names of another table."""

    def __init__(self, things: Sequence[Thing]) -> None:
        self._exact: dict[str, dict[int, str]] = defaultdict(dict)
        self._bare: dict[str, dict[int, str]] = defaultdict(dict)
        for place, thing in enumerate(things):
            for name in thing.names:
                for variant, sure in spell_variants(name.text):
                    normal = normalise(variant)
                    if normal and normal not in thing.countries:
                        (self._exact if sure else self._bare)[normal].setdefault(place, name.text)
                    if bare := strip_generic(normal):
                        self._bare[bare].setdefault(place, name.text)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for normal in self._exact:
            if len(normal) >= _SHORTEST_FUZZY and normal.isascii():
                self._by_length[len(normal)].append(normal)
        self._near_length: dict[int, list[str]] = {}

    def find(self, text: str) -> list[NameMatch]:
        """Return the things whose name a text is, or nearly is, each once with its best similarity."""
        variants = spell_variants(text) if any(mark in text for mark in _MANY_MARKS) else ((text, True),)
        best: dict[int, NameMatch] = {}
        for variant, sure in variants:
            for found in self._find_normal(normalise(variant)):
                match = found if sure else found._replace(similarity=min(_BARE, found.similarity))
                if match.thing not in best or match.similarity > best[match.thing].similarity:
                    best[match.thing] = match
        return list(best.values())

    def _find_normal(self, normal: str) -> Iterator[NameMatch]:
        exact = self._exact.get(normal)
        if exact:
            yield from (NameMatch(place, name, 1.0) for place, name in exact.items())
            return
        yield from self._find_bare(normal)
        if len(normal) >= _SHORTEST_FUZZY and normal.isascii():
            for name, similarity in self._find_near(normal):
                yield from (NameMatch(place, said, similarity) for place, said in self._exact[name].items())

    def _find_bare(self, normal: str) -> Iterator[NameMatch]:
        """Yield the things that share the name but for words such as *city* or *republic*."""
        bare = strip_generic(normal)
        found = {**self._bare.get(normal, {}), **(self._bare.get(bare, {}) | self._exact.get(bare, {}) if bare else {})}
        yield from (NameMatch(place, name, _BARE) for place, name in found.items())

    def _find_near(self, normal: str) -> Iterator[tuple[str, float]]:
        choices = self._near_length.get(len(normal))
        if choices is None:
            reach = int(len(normal) * _LENGTH_SHARE)
            lengths = range(len(normal) - reach, len(normal) + reach + 1)
            choices = [name for length in lengths for name in self._by_length.get(length, ())]
            self._near_length[len(normal)] = choices
        cutoff = 100 * CLOSE_ENOUGH
        for name, score, _ in process.extract(normal, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=5):
            if _words_agree(normal, name):
                yield name, score / 100


def _words_agree(one: str, other: str) -> bool:
    """Tell whether each word of a name has a word like it in the other; single words agree as they are."""
    ours, theirs = one.split(" "), other.split(" ")
    if len(ours) == 1 or len(theirs) == 1:
        return True
    if len(ours) != len(theirs):
        return False
    return all(max(fuzz.ratio(word, candidate) for candidate in theirs) >= _WORD_ALIKE for word in ours)
