"""The values that a variable takes, in words: a range, a few of them, their languages."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from carec_kg.evidence.case import join_words
from carec_kg.iris import FILE_PREFIXES, PREFIXES, XSD_STRING, compact
from carec_kg.rdf.terms import Iri, Literal, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.rdf.terms import Term

_XSD = PREFIXES["xsd"]
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "gYear"))
_DATES = frozenset(_XSD + name for name in ("date", "dateTime", "gYearMonth"))
#: Written without quotes (SPARQL 1.1, section 4.1.2).
_DECIMAL = _XSD + "decimal"
_BARE = frozenset(_XSD + name for name in ("integer", "decimal", "boolean"))
_SHOWN = 4


def number_of(term: Term) -> Decimal | None:
    """Return the number that a literal stands for, a year too; ``None`` for another term."""
    if not isinstance(term, Literal) or term.datatype not in _NUMBERS:
        return None
    try:
        return Decimal(term.value)
    except InvalidOperation:
        return None


def describe_range(values: Sequence[Term]) -> str:
    """Return the range of numbers or dates; empty for other values, or for one alone."""
    numbers = [(number, term) for term in values if (number := number_of(term)) is not None and number.is_finite()]
    if len(numbers) == len(values) and len({number for number, _ in numbers}) > 1:
        low, high = min(numbers, key=lambda one: one[0])[1], max(numbers, key=lambda one: one[0])[1]
        return f"from {low.value} to {high.value}"
    dates = sorted(term.value for term in values if isinstance(term, Literal) and term.datatype in _DATES)
    if len(dates) == len(values) and len(set(dates)) > 1:
        return f"from {dates[0]} to {dates[-1]}"
    return ""


def describe_values(values: Sequence[Term]) -> str:
    """Return what follows a variable's name: the range of its values, or some of them."""
    if not values:
        return "has no value"
    if found := describe_range(values):
        return f"runs {found}"
    if len(values) > _SHOWN:
        shown = [show_value(term) for term in values[: _SHOWN - 1]]
        return f"has {len(values):,} values, such as {join_words(shown)}"
    return f"is {join_words([show_value(term) for term in values], 'or')}"


def describe_languages(values: Sequence[Term]) -> str:
    """Return the languages of texts, empty where there is none with a tag."""
    languages = sorted({term.language for term in values if isinstance(term, Literal) and term.language})
    return join_words(languages)


def show_value(term: Term) -> str:
    """Return a term as a reader of queries knows it."""
    return compact(term.value) if isinstance(term, Iri) else write_short(term)


def write_short(term: Term) -> str:
    """Return a literal in SPARQL, as short as it can be."""
    if not isinstance(term, Literal):
        return str(term)
    if term.datatype in _BARE:
        # The engine keeps a decimal without its point, and would read it as an integer.
        whole = term.datatype == _DECIMAL and "." not in term.value
        return f"{term.value}.0" if whole else term.value
    text = f'"{escape(term.value)}"'
    if term.language:
        return f"{text}@{term.language}"
    if term.datatype == XSD_STRING:
        return text
    short = compact(term.datatype)
    return f"{text}^^{short if short.partition(':')[0] in FILE_PREFIXES else f'<{term.datatype}>'}"
