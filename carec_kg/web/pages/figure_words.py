"""A figure in words: its number as its source qualifies it, of whom or what, among whom, where and when."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from carec_kg.web.pages.prose import Piece, begin, fill, join, name, name_all, plain, words
from carec_kg.web.pages.times import say_in_sentence
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.figures import Figure
    from carec_kg.web.pages.prose import Prose

_MILLION, _BILLION = Decimal(10**6), Decimal(10**9)
#: Units that count: what is counted takes their place in the sentence.
_COUNTING = frozenset({"NUM", "PERSON"})
#: Measures whose value is a place and no amount.
_ORDINAL = "ordinal"
#: The direction of traffic that says that a source gives none.
_NOT_STATED = "/not-stated"
#: What points to figures and groups, whose names are titles.
_TITLED = frozenset({"amongGroup", "partOfFigure"})


def group_digits(value: str) -> str:
    """Return a number with its thousands set off; what is no number stays as it is."""
    try:
        return f"{Decimal(value):,f}".replace("-", "\N{MINUS SIGN}")
    except InvalidOperation:
        return value


def say_number(language: str, value: str) -> str:
    """Return a number for a sentence: millions and billions as words where nothing is lost by it."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    for size, key in ((_BILLION, "billion"), (_MILLION, "million")):
        if abs(number) >= size:
            return say(language, f"things.million.{key}", number=group_digits(str((number / size).normalize())))
    return group_digits(value)


def say_unit(language: str, cards: Cards, unit: str, value: str = "") -> str:
    """Return a unit in words, empty for plain counts; by its label where it is none that we have a word for."""
    short = unit.rpartition("/")[2]
    if not unit or short == "NUM":
        return ""
    key = f"things.unit.{short}" + ("_one" if value in {"1", "1.0"} else "")
    try:
        return say(language, key)
    except KeyError:
        return cards.label(unit).text


def say_amount(language: str, cards: Cards, figure: Figure) -> str:
    """Return the number with its qualifier and unit: "more than 1,500 people"; "exactly" goes without saying."""
    number, unit = say_number(language, figure.value), say_unit(language, cards, figure.unit, figure.value)
    return " ".join(part for part in (_qualifier(cards, figure), number, unit) if part)


def say_qualified(cards: Cards, figure: Figure) -> str:
    """Return the number in digits with its qualifier and no unit, as a table has it: "about 2,000"."""
    return f"{_qualifier(cards, figure)} {group_digits(figure.value)}".strip()


def say_figure(language: str, cards: Cards, figure: Figure) -> Prose:
    """Return the whole sentence of a figure, from its nodes."""
    said = list(_head(language, cards, figure))
    for part in _details(language, cards, figure):
        said += [Piece(" "), *part]
    when = say_in_sentence(language, figure.span)
    said += [*words(f", {when}" if when else ""), Piece(say(language, "things.sentence.end"))]
    outlook = figure.outlook.rpartition("/")[2]
    if outlook in {"reached", "expected"}:
        said += [Piece(" "), *words(say(language, f"things.figure_sentence.{outlook}"))]
    return begin(tuple(said))


def _head(language: str, cards: Cards, figure: Figure) -> Prose:
    """Return what is measured of what, and the amount: "The hospital, patients served: more than 1,500 patients"."""
    measure = name(figure.measure, cards.label(figure.measure))
    owner = name(figure.of, cards.label(figure.of))
    return (*owner, Piece(", "), *measure, Piece(": "), *_quantity(language, cards, figure))


def _quantity(language: str, cards: Cards, figure: Figure) -> Prose:
    short = figure.unit.rpartition("/")[2]
    counted = figure.note("ofWhom")
    number = say_number(language, figure.value)
    qualifier = _qualifier(cards, figure)
    lead = f"{qualifier} {number}".strip()
    if figure.measure.rpartition("/")[2] == _ORDINAL:
        return words(lead)
    if counted and short in _COUNTING:
        return (Piece(f"{lead} "), *join(language, [name(iri, cards.label(iri)) for iri in counted]))
    return words(say_amount(language, cards, figure))


def _qualifier(cards: Cards, figure: Figure) -> str:
    short = figure.qualifier.rpartition("/")[2]
    return "" if short in {"", "exactly"} else cards.label(figure.qualifier).text


def _details(language: str, cards: Cards, figure: Figure) -> list[Prose]:
    key = "things.figure_sentence."
    found = []
    for note, place, word in (
        ("amongGroup", "group", "among"),
        ("figureLocation", "location", "located"),
        ("sector", "sector", "sector"),
        ("paidBy", "payer", "paid"),
        ("partOfFigure", "whole", "part"),
    ):
        if figure.note(note):
            named = _quote_all if note in _TITLED else name_all
            found.append(fill(language, key + word, **{place: named(language, cards, figure.note(note))}))
    if figure.mode:
        found.append(fill(language, key + "mode", mode=name(figure.mode, cards.label(figure.mode))))
    if figure.direction and not figure.direction.endswith(_NOT_STATED):
        direction = name(figure.direction, cards.label(figure.direction))
        found.append((Piece("("), *fill(language, key + "direction", direction=direction), Piece(")")))
    return [*found, *_share(language, cards, figure)]


def _share(language: str, cards: Cards, figure: Figure) -> list[Prose]:
    part, whole = (_quote_all(language, cards, figure.note(note)) for note in ("shareNumerator", "shareDenominator"))
    if part and whole:
        return [(Piece("("), *fill(language, "things.figure_sentence.share", part=part, whole=whole), Piece(")"))]
    if whole:
        return [(Piece("("), *fill(language, "things.figure_sentence.share_whole", whole=whole), Piece(")"))]
    return []


def _quote_all(language: str, cards: Cards, iris: Sequence[str]) -> Prose:
    marks = say(language, "things.figure_sentence.quoted").split("{title}")
    return join(language, [(Piece(marks[0]), *name(iri, cards.label(iri)), Piece(marks[1])) for iri in iris])


def say_figure_plainly(language: str, cards: Cards, figure: Figure) -> str:
    """Return the sentence of a figure as plain text."""
    return plain(say_figure(language, cards, figure))
