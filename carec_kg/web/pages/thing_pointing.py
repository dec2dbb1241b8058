"""What points at a thing: grouped by property in words of the other end, bounded, with the way to all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import compact
from carec_kg.web.pages.statements import SHOWN_APART
from carec_kg.web.pages.thing_facts import Value, find_backwards, write_thing
from carec_kg.web.pages.thing_order import TURNED, TURNED_BACK, place_of
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.marks import Marks
    from carec_kg.web.pages.statements import Statement, Statements

from dataclasses import replace

from carec_kg.rdf.terms import Iri
from carec_kg.web.pages.marks import explain_path


@dataclass(frozen=True, slots=True)
class Pointing:
    """What points at a thing by one property: some of it, and how much there is; ``name`` is the property, shortened."""

    name: str
    phrase: str
    values: tuple[Value, ...]
    count: int

    @property
    def has_more(self) -> bool:
        """Return whether there is more than is shown."""
        return self.count > len(self.values)


def write_pointing(subject: str, said: Statements, cards: Cards, marks: Marks) -> list[Pointing]:
    """Return what points at the thing, in the order of the facts; what stands among those is left out."""
    shown = {(TURNED_BACK.get(statement.predicate), statement.iri) for statement in _forwards(said)}
    found: dict[str, list[Statement]] = {}
    for statement in said.incoming:
        if (statement.predicate, statement.iri) not in shown:
            found.setdefault(statement.predicate, []).append(statement)
    return [
        Pointing(
            compact(predicate),
            say_pointing(cards, predicate),
            write_values(subject, predicate, found[predicate], cards, marks),
            said.counts.get(predicate, 0) - _count_shown(predicate, said, shown),
        )
        for predicate in sorted(found, key=lambda name: (place_of(name), name))
        if predicate not in SHOWN_APART
    ]


def write_values(
    subject: str, predicate: str, said: Iterable[Statement], cards: Cards, marks: Marks
) -> tuple[Value, ...]:
    """Return the things that point at one as values, in the order of time and label."""
    values = [
        replace(
            write_thing(cards, statement.iri),
            marks=marks.of(statement.graphs),
            proof=explain_path(statement.iri, predicate, Iri(subject)) if statement.inferred else "",
        )
        for statement in said
    ]
    return tuple(sorted(values, key=lambda value: (bool(value.proof), value.order, value.label.text.casefold())))


def say_pointing(cards: Cards, predicate: str) -> str:
    """Return a property seen from its other end, in words; one without them goes by its label."""
    try:
        return say(cards.language, f"things.points.{compact(predicate).partition(':')[2]}")
    except KeyError:
        return say(cards.language, "things.points_plain", property=cards.label(predicate).text)


def _forwards(said: Statements) -> list[Statement]:
    """Return the statements that the facts show in the place of one from the other end."""
    backwards = find_backwards(said)
    return [
        statement
        for statement in said.outgoing
        if statement.predicate in TURNED and (not statement.inferred or (statement.predicate, statement.iri) in backwards)
    ]


def _count_shown(predicate: str, said: Statements, shown: set[tuple[str | None, str]]) -> int:
    return len({statement.iri for statement in said.incoming if (predicate, statement.iri) in shown})
