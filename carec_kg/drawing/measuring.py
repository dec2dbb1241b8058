"""How wide a text runs, and how it is broken into lines or cut so that it fits."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from carec_kg.drawing.inter import ADVANCES, BOLD, FULL, OTHER

_ELLIPSIS = "…"


@lru_cache(maxsize=8192)
def width_of(text: str, size: float = 13, *, bold: bool = False) -> float:
    """Return the width of a text in pixels, as Inter runs; kerning is left out, so it errs on the wide side."""
    return sum(_advance(character) for character in text) * size / 1000 * (BOLD if bold else 1)


def shorten(text: str, width: float, size: float = 13, *, bold: bool = False) -> str:
    """Return the text, or as much of it as fits with an ellipsis behind."""
    if width_of(text, size, bold=bold) <= width:
        return text
    kept = text
    while kept and width_of(kept + _ELLIPSIS, size, bold=bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def wrap(text: str, width: float, size: float = 13, *, lines: int | None = None, bold: bool = False) -> list[str]:
    """Return the text in lines of at most ``width`` pixels; with ``lines``, the last one is cut where more is left."""
    found: list[str] = []
    words = _pieces(text, width, size, bold=bold)
    while words:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size, bold=bold) <= width:
            line = f"{line} {words.pop(0)}"
        found.append(line)
        if lines is not None and len(found) == lines and words:
            found[-1] = shorten(f"{line} {' '.join(words)}", width, size, bold=bold)
            break
    return found or [""]


def _pieces(text: str, width: float, size: float, *, bold: bool) -> list[str]:
    """Return the words of a text; one that is longer than a line, as names in Chinese are, in several pieces."""
    pieces: list[str] = []
    for word in text.split():
        rest = word
        while width_of(rest, size, bold=bold) > width and len(rest) > 1:
            count = len(rest) - 1
            while count > 1 and width_of(rest[:count], size, bold=bold) > width:
                count -= 1
            pieces.append(rest[:count])
            rest = rest[count:]
        pieces.append(rest)
    return pieces


def _advance(character: str) -> int:
    found = ADVANCES.get(character)
    if found is not None:
        return found
    if unicodedata.combining(character):
        return 0
    return FULL if unicodedata.east_asian_width(character) in {"W", "F"} else OTHER
