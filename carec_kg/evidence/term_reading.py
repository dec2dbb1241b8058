"""From what a person types for a term to the term: a name with a prefix, an IRI, a literal as in Turtle, a number."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from carec_kg.errors import UsageError
from carec_kg.iris import FILE_PREFIXES, PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal, Triple, text_literal
from carec_kg.reasoning.grounds import is_absolute_iri

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Term

_XSD = PREFIXES["xsd"]
#: Characters of a term; no label here is longer, and what is sent must not be.
_LONGEST = 10_000
_LITERAL = re.compile(
    r"""(?P<quote>"{3}|'{3}|"|')(?P<text>.*)(?P=quote)"""
    r"""(?:@(?P<language>[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)|\^\^(?P<type>\S+))?""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"""\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))""", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_NUMBERS = (
    (re.compile(r"[+-]?[0-9]+"), _XSD + "integer"),
    (re.compile(r"[+-]?[0-9]*\.[0-9]+"), _XSD + "decimal"),
    (re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"), _XSD + "double"),
    (re.compile(r"true|false"), _XSD + "boolean"),
)
#: Schemes of IRIs that need no brackets; others could as well be a prefix with a typo.
_SCHEMES = ("http://", "https://", "urn:")


def read_triple(subject: str, predicate: str, value: str) -> Triple:
    """Read the three terms of a triple; raise ``UsageError`` that says which one is none."""
    read = [
        _read("subject", subject),
        Iri(RDF_TYPE) if predicate.strip() == "a" else _read("predicate", predicate),
        _read("object", value),
    ]
    for name, term in zip(("subject", "predicate"), read, strict=False):
        if not isinstance(term, Iri):
            message = f"The {name} of a triple is an IRI or a name with a prefix, not a literal such as {term}."
            raise UsageError(message)
    return Triple(*read)  # type: ignore[arg-type] # checked above


def _read(name: str, text: str) -> Term:
    try:
        return read_term(text)
    except UsageError as error:
        message = f"The {name} is no term: {error}"
        raise UsageError(message) from None


def read_term(text: str) -> Term:
    """Read one term: ``country:CHN``, ``<iri>``, an address, ``"text"@en``, ``"2024-01-01"^^xsd:date``, ``12``.

    Raise ``UsageError`` for anything else, with what may have been meant.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        message = "it is empty." if not text else f"it is longer than {_LONGEST} characters."
        raise UsageError(message)
    if match := _LITERAL.fullmatch(text):
        return _make_literal(match)
    for pattern, datatype in _NUMBERS:
        if pattern.fullmatch(text):
            return Literal(text, datatype)
    return Iri(_read_iri(text))


def _make_literal(match: re.Match[str]) -> Literal:
    value = _unescape(match["text"])
    if match["language"]:
        return text_literal(value, match["language"].lower())
    return Literal(value, _read_iri(match["type"])) if match["type"] else Literal(value)


def _unescape(text: str) -> str:
    def replace(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code:
            number = int(code, 16)
            return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
        return _ESCAPED.get(match[3], match[0])

    return _ESCAPE.sub(replace, text)


def _read_iri(text: str) -> str:
    if text.startswith("<") and text.endswith(">"):
        return _check(text[1:-1])
    prefix, colon, local = text.partition(":")
    if colon and prefix in FILE_PREFIXES and not local.startswith("//"):
        return _check(FILE_PREFIXES[prefix] + local.replace("\\", ""))
    if text.startswith(_SCHEMES):
        return _check(text)
    if colon and " " not in prefix:
        nearest = get_close_matches(prefix[:40], FILE_PREFIXES, 1)
        hint = f"did you mean {nearest[0]}:?" if nearest else "write an IRI of another scheme between < and >."
        message = f"{text[:80]!r} has a prefix that is not known here; {hint}"
        raise UsageError(message)
    message = (
        f"{text[:80]!r} is neither a name with a prefix (country:CHN), nor an IRI, nor a literal; "
        'a text stands in quotes of its own, as "Erenhot"@en.'
    )
    raise UsageError(message)


def _check(iri: str) -> str:
    if not is_absolute_iri(iri):
        message = f"{iri[:80]!r} is no absolute IRI; write it out, as https://w3id.org/carec-kg/id/country/KAZ."
        raise UsageError(message)
    return iri
