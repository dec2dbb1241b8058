"""RDF terms as plain values: what passes above the engine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from carec_kg.iris import RDF_LANG_STRING, XSD_STRING


@dataclass(frozen=True, slots=True)
class Iri:
    """An IRI."""

    value: str

    def __str__(self) -> str:
        return f"<{escape_iri(self.value)}>"


@dataclass(frozen=True, slots=True)
class BlankNode:
    """A blank node; its label means nothing outside its document."""

    value: str

    def __str__(self) -> str:
        return f"_:{self.value}"


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal with its lexical form kept as it was written."""

    value: str
    datatype: str = XSD_STRING
    language: str | None = None

    def __str__(self) -> str:
        text = f'"{escape(self.value)}"'
        if self.language:
            return f"{text}@{self.language}"
        return text if self.datatype == XSD_STRING else f"{text}^^<{self.datatype}>"


Term: TypeAlias = Iri | BlankNode | Literal


class Triple(NamedTuple):
    """Subject, predicate, object."""

    subject: Iri | BlankNode
    predicate: Iri
    object: Term


class Quad(NamedTuple):
    """A triple and the name of its graph; ``None`` is the default graph."""

    subject: Iri | BlankNode
    predicate: Iri
    object: Term
    graph: str | None = None

    @property
    def triple(self) -> Triple:
        """Return the quad without its graph."""
        return Triple(self.subject, self.predicate, self.object)


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
#: Characters that IRIREF shuts out (RDF 1.1 N-Triples, section 7).
_NO_IRI_CHARACTER = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def escape(text: str) -> str:
    """Escape a lexical form as canonical N-Triples does (RDF 1.1 N-Triples, section 4)."""
    return text.translate(_ESCAPES)


@lru_cache(maxsize=1 << 16)
def escape_iri(iri: str) -> str:
    """Escape what may not stand between ``<`` and ``>``, so that no IRI can end its own brackets."""
    return _NO_IRI_CHARACTER.sub(lambda match: f"\\u{ord(match[0]):04X}", iri)


def text_literal(text: str, language: str) -> Literal:
    """Return a language-tagged string."""
    return Literal(text, RDF_LANG_STRING, language)


def order_term(term: Term) -> tuple[int, str, str, str]:
    """Return the key that puts IRIs before blank nodes before literals, each by its characters."""
    if isinstance(term, Literal):
        return 2, term.value, term.datatype, term.language or ""
    return int(isinstance(term, BlankNode)), term.value, "", ""


def format_triple(triple: Triple | Quad) -> str:
    """Return the triple as one canonical N-Triples line without its line end."""
    return f"{triple.subject} {triple.predicate} {triple.object} ."


def format_quad(quad: Quad) -> str:
    """Return the quad as one canonical N-Quads line without its line end."""
    graph = f" <{quad.graph}>" if quad.graph else ""
    return f"{quad.subject} {quad.predicate} {quad.object}{graph} ."
