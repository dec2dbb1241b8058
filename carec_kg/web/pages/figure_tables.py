"""Figures as tables: single ones in rows, observations as series with a column for each year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carec_kg.web.pages.figure_words import say_amount, say_qualified, say_unit
from carec_kg.web.pages.thing_facts import Value, write_thing
from carec_kg.web.pages.times import say_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.figures import Figure
    from carec_kg.web.pages.marks import Mark, Marks
    from carec_kg.web.pages.reader import Label

#: What says of whom or what a figure is, beside its thing.
_WHOM = ("ofWhom", "amongGroup", "figureLocation", "sector", "sectorOfWork", "paidBy")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure in a table: its name, what it measures, the amount with its qualifier, when, and of whom."""

    iri: str
    label: Label
    measure: Value
    amount: str
    time: str
    order: str
    whom: tuple[Value, ...]
    marks: tuple[Mark, ...]
    doubts: tuple[str, ...] = ()
    disagrees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of a series: its number and its marks, its figure, and reasons to take care with it."""

    iri: str
    number: str
    marks: tuple[Mark, ...]
    doubts: tuple[str, ...] = ()
    disagrees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Observations of one measure by mode and direction of traffic: by year, what each report gives."""

    measure: Value
    unit: str
    mode: Value | None
    direction: Value | None
    readings: dict[str, tuple[Reading, ...]]


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """Series with the years that they have between them; ``count`` says of how many these are the first."""

    years: tuple[str, ...]
    series: tuple[Series, ...]
    count: int


def write_figures(
    figures: Sequence[Figure], cards: Cards, marks: Marks, most: int | None = None
) -> tuple[list[FigureRow], int]:
    """Return the first figures that are no observations, by measure and time, and how many there are."""
    single = [figure for figure in figures if not figure.is_observation]
    single.sort(key=lambda one: (cards.label(one.measure).text, one.span.order if one.span else "", one.iri))
    return [_write_row(figure, cards, marks) for figure in single[:most]], len(single)


def _write_row(figure: Figure, cards: Cards, marks: Marks) -> FigureRow:
    return FigureRow(
        figure.iri,
        cards.label(figure.iri),
        write_thing(cards, figure.measure),
        say_amount(cards.language, cards, figure),
        say_span(cards.language, figure.span),
        figure.span.order if figure.span else "",
        tuple(write_thing(cards, iri) for note in _WHOM for iri in figure.note(note)),
        marks.of(figure.graphs),
        figure.note("doubt"),
        figure.note("disagreesWith"),
    )


def write_series(figures: Sequence[Figure], cards: Cards, marks: Marks, most: int | None = None) -> SeriesTable:
    """Return the observations as series, the first so many; years of which there is no value stay empty."""
    found: dict[tuple[str, str, str, str], list[Figure]] = {}
    for figure in figures:
        if figure.is_observation:
            found.setdefault((figure.measure, figure.unit, figure.mode, figure.direction), []).append(figure)
    order = sorted(found, key=lambda key: tuple(cards.label(key[part]).text if key[part] else "" for part in (0, 2, 3)))
    shown = {key: found[key] for key in order[:most]}
    years = sorted({figure.year for members in shown.values() for figure in members})
    rows = tuple(_write_series(key, members, cards, marks) for key, members in shown.items())
    return SeriesTable(tuple(years), rows, len(found))


def _write_series(key: tuple[str, str, str, str], members: list[Figure], cards: Cards, marks: Marks) -> Series:
    measure, unit, mode, direction = key
    readings: dict[str, tuple[Reading, ...]] = {}
    for figure in sorted(members, key=lambda one: (one.year, one.graphs, one.iri)):
        readings[figure.year] = _add(readings.get(figure.year, ()), figure, cards, marks)
    return Series(
        write_thing(cards, measure),
        say_unit(cards.language, cards, unit),
        write_thing(cards, mode) if mode else None,
        write_thing(cards, direction) if direction else None,
        readings,
    )


def _add(known: tuple[Reading, ...], figure: Figure, cards: Cards, marks: Marks) -> tuple[Reading, ...]:
    """Add a reading; where several reports give the same number, it stands once with the marks of all."""
    number, found = say_qualified(cards, figure), marks.of(figure.graphs)
    for place, one in enumerate(known):
        if one.number == number:
            merged = tuple(dict.fromkeys((*one.marks, *found)))
            doubts = tuple(dict.fromkeys((*one.doubts, *figure.note("doubt"))))
            return (*known[:place], replace(one, marks=merged, doubts=doubts), *known[place + 1 :])
    return (*known, Reading(figure.iri, number, found, figure.note("doubt"), figure.note("disagreesWith")))
