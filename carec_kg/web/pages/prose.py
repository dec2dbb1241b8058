"""Sentences of words and things: each thing in them keeps its IRI and the language of its label."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from string import Formatter
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.reader import Label

#: Names that a sentence puts "the" before: a common noun ends them, or leads them before "of" or "for".
_WITH_ARTICLE = re.compile(
    r"^(?!the\b|all\b|first\b|\d)(?:"
    r".*\b(?:Republic|Federation|Bank|Union|Fund|Institute|Ministry|Program|Programme|Association|Commission|Network"
    r"|Assembly|Nations|Strategy|Initiative|Council|Region|Department|Office|Chamber|Government"
    r"|Conference|Forum|Workshop|Gulf|Monitoring|Railway|Corridor|Expo|Hospital|Park|Center|Philippines)"
    r"(?: \([^)]*\))?"
    r"|(?:.*\b)?(?:Republic|Ministry|Government|Bank|Chamber|Association|Office|Commission|Organization|Agreement"
    r"|Law|Fund|Assembly|Union) (?:of|for|on) .*"
    r"|.* (?:Commission|Programme) .*"
    r"|.* (?:Program|project|route|ports|zone|center|area|border with .*|interior of .*)"
    r")$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence; with an IRI where they name a thing, and their language where they are a label."""

    text: str
    iri: str = ""
    language: str = ""


Prose: TypeAlias = "tuple[Piece, ...]"


def words(text: str) -> Prose:
    """Return plain words as prose."""
    return (Piece(text),) if text else ()


def name(iri: str, label: Label, *, article: bool = False) -> Prose:
    """Return the name of a thing as prose, with "the" before it where English wants that."""
    named = (Piece(label.text, iri, label.language),)
    return (Piece("the "), *named) if article and needs_article(label) else named


def needs_article(label: Label) -> bool:
    """Return whether English puts "the" before a name in a sentence."""
    return label.language in {"en", ""} and bool(_WITH_ARTICLE.match(label.text))


def fill(language: str, key: str, **values: Prose | str) -> Prose:
    """Return a text of the interface with prose in its places."""
    pieces: list[Piece] = []
    for literal, place, _, _ in Formatter().parse(say(language, key)):
        pieces.extend(words(literal))
        if place:
            value = values[place]
            pieces.extend(words(value) if isinstance(value, str) else value)
    return tuple(pieces)


def join(language: str, things: Sequence[Prose]) -> Prose:
    """Return prose joined with commas and an "and" before the last."""
    found: list[Piece] = []
    for place, thing in enumerate(things):
        if place:
            key = "and" if place == len(things) - 1 else "comma"
            found.append(Piece(say(language, f"things.sentence.{key}")))
        found.extend(thing)
    return tuple(found)


def name_all(language: str, cards: Cards, iris: Sequence[str], most: int = 4) -> Prose:
    """Return the names of things, joined; of more than ``most`` the rest is counted."""
    named = [name(iri, cards.label(iri), article=True) for iri in iris[:most]]
    if len(iris) > most:
        named.append(words(say(language, "things.more_values", count=len(iris) - most)))
    return join(language, named)


def begin(prose: Prose) -> Prose:
    """Return prose with a capital at its start."""
    if not prose or prose[0].iri:
        return prose
    first = prose[0]
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *prose[1:])


def plain(prose: Prose) -> str:
    """Return prose as plain text."""
    return "".join(piece.text for piece in prose)


def article_for(noun: str) -> str:
    """Return "a" or "an"; UN and the like are said letter by letter."""
    return "an" if re.match(r"(?i)[aeio]|u(?!n\b|ni|se)", noun) else "a"
