"""When something was, in words: days with the precision that the source gives, never with more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from carec_kg.web.pages.wording import say


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that are possible, how exactly the source says so, and the day on which it held.

    Days are as in xsd:date; ``precision`` is the IRI of a concept of ``scheme/precision``. All may be empty.
    """

    earliest: str = ""
    latest: str = ""
    precision: str = ""
    as_of: str = ""

    @property
    def is_known(self) -> bool:
        """Return whether anything is said of the time."""
        return bool(self.earliest or self.latest or self.as_of)

    @property
    def grain(self) -> str:
        """Return the precision as a word: day, month or year; a day where none is given."""
        return self.precision.rpartition("/")[2] or "day"

    @property
    def order(self) -> str:
        """Return what sorts by time."""
        return self.earliest or self.as_of or self.latest


def say_span(language: str, span: Span | None) -> str:
    """Return when something was: "2020", "December 2022", "2001 to 2024", "since 2023", "as of 2024"; or empty."""
    if span is None or not span.is_known:
        return ""
    if span.as_of:
        return say(language, "things.time.as_of", day=say_day(language, span.as_of, span.grain))
    first, last = (say_day(language, day, span.grain) for day in (span.earliest, span.latest))
    if not last:
        return say(language, "things.time.since", day=first)
    if not first:
        return say(language, "things.time.until", day=last)
    return first if first == last else say(language, "things.time.span", first=first, last=last)


def say_in_sentence(language: str, span: Span | None) -> str:
    """Return the time with the preposition that a sentence needs: "in 2020", "on 3 May 2024", "since 2023"."""
    text = say_span(language, span)
    if span is None or not text or span.as_of or not (span.earliest and span.latest):
        return text
    first, last = (say_day(language, day, span.grain) for day in (span.earliest, span.latest))
    if first != last:
        return say(language, "things.time.from_to", first=first, last=last)
    return say(language, "things.time.on" if span.grain == "day" else "things.time.in", day=first)


def say_day(language: str, day: str, grain: str = "day") -> str:
    """Return a day in words, as exactly as its grain; what is no date stays as it is."""
    try:
        found = date.fromisoformat(day[:10])
    except ValueError:
        return day
    if grain == "year":
        return str(found.year)
    month = say(language, f"things.month.{found.month}")
    if grain == "month":
        return say(language, "things.time.month", month=month, year=found.year)
    return say(language, "things.time.day", day=found.day, month=month, year=found.year)
