"""A part of a long result: ``limit`` and ``offset``, and what comes before and after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import ParameterProblem
from carec_kg.graph.answers import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_LIMIT = 1_000_000
MAX_OFFSET = 1_000_000_000
_DIGITS = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which rows are wanted; ``None`` as limit means all from ``offset`` on."""

    limit: int | None = None
    offset: int = 0


def read_paging(given: Mapping[str, str]) -> Paging:
    """Read ``limit`` (from 1) and ``offset`` (from 0) of a request; raise ``ParameterProblem``."""
    limit = _read_number("limit", given.get("limit", ""), 1, MAX_LIMIT, example=50)
    offset = _read_number("offset", given.get("offset", ""), 0, MAX_OFFSET, example=100)
    return Paging(limit, offset or 0)


def _read_number(name: str, text: str, minimum: int, maximum: int, example: int) -> int | None:
    digits = text.strip()
    if not digits:
        return None
    if not _DIGITS.fullmatch(digits) or not minimum <= int(digits) <= maximum:
        message = (
            f"Parameter {name} takes a whole number from {minimum} to {maximum}, for example '{example}'; "
            f"{digits[:40]!r} is not."
        )
        raise ParameterProblem(message)
    return int(digits)


def add_paging(text: str, paging: Paging, *, ahead: int = 0) -> str:
    """Return the query's text with LIMIT and OFFSET below it; ``ahead`` asks for so many rows more."""
    limit = "" if paging.limit is None else f"LIMIT {paging.limit + ahead}\n"
    offset = f"OFFSET {paging.offset}\n" if paging.offset else ""
    # The line break comes first: the text may end in a comment.
    return f"{text.rstrip()}\n{limit}{offset}"


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of a result with where they begin and the pages beside them; ``None`` where there is none."""

    rows: Rows
    current: Paging
    previous: Paging | None
    next: Paging | None

    def relations(self) -> dict[str, Paging]:
        """Return the pages beside this one by their link relation (RFC 8288): first, prev, next."""
        first = Paging(self.current.limit) if self.previous else None
        named = {"first": first, "prev": self.previous, "next": self.next}
        return {name: paging for name, paging in named.items() if paging}


def paginate(rows: Rows, paging: Paging) -> Page:
    """Cut rows that were asked for with one ahead (``add_paging(…, ahead=1)``) into a page."""
    limit = paging.limit
    more = limit is not None and len(rows.rows) > limit
    back = limit if limit is not None else paging.offset
    previous = Paging(min(back, paging.offset), max(0, paging.offset - back)) if paging.offset else None
    following = Paging(limit, paging.offset + limit) if more and limit is not None else None
    return Page(Rows(rows.variables, rows.rows[:limit]), paging, previous, following)
