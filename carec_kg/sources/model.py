"""What a text mentions: quantities, days and names, each with the words that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

MentionKind: TypeAlias = Literal["number", "date", "name"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in base units: multipliers are worked in, and a decade is ten years.

    ``unit`` is the local name of a QUDT unit where the words tell it (``CCY_USD``, ``PERCENT``, ``YR``, ...);
    ``qualifier`` a code in the manner of scheme/qualifier (``more-than``, ``about``, ...), absent where none is said.
    """

    value: Decimal
    unit: str | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """The days that words about time can mean, both ends included.

    "in 2020" has both ends, "since 2020" only ``earliest``, "until 2020" only ``latest``, "the end of 2020" only
    ``as_of``. Where the words do not tell the year, nothing is given.
    """

    earliest: date | None = None
    latest: date | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name: what it is compared by, and the IRIs that bear it, sorted; none where it is unknown."""

    key: str
    bearers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: its offsets in the document's text (code points, end excluded), its words in one line, its value."""

    start: int
    end: int
    words: str
    value: Quantity | Days | Name

    @property
    def kind(self) -> MentionKind:
        """Return ``number``, ``date`` or ``name``."""
        if isinstance(self.value, Quantity):
            return "number"
        return "date" if isinstance(self.value, Days) else "name"
