"""Find by words whatever has a name, a code or a summary: whole names first, misspelt ones too.

Names are compared as reconciliation compares them (``names.normalise``): case, accents and script play no part. Words
are looked up exactly, by their beginning, and where neither is known by likeness; so a look-up takes about a
millisecond, whatever is typed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from math import log
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from carec_kg.linking.names import normalise
from carec_kg.linking.search_model import Fit, Found, Hit
from carec_kg.linking.search_order import order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carec_kg.linking.search_model import SearchEntry
    from carec_kg.linking.things import Name

#: Characters and words of a query that are looked at.
MOST_CHARACTERS, _MOST_WORDS = 200, 12
#: Words of the index that the beginning of a word may stand for, and the letters that it needs for that.
_MOST_BEGINNINGS, _SHORTEST_BEGINNING = 200, 2
#: Likeness (0..100) from which a word may be meant by another, with the same first letter and with another one.
_LIKE, _LIKE_WITHOUT_FIRST = 73.0, 84.0
_SHORTEST_LIKE, _MOST_LIKE, _NEAR_BEST = 4, 8, 8.0
#: What a word weighs where it stands in a summary and not in a name, and where it only begins so.
_IN_SUMMARY, _BEGINNING = 0.5, 0.8
#: Share of what a query says that has to be found, and what is enough where nothing else is.
_LEAST_SHARE, _SLIGHT_SHARE = 0.6, 0.3
#: Where a word stands that is in no name: in the summary, or as a code.
_SUMMARY, _CODE = -1, -2
_SHORTEST_CODE = 3
#: What is asked rather than named: its description counts as its name does.
_ASKED = "question"
#: English words that a question is built with and that no thing is found by, unless there is nothing else.
_FUNCTION_WORDS = frozenset(
    {"a", "an", "and", "any", "are", "as", "at", "been", "by", "did", "do", "does", "for", "from", "had", "has", "have",
     "how", "in", "is", "it", "many", "much", "of", "on", "or", "so", "than", "that", "the", "their", "there", "to",
     "was", "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with"}
)  # fmt: skip


class _Place(NamedTuple):
    """Where a word stands: an entry, and one of its names; ``_SUMMARY`` or ``_CODE`` where it is in none."""

    entry: int
    name: int


class _Meant(NamedTuple):
    """The words of the index that a word of the query stands for, each with its weight; ``near`` for a misspelt one."""

    words: dict[str, float]
    near: bool

    @property
    def best(self) -> str:
        """Return the word that it most likely is."""
        return max(self.words, key=lambda word: self.words[word])


class SearchIndex:
    """The names, codes and summaries of some entries; safe to use from many threads."""

    def __init__(self, entries: Sequence[SearchEntry]) -> None:
        self.entries = entries
        self._codes: dict[str, list[int]] = defaultdict(list)
        self._whole: dict[str, list[_Place]] = defaultdict(list)
        self._places: dict[str, list[_Place]] = defaultdict(list)
        self._numbers = {entry.iri: number for number, entry in enumerate(entries)}
        for number, entry in enumerate(entries):
            self._add(number, entry)
        self._words = sorted(self._places)
        self._scripts = [normal for normal in self._whole if not normal.isascii()]
        self._likely = [word for word in self._words if len(word) >= _SHORTEST_LIKE and word.isascii()]

    def _add(self, number: int, entry: SearchEntry) -> None:
        for code in (*entry.codes, entry.iri):
            self._codes[code.casefold()].append(number)
        for at, name in enumerate(entry.names):
            normal = normalise(name.text)
            self._whole[normal].append(_Place(number, at))
            for word in dict.fromkeys(normal.split(" ")):
                self._places[word].append(_Place(number, at))
        for word in dict.fromkeys(normalise(entry.summary).split(" ")):
            self._places[word].append(_Place(number, _SUMMARY))
        for code in entry.codes:
            if len(code) >= _SHORTEST_CODE and code.isascii() and code.isalnum() and not code.islower():
                self._places[code.casefold()].append(_Place(number, _CODE))
        self._places.pop("", None)

    def find(self, text: str, others: Iterable[tuple[str, float, str]] = ()) -> Found:
        """Return everything that a query may mean, best first.

        ``others`` are things that another index found: IRI, likeness (1 where an identifier names it) and name.
        """
        text = " ".join(text[:MOST_CHARACTERS].split())
        normal = normalise(text)
        if not text:
            return Found()
        hits: dict[int, Hit] = {}
        for number in self._codes.get(text.casefold(), ()):
            self._keep(hits, number, "code", None, 1.0)
        for iri, likeness, name in others:
            if iri in self._numbers:
                number = self._numbers[iri]
                said = next((own for own in self.entries[number].names if own.text == name), None)
                self._keep(hits, number, "code" if likeness == 1 else "near", said, likeness)
        for place in self._whole.get(normal, ()):
            self._keep(hits, place.entry, "name", self._name(place), 1.0)
        self._find_within(hits, normal)
        asked = {word: self._mean(word) for word in _split(normal)}
        # A word that stands nowhere would hide what the others find.
        meant = {word: found for word, found in asked.items() if found.words}
        if meant:
            self._find_words(hits, normal, meant)
        corrected = {word: found.best for word, found in meant.items() if found.near}
        left_out = tuple(word for word in asked if word not in meant) if meant else ()
        return Found(sorted(hits.values(), key=order_of), corrected, left_out)

    def _keep(self, hits: dict[int, Hit], number: int, fit: Fit, name: Name | None, score: float) -> None:
        hit = Hit(self.entries[number], fit, name, score)
        if number not in hits or order_of(hit) < order_of(hits[number]):
            # A code is the better reason, a name what is shown.
            hits[number] = hit

    def _name(self, place: _Place) -> Name | None:
        return self.entries[place.entry].names[place.name] if place.name >= 0 else None

    def _find_within(self, hits: dict[int, Hit], normal: str) -> None:
        """Find a text within names of scripts that set no gaps between words."""
        if normal.isascii():
            return
        for whole in self._scripts:
            if normal in whole:
                for place in self._whole[whole]:
                    fit: Fit = "beginning" if whole.startswith(normal) else "words"
                    self._keep(hits, place.entry, fit, self._name(place), len(normal) / len(whole))

    def _mean(self, word: str) -> _Meant:
        """Return what a word of the query stands for: itself, words that begin so, else words that are like it."""
        found = {word: 1.0} if word in self._places else {}
        if len(word) >= _SHORTEST_BEGINNING:
            start = bisect_left(self._words, word)
            for known in self._words[start : start + _MOST_BEGINNINGS]:
                if not known.startswith(word):
                    break
                found.setdefault(known, _BEGINNING * len(word) / len(known) + (1 - _BEGINNING) / 2)
        if found or len(word) < _SHORTEST_LIKE or not word.isascii() or word.isdecimal():
            return _Meant(found, near=False)
        found = _find_like(word, self._likely) or _find_beginning_like(word, self._likely)
        return _Meant(found, near=bool(found))

    def _weigh_word(self, meant: _Meant) -> float:
        """Return what a word says: the rarer the more."""
        often = sum(len(self._places[word]) for word in meant.words)
        return log(1 + len(self.entries) / (1 + often)) + 0.1

    def _find_words(self, hits: dict[int, Hit], normal: str, meant: dict[str, _Meant]) -> None:
        weights = {word: self._weigh_word(found) for word, found in meant.items()}
        in_names, anywhere = self._collect(meant)
        near = any(found.near for found in meant.values())
        for place, words in in_names.items():
            if len(words) == len(meant):
                name = self.entries[place.entry].names[place.name]
                whole = normalise(name.text)
                fit: Fit = "near" if near else "beginning" if whole.startswith(normal) else "words"
                score = _share(words, weights) * min(1.0, len(normal) / len(whole)) ** 0.5
                self._keep(hits, place.entry, fit, name, score)
        shares = {number: _share(dict.fromkeys(words, 1.0), weights) for number, words in anywhere.items()}
        enough = _LEAST_SHARE if hits or max(shares.values(), default=0.0) >= _LEAST_SHARE else _SLIGHT_SHARE
        for number, words in anywhere.items():
            if number not in hits and shares[number] >= enough:
                whole_fit: Fit = "words" if self.entries[number].kind == _ASKED else "summary"
                loose: Fit = whole_fit if len(words) == len(meant) else "some"
                self._keep(hits, number, loose, None, _share(words, weights))

    def _collect(self, meant: dict[str, _Meant]) -> tuple[dict[_Place, dict[str, float]], dict[int, dict[str, float]]]:
        """Return the words of the query that each name holds, and those that each entry holds, with their likeness."""
        in_names: dict[_Place, dict[str, float]] = defaultdict(dict)
        anywhere: dict[int, dict[str, float]] = defaultdict(dict)
        for word, found in meant.items():
            for known, likeness in found.words.items():
                for place in self._places[known]:
                    there = anywhere[place.entry]
                    there[word] = max(
                        there.get(word, 0.0), likeness * _IN_SUMMARY if place.name == _SUMMARY else likeness
                    )
                    if place.name >= 0:
                        in_names[place][word] = max(in_names[place].get(word, 0.0), likeness)
        return in_names, anywhere


def _share(words: dict[str, float], weights: dict[str, float]) -> float:
    """Return how much of what a query says is found (0..1): rare words say more."""
    return sum(weights[word] * likeness for word, likeness in words.items()) / sum(weights.values())


def _find_like(word: str, known: Sequence[str]) -> dict[str, float]:
    """Return the words that are like a word, each with its likeness (0..1)."""
    like = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_MOST_LIKE)
    close = [(found, score) for found, score, _ in like if found[0] == word[0] or score >= _LIKE_WITHOUT_FIRST]
    best = max((score for _, score in close), default=0.0)
    return {found: score / 100 for found, score in close if score >= best - _NEAR_BEST}


def _find_beginning_like(word: str, known: Sequence[str]) -> dict[str, float]:
    """Return the words whose beginning is like a word that is still being typed."""
    size = len(word) + 1
    begun = {found: found[:size] for found in known if found[0] == word[0]}
    like = process.extract(word, begun, scorer=fuzz.ratio, score_cutoff=_LIKE_WITHOUT_FIRST, limit=_MOST_LIKE)
    return {found: _BEGINNING * score / 100 for _, score, found in like}


def _split(normal: str) -> list[str]:
    words = [word for word in dict.fromkeys(normal.split(" ")) if word]
    return ([word for word in words if word not in _FUNCTION_WORDS] or words)[:_MOST_WORDS]
