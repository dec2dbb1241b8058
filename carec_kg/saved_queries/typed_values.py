"""From what a user types to a term: one checked step, after which the value is trusted."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from carec_kg.errors import ParameterProblem
from carec_kg.iris import PREFIXES, compact, expand
from carec_kg.rdf.conversion import to_engine
from carec_kg.rdf.terms import Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carec_kg.saved_queries.model import Parameter, ParameterType, ValueKind

XSD = PREFIXES["xsd"]
#: Longest text and longest IRI that a parameter takes, in characters.
MAX_STRING_LENGTH = 1_000
MAX_IRI_LENGTH = 2_000
#: What the engine can hold: integers of 64 bits, decimals with 18 digits on either side of the point.
_MAX_INTEGER = 2**63 - 1
_INTEGER = re.compile(r"[+-]?[0-9]{1,20}")
_DECIMAL = re.compile(r"([+-]?)([0-9]{0,18})(?:\.([0-9]{0,18}))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")
#: What no XML document can carry, and so no result in SPARQL XML (XML 1.0, production 2); lone surrogates among it.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_KINDS_IN_WORDS: Mapping[ValueKind, str] = MappingProxyType(
    {
        "iri": "the IRI of a thing",
        "string": "a text",
        "integer": "a whole number",
        "decimal": "a number",
        "date": "a date (YYYY-MM-DD)",
        "year": "a year (YYYY)",
        "gYear": "a year (YYYY)",
    }
)


def read_term(parameter: Parameter, text: str) -> Term:
    """Return the term that ``text`` stands for; raise ``ParameterProblem`` with the type and an example.

    Numbers come back in the engine's canonical form, names with a known prefix as their full IRI.
    """
    try:
        term = _read_option(parameter, text) if parameter.type.options else _READERS[parameter.type.kind](text)
    except ValueError as error:
        raise value_problem(parameter, text, str(error)) from None
    reason = _outside(parameter, term)
    if reason:
        raise value_problem(parameter, text, reason)
    return term


def value_problem(parameter: Parameter, text: str, reason: str = "") -> ParameterProblem:
    """Return the error for a value that does not fit: which parameter, its type, an example and why."""
    why = f" ({reason})" if reason else ""
    message = f"Parameter {parameter.name} takes {describe_type(parameter)}, for example {parameter.example!r}; "
    return ParameterProblem(f"{message}{shorten(text)!r} is not{why}.")


def shorten(text: str) -> str:
    """Return a text cut to a length that an error can quote."""
    return text if len(text) <= 60 else text[:57] + "..."


def check_range(type_: ParameterType) -> None:
    """Check that both ends of a range are values of its type, in order; raise ``ValueError``."""
    ends = [_comparable(_READERS[type_.kind](end)) for end in (type_.minimum, type_.maximum) if end]
    if ends != sorted(ends):
        message = "the range is empty; write the smaller value first"
        raise ValueError(message)


def describe_type(parameter: Parameter) -> str:
    """Return the type of a parameter in words, such as ``a year (YYYY) from 1997 to 2030``."""
    type_ = parameter.type
    if type_.options:
        return f"one of {', '.join(type_.options)}"
    if type_.options_from:
        return f"one of the answers of the query {type_.options_from}"
    words = _KINDS_IN_WORDS[type_.kind]
    if type_.of_class:
        words = f"the IRI of a {compact(type_.of_class)}"
    if type_.minimum:
        words += f" from {type_.minimum}"
    if type_.maximum:
        words += f" to {type_.maximum}" if type_.minimum else f" up to {type_.maximum}"
    return words


def show_term(term: Term) -> str:
    """Return a term as a user would type it: a name with a prefix, or the text of a literal."""
    if isinstance(term, Iri):
        short = compact(term.value)
        return term.value if short.startswith("<") else short
    return term.value


def _read_iri(text: str) -> Iri:
    try:
        iri = Iri(expand(text.strip()))
    except ValueError:
        message = "neither an IRI nor a name with a known prefix"
        raise ValueError(message) from None
    if len(iri.value) > MAX_IRI_LENGTH:
        message = f"longer than {MAX_IRI_LENGTH} characters"
        raise ValueError(message)
    if _UNWRITABLE.search(iri.value):
        message = "it holds a character that no IRI can hold"
        raise ValueError(message)
    # The engine's own parser has the last word on what an IRI is.
    to_engine(iri)
    return iri


def _read_string(text: str) -> Literal:
    if len(text) > MAX_STRING_LENGTH:
        message = f"longer than {MAX_STRING_LENGTH} characters"
        raise ValueError(message)
    if _UNWRITABLE.search(text):
        message = "it holds a character that no result can carry"
        raise ValueError(message)
    return Literal(text)


def _read_integer(text: str) -> Literal:
    digits = text.strip()
    if not _INTEGER.fullmatch(digits):
        message = "only digits and a sign make a whole number"
        raise ValueError(message)
    if abs(int(digits)) > _MAX_INTEGER:
        message = "more than 64 bits hold"
        raise ValueError(message)
    return Literal(str(int(digits)), XSD + "integer")


def _read_decimal(text: str) -> Literal:
    match = _DECIMAL.fullmatch(text.strip())
    if not match or not (match[2] or match[3]):
        message = "expected up to 18 digits on either side of a point"
        raise ValueError(message)
    whole = match[2].lstrip("0") or "0"
    fraction = (match[3] or "").rstrip("0")
    number = f"{whole}.{fraction}" if fraction else whole
    return Literal(f"-{number}" if match[1] == "-" and number != "0" else number, XSD + "decimal")


def _read_date(text: str) -> Literal:
    day = text.strip()
    if not _DATE.fullmatch(day):
        message = "expected four, two and two digits"
        raise ValueError(message)
    try:
        date.fromisoformat(day)
    except ValueError:
        message = "the calendar has no such day"
        raise ValueError(message) from None
    return Literal(day, XSD + "date")


def _read_year(text: str) -> Literal:
    return Literal(_four_digits(text).lstrip("0"), XSD + "integer")


def _read_g_year(text: str) -> Literal:
    return Literal(_four_digits(text), XSD + "gYear")


def _four_digits(text: str) -> str:
    year = text.strip()
    if not _YEAR.fullmatch(year) or year == "0000":
        message = "expected four digits"
        raise ValueError(message)
    return year


_READERS: Mapping[ValueKind, Callable[[str], Term]] = MappingProxyType(
    {
        "iri": _read_iri,
        "string": _read_string,
        "integer": _read_integer,
        "decimal": _read_decimal,
        "date": _read_date,
        "year": _read_year,
        "gYear": _read_g_year,
    }
)


def _read_option(parameter: Parameter, text: str) -> Term:
    """Return the option that ``text`` names: as it is listed, as a full IRI, or by its last segment."""
    options = parameter.type.options
    wanted = text.strip()
    if parameter.type.kind == "string":
        matches = [option for option in options if option == wanted]
    else:
        matches = [o for o in options if wanted in {o, expand(o), f"<{expand(o)}>"}]
        matches = matches or [o for o in options if expand(o).endswith((f"/{wanted}", f"#{wanted}")) and wanted]
    if len(matches) == 1:
        return _READERS[parameter.type.kind](matches[0])
    nearest = get_close_matches(wanted, options, 1, 0.5)
    raise ValueError(f"did you mean {nearest[0]}?" if nearest else "")


def _outside(parameter: Parameter, term: Term) -> str:
    """Return why the term lies outside the parameter's range; empty where it does not."""
    type_ = parameter.type
    if type_.minimum and _comparable(term) < _comparable(_READERS[type_.kind](type_.minimum)):
        return "too small"
    if type_.maximum and _comparable(term) > _comparable(_READERS[type_.kind](type_.maximum)):
        return "too great"
    return ""


def _comparable(term: Term) -> Decimal:
    """Return a number that sorts as the term does: an integer, a decimal, a year or a day."""
    return Decimal(term.value.replace("-", "")) if _DATE.fullmatch(term.value) else Decimal(term.value)
