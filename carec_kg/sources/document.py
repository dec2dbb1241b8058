"""A source as its ``source.ttl`` describes it: a document, its sections and its passages in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem, UsageError
from carec_kg.iris import CAREC, PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.sources.text import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import Quad, Term

_DCTERMS = PREFIXES["dcterms"]
_LABELS = (_DCTERMS + "title", PREFIXES["rdfs"] + "label")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document under one heading; ``ordinal`` counts from 1."""

    iri: str
    ordinal: int
    label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: where it stands and what it is.

    ``start`` and ``end`` are offsets in Unicode code points, the end excluded; they and ``sha256`` are absent where
    the text is not held. ``kind`` is a code of scheme/passage-kind. ``summary`` is ours, not the wording.
    """

    iri: str
    ordinal: int
    kind: str
    section: str | None
    start: int | None
    end: int | None
    sha256: str | None
    summary: str
    lost_footnotes: tuple[str, ...] = ()
    misprints: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the last part of the IRI, which is also the name of the passage's file."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its sections and passages, each in the order of its ordinals."""

    iri: str
    title: str
    sha256: str | None
    length: int | None
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]

    @property
    def key(self) -> str:
        """Return the last part of the IRI, such as ``prc-brochure``."""
        return self.iri.rpartition("/")[2]


class _Node:
    """The statements about one thing, with readings of its values that fail in words."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.values: dict[str, list[Term]] = {}

    def texts(self, predicate: str) -> list[str]:
        return sorted(value.value for value in self.values.get(predicate, []))

    def text(self, *predicates: str) -> str | None:
        """Return the one value of the first of the predicates that has any; ``DataProblem`` where it has several."""
        for predicate in predicates:
            found = self.texts(predicate)
            if len(found) > 1:
                raise self._problem(predicate, f"has {len(found)} values; give one")
            if found:
                return found[0]
        return None

    def integer(self, predicate: str) -> int | None:
        found = self.text(predicate)
        if found is None:
            return None
        if not found.isascii() or not found.isdigit():
            raise self._problem(predicate, f"is {found!r}; give a whole number from 0")
        return int(found)

    def required(self, predicate: str) -> str:
        found = self.text(predicate)
        if found is None:
            raise self._problem(predicate, "is missing; give one value")
        return found

    def required_integer(self, predicate: str) -> int:
        self.required(predicate)
        return self.integer(predicate) or 0

    def has_type(self, name: str) -> bool:
        return Iri(CAREC + name) in self.values.get(RDF_TYPE, [])

    def _problem(self, predicate: str, what: str) -> DataProblem:
        name = predicate.replace(CAREC, "carec:").replace(_DCTERMS, "dcterms:")
        return DataProblem(f"<{self.iri}>: {name} {what}.")


def _gather(quads: Iterable[Quad]) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    for quad in quads:
        if isinstance(quad.subject, Iri) and isinstance(quad.object, Iri | Literal):
            node = nodes.setdefault(quad.subject.value, _Node(quad.subject.value))
            values = node.values.setdefault(quad.predicate.value, [])
            if quad.object not in values:
                values.append(quad.object)
    return nodes


def _read_section(node: _Node) -> Section:
    return Section(node.iri, node.required_integer(CAREC + "ordinal"), node.text(*_LABELS) or "")


def _read_passage(node: _Node) -> Passage:
    passage = Passage(
        iri=node.iri,
        ordinal=node.required_integer(CAREC + "ordinal"),
        kind=node.required(CAREC + "passageKind").rpartition("/")[2],
        section=node.text(CAREC + "section"),
        start=node.integer(CAREC + "start"),
        end=node.integer(CAREC + "end"),
        sha256=node.text(CAREC + "sha256"),
        summary=node.text(_DCTERMS + "abstract") or "",
        lost_footnotes=tuple(node.texts(CAREC + "lostFootnote")),
        misprints=tuple(node.texts(CAREC + "misprint")),
    )
    if len({passage.start is None, passage.end is None, passage.sha256 is None}) != 1:
        message = f"<{node.iri}>: give carec:start, carec:end and carec:sha256 together, or none of them."
        raise DataProblem(message)
    return passage


def read_documents(quads: Iterable[Quad]) -> list[Document]:
    """Return the documents that the quads describe, sorted by IRI; the names of the graphs mean nothing here.

    Raise ``DataProblem`` where a value is missing, occurs more than once or is ill-typed.
    """
    nodes = _gather(quads)
    documents = []
    for iri in sorted(nodes):
        node = nodes[iri]
        if not node.has_type("Document"):
            continue
        itself = Iri(iri)
        sections = [_read_section(n) for n in nodes.values() if itself in n.values.get(CAREC + "sectionOf", [])]
        passages = [_read_passage(n) for n in nodes.values() if itself in n.values.get(CAREC + "passageOf", [])]
        documents.append(
            Document(
                iri=iri,
                title=node.text(*_LABELS) or "",
                sha256=node.text(CAREC + "sha256"),
                length=node.integer(CAREC + "length"),
                sections=tuple(sorted(sections, key=lambda section: (section.ordinal, section.iri))),
                passages=tuple(sorted(passages, key=lambda passage: (passage.ordinal, passage.iri))),
            )
        )
    return documents


def choose_document(documents: list[Document], text: str) -> Document:
    """Return the document that a text is: by its digest, else the only one whose offsets are given.

    Raise ``UsageError`` where neither tells.
    """
    sha256 = digest(text)
    same = [document for document in documents if document.sha256 == sha256]
    with_offsets = [document for document in documents if any(p.start is not None for p in document.passages)]
    for candidates in (same, with_offsets):
        if len(candidates) == 1:
            return candidates[0]
    known = ", ".join(document.key for document in documents) or "none"
    message = f"No source has the digest of this text; name the source that it is. Known sources: {known}."
    raise UsageError(message)
