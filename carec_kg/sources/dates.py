"""Years, months, days and their ranges in English text."""

from __future__ import annotations

import re
from calendar import IllegalMonthError, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from carec_kg.sources.model import Days, Mention
from carec_kg.sources.text import squash

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = "january february march april may june july august september october november december".split()  # noqa: SIM905 - reads better
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"


def _point(name: str) -> str:
    """Return the pattern of one point in time, its groups named after ``name``."""
    return (
        rf"(?:(?P<{name}_iso>{_YEAR}-\d\d-\d\d)"
        rf"|(?:(?P<{name}_day>{_DAY})(?:\s+of)?\s+)?(?P<{name}_month>{_MONTH})\b\.?"
        rf"(?:\s+(?P<{name}_day_after>{_DAY})\b(?![,.]?\d))?(?:,?\s+(?:of\s+)?(?P<{name}_year>{_YEAR}))?(?!\d)"
        rf"|(?P<{name}_bare>{_YEAR})(?P<{name}_decade>s)?)"
    )


_SPAN = re.compile(
    rf"(?<![\w$.,])(?:(?P<edge>since|from|after|starting\s+in|until|till|by|before|through|up\s+to|as\s+(?:of|at)|between)\s+)?"
    rf"(?:(?:the\s+)?(?P<part>end|close|beginning|start)\s+of\s+)?(?:the\s+(?=\d{{4}}s))?"
    r"(?:(?:the\s+)?(?:early|mid|late)[\s-]+)?"
    rf"(?:(?:{_point('first')}|(?P<lone_day>{_DAY}))\s*(?P<dash>[-\u2013\u2014/]|\bto\b|\buntil\b|\bthrough\b|\band\b)\s*"
    rf"(?:{_point('last')}|(?P<last_lone_day>{_DAY}),?\s+(?P<last_lone_year>{_YEAR})|(?P<short>\d\d))"
    rf"|{_point('only')})(?![\w]|[.,]\d|-\d|%)",
    re.IGNORECASE,
)
#: Months that are words, too: without a day or year they count only after one of these.
_DOUBTFUL = {"may", "march", "mar", "dec", "sep", "jan"}
_BEFORE_MONTH = re.compile(r"\b(?:in|last|next|of|since|until|by|early|late|mid)[\s-]+$", re.IGNORECASE)
#: Words that make a bare number of four digits a count and not a year.
_BEFORE_COUNT = re.compile(r"\b(?:about|over|roughly|some|nearly|almost|than|least|approximately)\s+$", re.IGNORECASE)
_OPEN_END = {"since", "from", "starting in", "after"}
_OPEN_START = {"until", "till", "by", "through", "up to", "before"}
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Point:
    year: int | None
    month: int | None = None
    day: int | None = None
    years: int = 1

    def first(self) -> date | None:
        try:
            return date(self.year, self.month or 1, self.day or 1) if self.year else None
        except ValueError:
            return None

    def last(self) -> date | None:
        if not self.year:
            return None
        year, month = self.year + self.years - 1, self.month or 12
        try:
            return date(year, month, self.day or monthrange(year, month)[1])
        except (ValueError, IllegalMonthError):
            return None


def find_dates(text: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the times that a slice of the text mentions, ranges as one mention.

    The words before a time that change what it means ("since", "the end of", "as of") belong to the mention.
    """
    position = start
    while match := _SPAN.search(text, position, end):
        days = _read(match) if _is_time(text, match) else None
        if days is None:
            # A first reading that is none ("between 12 and 2020") may hide a time further on.
            position = match.start() + 1
            continue
        yield Mention(match.start(), match.end(), squash(match[0]), days)
        position = match.end()


def _is_time(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 20) : match.start()]
    if match["only_bare"] and not match["edge"] and not match["part"]:
        return not _BEFORE_COUNT.search(before)
    month = match["only_month"]
    if month and not (match["only_year"] or match["only_day"] or match["only_day_after"]):
        if not month[0].isupper():
            return False
        known = match["edge"] or match["part"] or _BEFORE_MONTH.search(before)
        return bool(known) or month.lower() not in _DOUBTFUL
    return True


def _read(match: re.Match[str]) -> Days | None:
    edge = squash(match["edge"] or "").lower()
    if match["dash"]:
        return _read_range(match, edge)
    point = _read_point(match, "only")
    if match["part"]:
        day = point.last() if match["part"].lower() in {"end", "close"} else point.first()
        return _read_edge(edge, day, day) if edge in _OPEN_END | _OPEN_START else Days(as_of=day)
    return _read_edge(edge, point.first(), point.last())


def _read_edge(edge: str, first: date | None, last: date | None) -> Days:
    if edge == "after":
        return Days(earliest=last and last + _ONE_DAY)
    if edge == "before":
        return Days(latest=first and first - _ONE_DAY)
    if edge in _OPEN_END:
        return Days(earliest=first)
    if edge in _OPEN_START:
        return Days(latest=last)
    return Days(as_of=last) if edge.startswith("as") else Days(first, last)


def _read_range(match: re.Match[str], edge: str) -> Days | None:
    if match["dash"].lower() == "and" and edge != "between":
        return None
    last = _read_last(match)
    first = _Point(None, None, _number(match["lone_day"])) if match["lone_day"] else _read_point(match, "first")
    if match["last_lone_day"]:
        last = _Point(last.year, first.month, last.day)
    if match["short"]:
        if not (match["first_bare"] and first.year) or match["dash"] not in "-\u2013\u2014/":
            return None
        last = _Point(first.year // 100 * 100 + int(match["short"]))
    if match["lone_day"] and last.day is None:
        return None
    first = _Point(first.year or last.year, first.month or (last.month if first.day else None), first.day)
    return Days(first.first(), last.last())


def _read_last(match: re.Match[str]) -> _Point:
    if match["last_lone_day"]:
        return _Point(int(match["last_lone_year"]), None, _number(match["last_lone_day"]))
    return _read_point(match, "last")


def _read_point(match: re.Match[str], name: str) -> _Point:
    if iso := match[f"{name}_iso"]:
        return _Point(*(int(part) for part in iso.split("-")))
    if bare := match[f"{name}_bare"]:
        return _Point(int(bare), years=10 if match[f"{name}_decade"] else 1)
    month: str | None = match[f"{name}_month"]
    day = _number(match[f"{name}_day"] or match[f"{name}_day_after"])
    return _Point(_number(match[f"{name}_year"]), _MONTHS[month.lower()] if month else None, day)


def _number(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None
