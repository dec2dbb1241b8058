"""The one deterministic writer of Turtle and TriG: the same quads give the same text, lexical forms kept.

One predicate and object a line, subjects sorted, ``a`` first; so a line of a file is a statement, and a
difference between two versions is the statements that changed. Blank nodes are written with labels.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.errors import DataProblem
from carec_kg.iris import FILE_PREFIXES, PREFIXES, RDF_TYPE
from carec_kg.rdf.canonical import relabel_blank_nodes
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Literal, Quad, Term, Triple, escape_iri, order_term
from carec_kg.rdf.tokens import find_comments

if TYPE_CHECKING:
    from collections.abc import Iterable

_OrderKey: TypeAlias = tuple[tuple[int, str, str, str], bool, str, tuple[int, str, str, str]]

#: Local names that need no escape: a safe part of PN_LOCAL (Turtle, section 6.5).
_SAFE_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_XSD = PREFIXES["xsd"]
#: Numbers are bare in the spelling that a parser gives back even if it reads them as numbers; others are quoted.
_BARE = {
    _XSD + "integer": re.compile(r"0|-?[1-9][0-9]{0,39}"),
    _XSD + "decimal": re.compile(r"-?(?:[1-9][0-9]{0,39}\.[0-9]{1,40}|0\.[1-9][0-9]{0,39}|0\.[0-9]{1,6})"),
    _XSD + "boolean": re.compile(r"true|false"),
}
#: Control characters and foreign line ends, which editors and ``splitlines`` trip over, beside what must be escaped.
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
#: Longest namespace first, so that ``source:`` wins over its parent.
_NAMESPACES = sorted(FILE_PREFIXES.items(), key=lambda item: (-len(item[1]), item[0]))


@lru_cache(maxsize=1 << 16)
def _shorten(iri: str) -> tuple[str, str]:
    for prefix, namespace in _NAMESPACES:
        if iri.startswith(namespace) and _SAFE_LOCAL.fullmatch(iri, len(namespace)):
            return prefix, f"{prefix}:{iri[len(namespace) :]}"
    return "", f"<{escape_iri(iri)}>"


def write_iri(iri: str, used: set[str]) -> str:
    """Return the IRI as Turtle, shortened where its local part needs no escape; notes the prefix in ``used``."""
    prefix, text = _shorten(iri)
    if prefix:
        used.add(prefix)
    return text


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], f"\\u{ord(match[0]):04X}")


def _quote(text: str) -> str:
    return f'"{_SPECIAL.sub(_escape, text)}"'


def write_literal(literal: Literal, used: set[str]) -> str:
    """Return the literal as Turtle; numbers and booleans are bare only where every parser gives them back."""
    if literal.language:
        return f"{_quote(literal.value)}@{literal.language}"
    bare = _BARE.get(literal.datatype)
    if bare and bare.fullmatch(literal.value):
        return literal.value
    if literal.datatype == _XSD + "string":
        return _quote(literal.value)
    return f"{_quote(literal.value)}^^{write_iri(literal.datatype, used)}"


def write_term(term: Term, used: set[str]) -> str:
    """Return any term as Turtle."""
    if isinstance(term, Iri):
        return write_iri(term.value, used)
    return write_literal(term, used) if isinstance(term, Literal) else str(term)


def order_triple(triple: Triple | Quad) -> _OrderKey:
    """Return the key of the one order of triples: subject, ``a`` before other predicates, predicate, object."""
    predicate = triple.predicate.value
    return order_term(triple.subject), predicate != RDF_TYPE, predicate, order_term(triple.object)


def _write_subject(subject: Term, triples: Iterable[Triple], used: set[str]) -> str:
    lines = []
    for triple in triples:
        is_type = triple.predicate.value == RDF_TYPE
        predicate = "a" if is_type else write_iri(triple.predicate.value, used)
        lines.append(f"  {predicate} {write_term(triple.object, used)}")
    return f"{write_term(subject, used)}\n" + " ;\n".join(lines) + " .\n"


def write_statements(triples: Iterable[Triple], used: set[str]) -> list[str]:
    """Return one block of text a subject, sorted, without prefixes; notes the prefixes in ``used``."""
    ordered = sorted(set(triples), key=order_triple)
    return [_write_subject(subject, group, used) for subject, group in groupby(ordered, lambda t: t.subject)]


def write_prefixes(used: set[str]) -> str:
    """Return the ``@prefix`` lines of the prefixes in ``used``, sorted."""
    return "".join(f"@prefix {prefix}: <{FILE_PREFIXES[prefix]}> .\n" for prefix in sorted(used))


def _join(blocks: list[str], used: set[str]) -> str:
    return "\n".join([write_prefixes(used), *blocks] if used else blocks)


def write_turtle(triples: Iterable[Triple]) -> str:
    """Return the triples as Turtle: used prefixes, then one block a subject."""
    used: set[str] = set()
    return _join(write_statements(triples, used), used)


def _write_graph(name: str, triples: Iterable[Triple], used: set[str]) -> str:
    # No literal holds a raw line end, so every line of a block is ours to indent.
    body = "\n".join(write_statements(triples, used)).replace("\n", "\n  ").replace("\n  \n", "\n\n").rstrip()
    return f"{write_iri(name, used)} {{\n  {body}\n}}\n"


def write_trig(quads: Iterable[Quad]) -> str:
    """Return the quads as TriG: used prefixes, the default graph, then one block a named graph, sorted by name."""
    graphs: dict[str, list[Triple]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph or "", []).append(quad.triple)
    used: set[str] = set()
    blocks = write_statements(graphs.pop("", []), used)
    blocks += [_write_graph(name, graphs[name], used) for name in sorted(graphs)]
    return _join(blocks, used)


def _read_head(text: str) -> list[str]:
    """Return the comments and empty lines above the first statement, stripped."""
    lines = (line.strip() for line in re.split(r"\r\n|\r|\n", text))
    return list(takewhile(lambda line: not line or line.startswith("#"), lines))


def format_turtle(data: bytes, name: str) -> str:
    """Return a Turtle file in the layout of ``write_turtle``, the comments at its head kept; ``name`` stands in errors.

    Blank nodes get their canonical labels. Raise ``SyntaxProblem`` for a file that does not parse, and ``DataProblem``
    for a comment below the head, which would be lost.
    """
    quads = relabel_blank_nodes(parse(data, TURTLE, name))
    text = data.decode().removeprefix("\ufeff")
    head = _read_head(text)
    lost = [position for position in find_comments(text, name) if position.line > len(head)]
    if lost:
        message = f"{lost[0]}: this comment would be lost; move it to the head of the file."
        raise DataProblem(message)
    comments = "\n".join(head).strip()
    body = write_turtle(quad.triple for quad in quads)
    return "\n".join(part for part in (comments and comments + "\n", body) if part)


def is_formatted(data: bytes, name: str) -> bool:
    """Say whether a file is laid out as ``format_turtle`` would; raise ``SyntaxProblem`` if it is no Turtle."""
    try:
        return data == format_turtle(data, name).encode()
    except DataProblem:
        return False
