"""Split a text into passages: headings, bullets and sentences, each a slice of the text as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind: TypeAlias = Literal["heading", "bullet", "sentence"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A slice of a text: what it is, its first offset, the offset after its last character, and its section.

    Offsets count Unicode code points. Sections count from 1 at the first heading; 0 is what stands before it.
    """

    kind: Kind
    start: int
    end: int
    section: int


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring lines of one kind, and whether at most one blank line parts them from the block before."""

    kind: Kind
    start: int
    end: int
    near: bool


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BULLET = re.compile(r"[ \t]*(?:[-*+\u2022\u2023\u25aa\u25cf\u2013\u2014]|\(?\d{1,2}[.)])[ \t]+(?=\S)")
_MARKED_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+(?=\S)")
#: The end of a sentence: a mark, what closes on it (quotes, brackets, a footnote mark), white space, an opening.
_STOP = re.compile(
    r"[.!?\u2026]+(?:[\"'\u201d\u2019)\]*_]|\^[0-9a-z]{1,3}(?!\w)|\[\d{1,3}\])*"
    r"(?=\s+(?:[\"'\u201c\u2018(\[*_]|\\?\$)*(?:[A-Z\u00c0-\u00de\u0400-\u042f]|\\?\$?\d|www\.|https?:))"
)
#: Words that end in a point within a sentence.
_ABBREVIATIONS = frozenset({
    "approx", "assn", "ave", "bros", "ca", "cap", "cf", "cm", "dept", "dist", "div", "dr", "ed", "eds", "e.g", "est",
    "gov", "hon", "i.e", "km", "lt", "mr", "mrs", "ms", "mt", "prof", "rev", "sen", "st", "tel", "vs",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
})  # fmt: skip
#: Abbreviations that are as likely to end a sentence; what follows decides.
_FINAL_TOO = frozenset({"etc", "inc", "ltd", "co", "corp", "jr", "sr"})
#: Abbreviations that need a number after them; without one they are words ("no.", "art.").
_NUMBERED = frozenset({"no", "nos", "art", "fig", "figs", "ch", "p", "pp", "para", "sec", "vol", "vols", "ref", "res"})
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Z]")
_LAST_WORD = re.compile(r"[\w.]*\w$")
_BLACK = re.compile(r"\S")
_LONGEST_WORD = 24
_HEADING_WORDS = 12


def split(text: str) -> list[Piece]:
    """Return the headings, bullets and sentences of ``text`` in their order; what lies between them is white space.

    Of a bullet or a heading marked with ``#`` the mark is left out. Headings in capitals that one blank line parts
    are one heading; a line of capitalised words without a full stop is a heading, too. A sentence may run over line
    ends, never over a blank line. Each piece of a list is one bullet, however many sentences it has.
    """
    pieces: list[Piece] = []
    section = 0
    for block in _join_headings(_read_blocks(text), text):
        section += block.kind == "heading"
        spans = _split_sentences(text, block) if block.kind == "sentence" else [(block.start, block.end)]
        pieces += [Piece(block.kind, start, end, section) for start, end in spans]
    return pieces


def _read_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each line without the white space around it; a blank line is an empty span."""
    for match in _LINE.finditer(text):
        line = match[0].removeprefix("\ufeff") if not match.start() else match[0]
        start = match.end() - len(line.lstrip())
        yield start, start + len(line.strip())


def _read_blocks(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    blanks = 0
    for start, end in _read_lines(text):
        if start == end:
            blanks += 1
            continue
        kind, mark = _read_mark(text[start:end])
        last = blocks[-1] if blocks else None
        if last and not blanks and _continues(last.kind, kind, bool(mark), text[last.start : last.end]):
            blocks[-1] = _Block(last.kind, last.start, end, last.near)
        else:
            blocks.append(_Block(kind, start + mark, end, blanks <= 1))
        blanks = 0
    return [_decide_heading(block, text) for block in blocks]


def _read_mark(line: str) -> tuple[Kind, int]:
    """Return what a line begins, by its mark or its capitals, and the length of its mark."""
    if match := _MARKED_HEADING.match(line):
        return "heading", match.end()
    if match := _BULLET.match(line):
        return "bullet", match.end()
    return ("heading" if _is_capitals(line) else "sentence"), 0


def _continues(last: Kind, kind: Kind, marked: bool, before: str) -> bool:  # noqa: FBT001 - one caller, by name
    """Say whether a line belongs to the block that the line above it ended."""
    if marked:
        return False
    if last == "heading":
        return kind == "heading" and _is_capitals(before)
    # A wrapped line of an acronym alone looks like a heading, and is none in the middle of a paragraph.
    return True


def _is_capitals(line: str) -> bool:
    words = re.findall(r"[^\W\d_]+", line)
    return any(len(word) > 1 for word in words) and line == line.upper() and not line.endswith((".", ";", ","))


def _decide_heading(block: _Block, text: str) -> _Block:
    words = text[block.start : block.end].split()
    if block.kind != "sentence" or not 2 <= len(words) <= _HEADING_WORDS or words[-1][-1] in '.;:,!"\u201d':
        return block
    long = [word.strip("(\"'\u201c") for word in words if len(word) > 4]
    if words[0][0].isupper() and all(word[:1].isupper() or word[:1].isdigit() for word in long):
        return _Block("heading", block.start, block.end, block.near)
    return block


def _join_headings(blocks: list[_Block], text: str) -> list[_Block]:
    joined: list[_Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        parts = [text[part.start : part.end] for part in (last, block) if part and part.kind == "heading"]
        if last and block.near and len(parts) == 2 and all(_is_capitals(part) for part in parts):
            joined[-1] = _Block("heading", last.start, block.end, last.near)
        else:
            joined.append(block)
    return joined


def _split_sentences(text: str, block: _Block) -> Iterator[tuple[int, int]]:
    start = block.start
    for match in _STOP.finditer(text, block.start, block.end):
        following = _BLACK.search(text, match.end(), block.end)
        if not following or (match[0].startswith(".") and _abbreviates(text, start, match.start(), following.start())):
            continue
        yield start, match.end()
        start = following.start()
    yield start, block.end


def _abbreviates(text: str, start: int, point: int, following: int) -> bool:
    """Say whether a point belongs to an abbreviation, an initial or a list number; its sentence began at ``start``."""
    word = _LAST_WORD.search(text[max(start, point - _LONGEST_WORD) : point])
    if not word:
        return False
    name = word[0].lower()
    if name in _FINAL_TOO:
        return not text[following].isupper()
    if name in _NUMBERED:
        return text[following].isdigit()
    return name in _ABBREVIATIONS or bool(_INITIALS.fullmatch(word[0]))
