"""Which names of columns and properties say that a whole number is a year of the calendar, which has no thousands."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
#: Words before which a year is a span of time: an amount "per year".
_PER = frozenset({"per", "a", "by", "each"})


def names_year(name: str) -> bool:
    """Tell whether a variable's or a property's name is that of a year: ``year``, ``referenceYear``, ``start_year``."""
    words = [word.lower() for word in _WORD.findall(name)]
    return words[-1:] == ["year"] and not _PER.intersection(words[-2:-1])
