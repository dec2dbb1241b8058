"""What happened to a thing, in the order of time: its events, milestones, memberships and standings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from carec_kg.drawing.timeline import Entry, draw_timeline
from carec_kg.drawing.words import Words
from carec_kg.web.pages.statements import READ_POINTING
from carec_kg.web.pages.thing_words import kind_of, say_kind
from carec_kg.web.pages.times import Span, say_span
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.drawing.frame import Drawing
    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.reader import Label
    from carec_kg.web.pages.statements import Statements

#: Kinds that a timeline shows; figures have tables.
_KINDS = frozenset({"event", "milestone", "membership", "participation", "standing", "product"})
#: Below this a list says it better than a drawing.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Happening:
    """Something in time that has to do with a thing."""

    iri: str
    label: Label
    kind: str
    span: Span
    time: str


def list_happenings(cards: Cards, iris: Iterable[str]) -> list[Happening]:
    """Return what is dated among things that a page mentions, the earliest first."""
    found = []
    for iri in dict.fromkeys(iris):
        card, kind = cards[iri], kind_of(iri)
        if kind in _KINDS and card.span and card.span.order:
            time = say_span(cards.language, card.span)
            found.append(Happening(iri, card.label, say_kind(cards.language, kind), card.span, time))
    return sorted(found, key=lambda one: (one.span.order, one.label.text))


def is_whole(said: Statements) -> bool:
    """Return whether all that may have happened to a thing was read: of no kind did the reading have to stop."""
    return all(
        said.counts.get(statement.predicate, 0) <= READ_POINTING
        for statement in said.incoming
        if kind_of(statement.iri) in _KINDS
    )


def draw_happenings(happenings: list[Happening], title: str, language: str, most: int | None = None) -> Drawing | None:
    """Return them as a drawing, the last ones where there are more than ``most``; ``None`` where a list will do.

    The drawing says how many it leaves out.
    """
    entries = [entry for one in happenings if (entry := _enter(one))]
    if len(entries) < _FEWEST:
        return None
    words = Words(say(language, "things.timeline_title", label=title), key="timeline", heading=False)
    drawn = entries[-most:] if most else entries
    cut = [say(language, "things.timeline_last", drawn=len(drawn), count=len(entries))]
    return draw_timeline(drawn, [], cut if len(drawn) < len(entries) else [], words)


def _enter(one: Happening) -> Entry | None:
    try:
        first = date.fromisoformat(one.span.earliest or one.span.as_of)
        last = date.fromisoformat(one.span.latest or one.span.as_of) if one.span.latest or one.span.as_of else None
    except ValueError:
        return None
    return Entry(one.label.text, first, last, one.kind)
