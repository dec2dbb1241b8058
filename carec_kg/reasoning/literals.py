"""Lexical and value spaces of the datatypes of OWL 2 RL (OWL 2 Profiles, section 4.2.1; XML Schema 1.1, part 2).

Lexical forms are read as RDF does (RDF 1.1 Concepts, section 5): white space is not trimmed.
"""

from __future__ import annotations

import base64
import re
import struct
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.iris import PREFIXES, RDF_LANG_STRING

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.rdf.terms import Literal

_RDF, _RDFS, _XSD = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "xsd"))

#: The name of a value space and the value in it; values of two spaces are never the same.
Value: TypeAlias = tuple[str, object]
Lexical: TypeAlias = re.Match[str]


@dataclass(frozen=True, slots=True)
class Datatype:
    """A datatype: its value space, its lexical forms, how one is read, and which values of the space it admits.

    ``read`` raises ``ValueError`` for a form that the pattern lets through though it stands for nothing.
    """

    space: str
    pattern: re.Pattern[str]
    read: Callable[[Lexical], object]
    admits: Callable[[object], bool] = lambda _value: True


def _read_text(lexical: Lexical) -> object:
    return lexical[0], ""


def _read_decimal(lexical: Lexical) -> object:
    return Decimal(lexical[0])


def _read_double(lexical: Lexical) -> object:
    return repr(float(lexical[0]))


def _read_float(lexical: Lexical) -> object:
    try:
        return repr(struct.unpack("f", struct.pack("f", float(lexical[0])))[0])
    except OverflowError:
        return "-inf" if lexical[0].startswith("-") else "inf"


def _read_boolean(lexical: Lexical) -> object:
    return lexical[0] in {"true", "1"}


def _read_hex(lexical: Lexical) -> object:
    return bytes.fromhex(lexical[0])


def _read_base64(lexical: Lexical) -> object:
    return base64.b64decode(lexical[0].replace(" ", ""), validate=True)


def _read_date(lexical: Lexical) -> object:
    # The Gregorian calendar repeats after 400 years, and Python's has no year before 1.
    date(int(lexical["year"]) % 400 + 2000, int(lexical["month"]), int(lexical["day"]))
    return lexical["date"], _read_zone(lexical)


def _read_date_time(lexical: Lexical) -> object:
    day, zone = lexical["date"], lexical["zone"]
    _read_date(lexical)
    fraction = (lexical["fraction"] or "").rstrip(".0")
    if lexical["clock"] != "24:00:00" or fraction:
        time.fromisoformat(lexical["clock"])
    return day, lexical["clock"], fraction, _read_zone(lexical) if zone else ""


def _read_zone(lexical: Lexical) -> str:
    return "Z" if lexical["zone"] in {"+00:00", "-00:00"} else lexical["zone"] or ""


def _within(least: int | None, most: int | None) -> Callable[[object], bool]:
    def admits(value: object) -> bool:
        if not isinstance(value, Decimal) or value != value.to_integral_value():
            return False
        return (least is None or value >= least) and (most is None or value <= most)

    return admits


def _written(pattern: str) -> Callable[[object], bool]:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, tuple) and value[1] == "" and compiled.fullmatch(value[0]) is not None


def _has_zone(value: object) -> bool:
    return isinstance(value, tuple) and value[-1] != ""


