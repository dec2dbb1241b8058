"""A deterministic writer of RDF/XML 1.1; it refuses what XML cannot hold instead of writing something else."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from carec_kg.errors import UsageError
from carec_kg.iris import PREFIXES, XSD_STRING
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, Triple
from carec_kg.rdf.turtle import order_triple

if TYPE_CHECKING:
    from collections.abc import Iterable

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
#: The longest end of an IRI that is an NCName (Namespaces in XML 1.0, section 3).
_LOCAL_NAME = re.compile(rf"[{_START}][{_START}\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*\Z")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RDF = PREFIXES["rdf"]
#: Names that RDF/XML keeps for its own syntax (RDF 1.1 XML Syntax, section 5.1).
_SYNTAX_NAMES = "RDF ID about parseType resource nodeID datatype Description aboutEach aboutEachPrefix bagID li"
_RESERVED = {_RDF + name for name in _SYNTAX_NAMES.split()}
_ENTITIES = {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


class _Names:
    """Gives every property its qualified name, and knows which namespaces were used."""

    def __init__(self, predicates: Iterable[str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in PREFIXES.items()}
        self.declared = {"rdf": _RDF}
        self._names: dict[str, str] = {}
        for predicate in sorted(set(predicates)):
            self._names[predicate] = self._qualify(predicate)

    def _qualify(self, predicate: str) -> str:
        match = _LOCAL_NAME.search(predicate)
        if match is None or predicate in _RESERVED:
            message = f"RDF/XML has no way to write the property <{predicate}>; choose another format."
            raise UsageError(message)
        namespace = predicate[: match.start()]
        prefix = self._prefixes.setdefault(namespace, f"ns{len(self._prefixes) - len(PREFIXES) + 1}")
        self.declared[prefix] = namespace
        return f"{prefix}:{match[0]}"

    def __getitem__(self, predicate: str) -> str:
        return self._names[predicate]


def _check(text: str) -> str:
    bad = _NO_XML.search(text)
    if bad:
        message = f"XML cannot hold U+{ord(bad[0]):04X}, which stands in {text[:40]!r}; choose another format."
        raise UsageError(message)
    return text


def _attribute(text: str) -> str:
    return escape(_check(text), _ENTITIES)


def _node(name: str, term: Iri | BlankNode) -> str:
    if isinstance(term, BlankNode):
        return f'rdf:nodeID="{_attribute("_" + term.value)}"'
    return f'rdf:{name}="{_attribute(term.value)}"'


def _write_property(name: str, term: Term) -> str:
    if not isinstance(term, Literal):
        return f"    <{name} {_node('resource', term)}/>\n"
    kind = ""
    if term.language:
        kind = f' xml:lang="{_attribute(term.language)}"'
    elif term.datatype != XSD_STRING:
        kind = f' rdf:datatype="{_attribute(term.datatype)}"'
    # A bare carriage return would be read as a line feed (XML 1.0, section 2.11).
    return f"    <{name}{kind}>{escape(_check(term.value), {chr(13): '&#13;'})}</{name}>\n"


def write_rdfxml(triples: Iterable[Triple]) -> str:
    """Return the triples as RDF/XML: one ``rdf:Description`` a subject, in the order of our Turtle.

    Raise ``UsageError`` for a property whose IRI ends in no XML name and for characters that XML 1.0 shuts out.
    """
    ordered = sorted(set(triples), key=order_triple)
    names = _Names(triple.predicate.value for triple in ordered)
    spaces = "".join(f'\n  xmlns:{prefix}="{_attribute(iri)}"' for prefix, iri in sorted(names.declared.items()))
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n', f"<rdf:RDF{spaces}>\n"]
    for subject, group in groupby(ordered, lambda triple: triple.subject):
        parts.append(f"  <rdf:Description {_node('about', subject)}>\n")
        parts += [_write_property(names[triple.predicate.value], triple.object) for triple in group]
        parts.append("  </rdf:Description>\n")
    return "".join([*parts, "</rdf:RDF>\n"])
