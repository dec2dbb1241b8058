"""Known names and the longest of them at a place in a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
#: The possessive ending is no part of a name; neither is the apostrophe after a plural.
_POSSESSIVE = re.compile(r"['\u2019](?:s(?!\w)|(?!\w))", re.IGNORECASE)
#: Between two words of one name: a space or line end, a hyphen, quotes, emphasis, a point inside an address.
_LOOSE = re.compile(r"(?:[\s\-\u2010-\u2013\u2212*_\"'\u2018\u2019\u201c\u201d/&]|\.(?=\S))*")
_PARENTHESIS = re.compile(r"\s*\([^()]{1,40}\)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its form to compare by, its offsets, and what stands between it and the word before.

    ``tight`` says that the two may belong to one name without a comma, colon, bracket or full stop between them.
    ``opens`` says that a sentence begins here.
    """

    form: str
    text: str
    start: int
    end: int
    tight: bool
    opens: bool

    @property
    def is_capital(self) -> bool:
        """Say whether the word begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Match:
    """A known name found in a text: how many words it takes there, how it is compared, and the IRIs that bear it."""

    words: int
    key: str
    bearers: tuple[str, ...]


def fold(text: str) -> str:
    """Return a text without what spellings of one name differ in: case and compatibility forms."""
    return unicodedata.normalize("NFKC", text).casefold()


def read_words(text: str, start: int, end: int) -> list[Word]:
    """Return the words of a slice of the text; a possessive ``'s`` is left out, a hyphen parts words."""
    words: list[Word] = []
    previous = start
    for match in _WORD.finditer(text, start, end):
        if match.start() < previous:
            continue
        gap = text[previous : match.start()]
        opens = not words or bool(re.search(r"[.!?]\W*\s\W*$", gap))
        words.append(Word(fold(match[0]), match[0], match.start(), match.end(), bool(_LOOSE.fullmatch(gap)), opens))
        possessive = _POSSESSIVE.match(text, match.end(), end)
        previous = possessive.end() if possessive else match.end()
    return words


def make_key(name: str) -> str:
    """Return the form by which a name is compared: its words in lower case, without hyphens and possessives."""
    return " ".join(word.form for word in read_words(name, 0, len(name)))


@dataclass(frozen=True, slots=True)
class _Entry:
    forms: tuple[str, ...]
    tight: tuple[bool, ...]
    plain: bool
    bearers: frozenset[str]


class Lexicon:
    """Names and the IRIs that bear them; immutable."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a name and an IRI that bears it; names without a word are left out."""
        entries: dict[tuple[str, ...], _Entry] = {}
        for name, iri in names:
            words = read_words(name, 0, len(name))
            forms = tuple(word.form for word in words)
            known = entries.get(forms)
            entries[forms] = _Entry(
                forms,
                tuple(word.tight and (known is None or tight) for word, tight in _pair(words, known)),
                name == name.lower() and (known is None or known.plain),
                (known.bearers if known else frozenset()) | {iri},
            )
        self._first: dict[str, list[_Entry]] = {}
        for entry in sorted(entries.values(), key=lambda entry: -len(entry.forms)):
            if entry.forms:
                self._first.setdefault(entry.forms[0], []).append(entry)

    def match(self, text: str, words: list[Word], at: int) -> Match | None:
        """Return the longest known name that begins at the word; the text may insert a short form in brackets.

        A name that its bearers spell without capitals ("digital trade") counts only if a word other than the first
        of the sentence has a capital in the text.
        """
        for entry in self._first.get(words[at].form, []):
            count = _count_words(text, entry, words, at)
            if count and not (entry.plain and not _has_capital(words[at : at + count])):
                return Match(count, " ".join(entry.forms), tuple(sorted(entry.bearers)))
        return None

    def bearers(self, key: str) -> tuple[str, ...]:
        """Return the IRIs whose name has this key, sorted; none if it is unknown."""
        forms = tuple(key.split())
        for entry in self._first.get(forms[0], []) if forms else []:
            if entry.forms == forms:
                return tuple(sorted(entry.bearers))
        return ()


def _pair(words: list[Word], known: _Entry | None) -> Iterable[tuple[Word, bool]]:
    return zip(words, known.tight if known else (True,) * len(words), strict=True)


def _has_capital(words: list[Word]) -> bool:
    return any(word.is_capital and not word.opens for word in words) or all(
        word.text.isupper() and len(word.text) > 1 for word in words
    )


def _count_words(text: str, entry: _Entry, words: list[Word], at: int) -> int:
    """Return how many words of the text the name takes from there on, 0 if it does not stand there."""
    position = at
    for index, form in enumerate(entry.forms):
        if index:
            position = _skip_parenthesis(text, entry, words, position, index)
        if position >= len(words) or words[position].form != form:
            return 0
        if index and entry.tight[index] and not _follows(text, words, position):
            return 0
        position += 1
    return position - at


def _follows(text: str, words: list[Word], position: int) -> bool:
    """Say whether only loose characters, or a bracketed short form, stand before the word."""
    if words[position].tight:
        return True
    gap = text[words[position - 1].end : words[position].start]
    return gap.startswith(")") and bool(_LOOSE.fullmatch(gap[1:]))


def _skip_parenthesis(text: str, entry: _Entry, words: list[Word], position: int, index: int) -> int:
    inserted = _PARENTHESIS.match(text, words[position - 1].end)
    if not inserted or not entry.tight[index]:
        return position
    while position < len(words) and words[position].start < inserted.end():
        position += 1
    return position