_ANY = re.compile(r".*", re.DOTALL)
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_YEAR_MONTH_DAY = r"(?P<date>(?P<year>-?(?:[1-9][0-9]{4,}|[0-9]{4}))-(?P<month>[0-9]{2})-(?P<day>[0-9]{2}))"
_CLOCK = r"(?P<clock>[0-9]{2}:[0-9]{2}:[0-9]{2})(?P<fraction>\.[0-9]+)?"
_ZONE = r"(?P<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DATE_TIME = re.compile(_YEAR_MONTH_DAY + "T" + _CLOCK + _ZONE)
_START = (
    r"A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_REST = _START + r"\-.0-9\u00B7\u0300-\u036F\u203F\u2040"
_SPACED_WORDS = r"(?:[^\s]+(?: [^\s]+)*)?"
_BITS = {"long": 64, "int": 32, "short": 16, "byte": 8}


def _text(pattern: str) -> Datatype:
    return Datatype("text", _ANY, _read_text, _written(pattern))


def _integer(least: int | None = None, most: int | None = None) -> Datatype:
    return Datatype("decimal", _INTEGER, _read_decimal, _within(least, most))


#: The datatypes that OWL 2 RL admits, without rdfs:Literal and the two for text with a language.
_BY_NAME = {
    "decimal": Datatype("decimal", re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"), _read_decimal),
    "integer": _integer(),
    "nonNegativeInteger": _integer(0, None),
    "nonPositiveInteger": _integer(None, 0),
    "positiveInteger": _integer(1, None),
    "negativeInteger": _integer(None, -1),
    **{name: _integer(-(1 << (bits - 1)), (1 << (bits - 1)) - 1) for name, bits in _BITS.items()},
    **{f"unsigned{name.title()}": _integer(0, (1 << bits) - 1) for name, bits in _BITS.items()},
    "float": Datatype("float", _DOUBLE, _read_float),
    "double": Datatype("double", _DOUBLE, _read_double),
    "string": Datatype("text", _ANY, _read_text, lambda value: isinstance(value, tuple) and value[1] == ""),
    "normalizedString": _text(r"[^\t\n\r]*"),
    "token": _text(_SPACED_WORDS),
    "language": _text(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"),
    "Name": _text(f"[:{_START}][:{_REST}]*"),
    "NCName": _text(f"[{_START}][{_REST}]*"),
    "NMTOKEN": _text(f"[:{_REST}]+"),
    "boolean": Datatype("boolean", re.compile(r"true|false|0|1"), _read_boolean),
    "hexBinary": Datatype("hexBinary", re.compile(r"(?:[0-9a-fA-F]{2})*"), _read_hex),
    "base64Binary": Datatype("base64Binary", re.compile(r"[A-Za-z0-9+/= ]*"), _read_base64),
    "anyURI": Datatype("anyURI", _ANY, _read_text),
    "dateTime": Datatype("dateTime", _DATE_TIME, _read_date_time),
    "dateTimeStamp": Datatype("dateTime", _DATE_TIME, _read_date_time, _has_zone),
}
_RL = {
    **{_XSD + name: datatype for name, datatype in _BY_NAME.items()},
    _RDF + "XMLLiteral": Datatype("XMLLiteral", _ANY, _read_text),
}
_LANGUAGE_TEXT = {
    _RDF + "PlainLiteral": Datatype("text", _ANY, _read_text),
    RDF_LANG_STRING: Datatype("text", _ANY, _read_text, lambda value: isinstance(value, tuple) and value[1] != ""),
}
#: Known beside those of OWL 2 RL, since the data uses them: dates (OWL 2 has no such datatype).
_KNOWN = {
    **_RL,
    **_LANGUAGE_TEXT,
    _XSD + "date": Datatype("date", re.compile(_YEAR_MONTH_DAY + _ZONE), _read_date),
    _XSD + "gYear": Datatype("gYear", re.compile(r"-?(?:[1-9][0-9]{4,}|[0-9]{4})" + _ZONE), _read_text),
}
RDFS_LITERAL = _RDFS + "Literal"
#: The datatypes of OWL 2 RL (OWL 2 Profiles, section 4.2.1).
RL_DATATYPES = frozenset([*_RL, RDFS_LITERAL, _RDF + "PlainLiteral"])


def read_value(literal: Literal) -> Value | None:
    """Return the value of a literal; ``None`` where it is ill-typed or its datatype is not known here."""
    datatype = _KNOWN.get(literal.datatype)
    if datatype is None:
        return None
    if literal.language:
        return datatype.space, (literal.value, literal.language.lower())
    lexical = datatype.pattern.fullmatch(literal.value)
    try:
        value = datatype.read(lexical) if lexical else None
    except ValueError:
        return None
    return (datatype.space, value) if value is not None and datatype.admits(value) else None


def is_ill_typed(literal: Literal) -> bool:
    """Return whether a literal is no lexical form of its datatype; never for a datatype that is not known here."""
    return literal.datatype in _KNOWN and read_value(literal) is None


def is_outside(literal: Literal, datatype: str) -> bool:
    """Return whether the literal's value lies outside of a datatype; never where either is not known here."""
    value = read_value(literal)
    kind = _KNOWN.get(datatype)
    if value is None or kind is None:
        return False
    return value[0] != kind.space or not kind.admits(value[1])


def are_different(one: Literal, other: Literal) -> bool:
    """Return whether two literals have different values; never where a value is not known."""
    values = read_value(one), read_value(other)
    return None not in values and values[0] != values[1]
