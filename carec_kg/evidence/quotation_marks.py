"""Marks: the words of a sentence that carry given facts - numbers with what qualifies them, dates and names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from carec_kg.iris import PREFIXES
from carec_kg.rdf import terms
from carec_kg.sources.lexicon import fold, make_key
from carec_kg.sources.mentions import find_mentions
from carec_kg.sources.model import Days, Name, Quantity
from carec_kg.sources.numbers import find_qualifier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import Triple
    from carec_kg.sources.lexicon import Lexicon
    from carec_kg.sources.model import Mention, MentionKind

_XSD = PREFIXES["xsd"]
_DAYS = frozenset({_XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth")})
_NUMBERS = frozenset({_XSD + name for name in ("decimal", "integer", "double", "float", "gYear")})


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that carry a fact: offsets in the sentence (code points, end excluded), and what they are.

    A qualifier is the words that say how exactly the number behind them is meant: "more than", "nearly".
    """

    start: int
    end: int
    kind: MentionKind | Literal["qualifier"]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the facts name: things, the words of their literals, numbers, and dates as ISO text or its beginning."""

    iris: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[Decimal]
    days: frozenset[str]


def find_marks(text: str, start: int, end: int, facts: Iterable[Triple], lexicon: Lexicon) -> tuple[Mark, ...]:
    """Return the words of a slice of a text that carry the facts; offsets are those in the slice.

    A name carries a fact if one of its bearers is a subject or object, a number if it is the value of a literal in base
    units, a time if one of its days is. A number brings its qualifier along. Longer words win over those inside them.
    """
    wanted = _read_facts(facts)
    found = [mention for mention in find_mentions(text, start, end, lexicon) if _carries(mention, wanted)]
    marks: list[Mark] = []
    position = start
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= position:
            qualifier = find_qualifier(text, mention.start) if mention.kind == "number" else None
            if qualifier and qualifier[0] >= position:
                marks.append(Mark(qualifier[0] - start, qualifier[1] - start, "qualifier"))
            marks.append(Mark(mention.start - start, mention.end - start, mention.kind))
            position = mention.end
    return tuple(marks)


def _read_facts(facts: Iterable[Triple]) -> _Wanted:
    named = [term for fact in facts for term in (fact.subject, fact.object)]
    literals = [term for term in named if isinstance(term, terms.Literal)]
    numbers = (_read_number(literal.value) for literal in literals if literal.datatype in _NUMBERS)
    return _Wanted(
        iris=frozenset(term.value for term in named if not isinstance(term, terms.Literal)),
        names=frozenset(make_key(literal.value) for literal in literals if literal.datatype not in _NUMBERS | _DAYS),
        numbers=frozenset(number for number in numbers if number is not None),
        days=frozenset(literal.value[:10] for literal in literals if literal.datatype in _DAYS),
    )


def _read_number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _carries(mention: Mention, wanted: _Wanted) -> bool:
    value = mention.value
    if isinstance(value, Name):
        return not wanted.iris.isdisjoint(value.bearers) or (bool(value.key) and fold(value.key) in wanted.names)
    if isinstance(value, Quantity):
        return value.value in wanted.numbers
    return any(day.startswith(found) for found in wanted.days for day in _list_days(value))


def _list_days(days: Days) -> list[str]:
    return [day.isoformat() for day in (days.earliest, days.latest, days.as_of) if day]
