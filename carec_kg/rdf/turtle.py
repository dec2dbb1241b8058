"""The one deterministic Turtle writer: the same triples give the same text, lexical forms kept.

One predicate and object a line, subjects sorted, ``a`` first; so a line of a file is a statement, and a
difference between two versions is the statements that changed. Blank nodes are written with labels.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal, Term, Triple, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Local names that need no escape: a safe part of PN_LOCAL (Turtle, section 6.5).
_SAFE_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_-])?(?:\.[A-Za-z0-9_-]+)*")
_XSD = PREFIXES["xsd"]
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+")
#: Longest namespace first, so that ``source:`` wins over its parent.
_NAMESPACES = sorted(PREFIXES.items(), key=lambda item: (-len(item[1]), item[0]))


def write_iri(iri: str, used: set[str]) -> str:
    """Return the IRI as Turtle, shortened where its local part needs no escape; notes the prefix in ``used``."""
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace) and _SAFE_LOCAL.fullmatch(iri, len(namespace)):
            used.add(prefix)
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def write_literal(literal: Literal, used: set[str]) -> str:
    """Return the literal as Turtle; numbers and booleans are bare only where they read back the same."""
    if literal.language:
        return f'"{escape(literal.value)}"@{literal.language}'
    short = {_XSD + "integer": _INTEGER, _XSD + "decimal": _DECIMAL}.get(literal.datatype)
    if short and short.fullmatch(literal.value):
        return literal.value
    if literal.datatype == _XSD + "boolean" and literal.value in {"true", "false"}:
        return literal.value
    if literal.datatype == _XSD + "string":
        return f'"{escape(literal.value)}"'
    return f'"{escape(literal.value)}"^^{write_iri(literal.datatype, used)}'


def write_term(term: Term, used: set[str]) -> str:
    """Return any term as Turtle."""
    if isinstance(term, Iri):
        return write_iri(term.value, used)
    return write_literal(term, used) if isinstance(term, Literal) else str(term)


def _order(triple: Triple) -> tuple[str, bool, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), predicate != RDF_TYPE, predicate, str(triple.object)


def _write_subject(subject: Term, triples: list[Triple], used: set[str]) -> str:
    lines = []
    for triple in triples:
        is_type = triple.predicate.value == RDF_TYPE
        predicate = "a" if is_type else write_iri(triple.predicate.value, used)
        lines.append(f"  {predicate} {write_term(triple.object, used)}")
    return f"{write_term(subject, used)}\n" + " ;\n".join(lines) + " .\n"


def write_statements(triples: Iterable[Triple], used: set[str]) -> list[str]:
    """Return one block of text a subject, sorted, without prefixes; notes the prefixes in ``used``."""
    ordered = sorted(set(triples), key=_order)
    return [_write_subject(subject, list(group), used) for subject, group in groupby(ordered, lambda t: t.subject)]


def write_prefixes(used: set[str]) -> str:
    """Return the ``@prefix`` lines of the prefixes in ``used``, sorted."""
    return "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used))


def write_turtle(triples: Iterable[Triple]) -> str:
    """Return the triples as Turtle: used prefixes, then one block a subject."""
    used: set[str] = set()
    blocks = write_statements(triples, used)
    parts = [write_prefixes(used), *blocks] if used else blocks
    return "\n".join(parts)
