"""Capitalised names and web addresses in English text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carec_kg.sources.lexicon import Match, make_key, read_words
from carec_kg.sources.model import Mention, Name
from carec_kg.sources.text import squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.sources.lexicon import Lexicon, Word

_PATH = r"[^\s<>\"')\]]{0,200}[\w/]"
#: Addresses with a scheme or ``www``, and bare host names in the domains that sources here use.
_ADDRESS = re.compile(
    rf"(?:https?://|www\.){_PATH}"
    rf"|\b[A-Za-z][\w-]{{0,62}}(?:\.[A-Za-z][\w-]{{0,62}}){{0,6}}"
    rf"\.(?:org|com|net|int|gov|edu|info|cn|kz|uz|mn)\b(?:/{_PATH})?"
)
_CONNECTORS = frozenset(("of", "the", "and", "on", "for", "in", "de", "la", "to", "with", "by", "at", "from"))
_OPENER_WORDS = """
a about above according across after all along also although among an and another any as at based because before between
both but by despite during each either even every few first for from given had has have he her here his how however i if
in including instead into is it its last later less many more most much my no nor not now of on once one only or other
our out over per recently several she similarly since so some still such than that the their them then there these they
this those three through throughout thus to today together two under unlike until up upon via was we were what when
where which while who whose why will with within without yet you
"""
#: Words that sentences begin with, and that are never the beginning of a name.
_OPENERS = frozenset(_OPENER_WORDS.split())
#: Words of "Aktau and Baku ports".
_SHARED = 4
_MONTH_WORDS = "january february march april may june july august september october november december"
_MONTHS = frozenset(_MONTH_WORDS.split())


def find_known_names(text: str, start: int, end: int, lexicon: Lexicon) -> list[Mention]:
    """Return the names of the lexicon in a slice of the text, the longest at each place, and all web addresses.

    A name begins with a capital; where it stands in capitals throughout, as in a heading, it is found, too. A short
    form in brackets inside a name ("Northern Port Office (NPO) Fund") is a mention of its own beside the longer one.
    """
    known = [_read_address(match, lexicon) for match in _ADDRESS.finditer(text, start, end)]
    words = _read_free_words(text, start, end, known)
    at = 0
    while at < len(words):
        if shared := _match_shared_noun(words[at : at + _SHARED], lexicon):
            known += [_mention(text, part, match) for part, match in shared]
            at += sum(len(part) for part, _ in shared) + 1
            continue
        match = lexicon.match(text, words, at) if _may_begin(words[at]) else None
        if match and _is_proper(words[at : at + match.words]):
            known.append(_mention(text, words[at : at + match.words], match))
            at += match.words
        else:
            at += 1
    known += [*_find_inserted(text, known, lexicon)]
    return sorted(known, key=lambda mention: (mention.start, -mention.end))


def find_unknown_names(text: str, start: int, end: int, covered: Iterable[Mention]) -> list[Mention]:
    """Return the runs of capitalised words in a slice of the text that none of the mentions covers.

    A run goes over small words ("of", "the", "and") between capitals; the first word of a sentence counts only where
    another capital follows it or capitals stand inside it.
    """
    words = read_words(text, start, end)
    taken = [any(word.start < other.end and other.start < word.end for other in covered) for word in words]
    return [_mention(text, run, None) for run in _find_runs(words, taken)]


def _match_shared_noun(words: list[Word], lexicon: Lexicon) -> list[tuple[list[Word], Match]]:
    """Match two names that share their last word: "Aktau and Baku ports" names Aktau port and Baku port."""
    if len(words) < _SHARED or words[1].form != "and" or not (words[0].is_capital and words[2].is_capital):
        return []
    noun = words[3]
    if not (all(word.tight for word in words[1:]) and noun.text.islower() and noun.form.endswith("s")):
        return []
    keys = [f"{word.form} {noun.form[:-1]}" for word in (words[0], words[2])]
    first, second = (Match(0, key, lexicon.bearers(key)) for key in keys)
    return [(words[:1], first), (words[2:], second)] if first.bearers and second.bearers else []


def _read_free_words(text: str, start: int, end: int, covered: list[Mention]) -> list[Word]:
    return [
        word
        for word in read_words(text, start, end)
        if not any(other.start <= word.start < other.end for other in covered)
    ]


def _read_address(match: re.Match[str], lexicon: Lexicon) -> Mention:
    key = make_key(re.sub(r"^https?://|/$", "", match[0]))
    bearers = lexicon.bearers(key) or lexicon.bearers(key.removeprefix("www "))
    return Mention(match.start(), match.end(), match[0], Name(key, bearers))


def _may_begin(word: Word) -> bool:
    return any(letter.isupper() for letter in word.text)


def _is_proper(words: list[Word]) -> bool:
    """Say whether numbers among the words belong to a name: no date is a name, nor a count of common things."""
    if not any(word.text[0].isdigit() for word in words):
        return True
    if words[0].form in _MONTHS:
        return False
    return all(word.is_capital or word.text[0].isdigit() or word.form in _CONNECTORS for word in words)


def _mention(text: str, words: list[Word], match: Match | None) -> Mention:
    start, end = words[0].start, words[-1].end
    if "(" in text[start:end].rpartition(")")[2] and text[end : end + 1] == ")":
        end += 1
    said = squash(text[start:end])
    name = Name(match.key, match.bearers) if match else Name(" ".join(word.form for word in words))
    return Mention(start, end, said, name)


def _find_inserted(text: str, known: list[Mention], lexicon: Lexicon) -> Iterator[Mention]:
    """Yield the short forms in brackets inside longer names, which are mentions of their own."""
    for mention in known:
        for match in re.finditer(r"\(([^()]+)\)", text[mention.start : mention.end]):
            start = mention.start + match.start(1)
            yield Mention(
                start, start + len(match[1]), match[1], Name(make_key(match[1]), lexicon.bearers(make_key(match[1])))
            )


def _find_runs(words: list[Word], taken: list[bool]) -> Iterator[list[Word]]:
    at = 0
    while at < len(words):
        if taken[at] or not _may_begin(words[at]):
            at += 1
            continue
        last = _run_end(words, taken, at)
        run = _trim(words[at : last + 1])
        follows = last + 1 < len(words) and words[last + 1].tight and _may_begin(words[last + 1])
        if run and not _is_mere_opening(run, follows=follows):
            yield run
        at = last + 1


def _run_end(words: list[Word], taken: list[bool], at: int) -> int:
    last = at
    position = at + 1
    while position < len(words) and words[position].tight and not taken[position]:
        if _may_begin(words[position]):
            last = position
        elif words[position].form not in _CONNECTORS:
            break
        position += 1
    return last


def _trim(run: list[Word]) -> list[Word]:
    """Leave out the small words at the beginning of a run, unless all of it is in capitals."""
    if all(word.text.isupper() for word in run) and len(run) > 1:
        return run
    while run and run[0].form in _OPENERS and not (run[0].text.isupper() and len(run[0].text) > 1):
        run = run[1:]
        while run and run[0].form in _CONNECTORS and not run[0].is_capital:
            run = run[1:]
    return run


def _is_mere_opening(run: list[Word], *, follows: bool) -> bool:
    """Say whether a run is but the first word of a sentence, with its capital for that reason alone."""
    word = run[0]
    return len(run) == 1 and word.opens and not follows and not any(letter.isupper() for letter in word.text[1:])
