"""What points at a thing: grouped by property in words of the other end, bounded, with the way to all of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carec_kg.iris import compact
from carec_kg.rdf.terms import Iri
from carec_kg.web.pages.cards import label_property
from carec_kg.web.pages.marks import explain_path
from carec_kg.web.pages.statements import MOST_POINTING, SHOWN_APART
from carec_kg.web.pages.thing_facts import Value, write_thing
from carec_kg.web.pages.thing_order import TURNED, place_of
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.marks import Marks
    from carec_kg.web.pages.statements import Statement, Statements


@dataclass(frozen=True, slots=True)
class Pointing:
    """What points at a thing by one property: some of it, and how much there is; ``name`` is the property's."""

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
    shown = {(TURNED[given.predicate], given.iri) for given in said.outgoing if given.predicate in TURNED}
    found: dict[str, list[Statement]] = {}
    for statement in said.incoming:
        if statement.predicate not in SHOWN_APART and (statement.predicate, statement.iri) not in shown:
            found.setdefault(statement.predicate, []).append(statement)
    return [
        Pointing(
            compact(predicate),
            say_pointing(cards, predicate),
            write_values(subject, predicate, found[predicate], cards, marks, MOST_POINTING),
            said.counts.get(predicate, 0) - sum(predicate == turned for turned, _ in shown),
        )
        for predicate in sorted(found, key=lambda name: (place_of(name), name))
    ]


def write_values(
    subject: str, predicate: str, said: Iterable[Statement], cards: Cards, marks: Marks, most: int | None = None
) -> tuple[Value, ...]:
    """Return the things that point at one as values, at most so many: stated ones first, then by time and label."""
    known = [(statement, write_thing(cards, statement.iri)) for statement in said]
    known.sort(key=lambda one: (one[0].inferred, one[1].order, one[1].label.text.casefold()))
    return tuple(
        replace(
            value,
            marks=marks.of(statement.graphs),
            proof=explain_path(statement.iri, predicate, Iri(subject)) if statement.inferred else "",
        )
        for statement, value in known[:most]
    )


def say_pointing(cards: Cards, predicate: str) -> str:
    """Return a property seen from its other end, in words; one without them goes by its label."""
    try:
        return say(cards.language, f"things.points.{compact(predicate).partition(':')[2]}")
    except KeyError:
        return say(cards.language, "things.points_plain", property=label_property(cards, predicate).text)
