"""Source documents as pages read them: their passages in order, and how many facts each states."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import SOURCE, expand
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.web.pages.reader import Label, choose_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.reader import GraphReader

_DOCUMENTS = "SELECT ?d ?p ?o WHERE { ?d a carec:Document . ?d ?p ?o }"
_DOCUMENT = "SELECT ?d ?p ?o WHERE { ?d ?p ?o }"
_PASSAGES = """SELECT ?d ?passage ?ordinal ?kind ?section ?summary ?locator ?address ?start ?end WHERE {
  ?passage carec:passageOf ?d .
  OPTIONAL { ?passage carec:ordinal ?ordinal } OPTIONAL { ?passage carec:passageKind ?kind }
  OPTIONAL { ?passage carec:section ?section } OPTIONAL { ?passage dcterms:abstract ?summary }
  OPTIONAL { ?passage carec:locator ?locator } OPTIONAL { ?passage carec:pageAddress ?address }
  OPTIONAL { ?passage carec:start ?start } OPTIONAL { ?passage carec:end ?end }
} ORDER BY ?d ?ordinal ?passage"""
_COUNTS = """SELECT ?d ?passage (COUNT(*) AS ?n) WHERE {
  ?passage carec:passageOf ?d . GRAPH ?passage { ?s ?p ?o }
} GROUP BY ?d ?passage"""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage of a document: ``facts`` is how many statements its graph holds; what is absent is empty."""

    iri: str
    document: str
    ordinal: int
    kind: str
    section: str
    summary: str
    locator: str
    address: str
    length: int
    facts: int

    @property
    def key(self) -> str:
        """Return the last part of the IRI, which is its anchor on the page of the document."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a document became facts: passages with and without them, by kind, and all facts together."""

    passages: int
    stating: int
    facts: int
    silent: tuple[PassageRow, ...]
    kinds: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A source document with what is known of it; ``said`` has all by property, as the graph states it."""

    iri: str
    label: Label
    said: Mapping[str, tuple[Term, ...]]
    passages: tuple[PassageRow, ...]

    @property
    def key(self) -> str:
        """Return the part of the IRI that names it."""
        return self.iri.removeprefix(SOURCE)

    def text(self, name: str) -> str:
        """Return the first text of a property, empty where there is none."""
        return min((term.value for term in self.said.get(expand(name), ())), default="")

    @property
    def is_held(self) -> bool:
        """Return whether the text was held, so that offsets and digests are known."""
        return bool(self.text("carec:sha256"))

    @property
    def coverage(self) -> Coverage:
        """Return how much of it became facts."""
        kinds = Counter(passage.kind for passage in self.passages if passage.kind)
        return Coverage(
            len(self.passages),
            sum(passage.facts > 0 for passage in self.passages),
            sum(passage.facts for passage in self.passages),
            tuple(passage for passage in self.passages if not passage.facts),
            tuple(kinds.most_common()),
        )


def list_documents(reader: GraphReader, language: str) -> list[Document]:
    """Return all source documents, by label."""
    found = _gather(reader.select(_DOCUMENTS).rows)
    passages = _read_passages(reader, None)
    documents = [_make(iri, said, passages.get(iri, []), language) for iri, said in found.items()]
    return sorted(documents, key=lambda one: (not one.is_held, -one.coverage.facts, one.label.text))


def read_document(reader: GraphReader, iri: str, language: str) -> Document | None:
    """Return one source document; ``None`` where the graph describes none of that name."""
    found = _gather(reader.select(_DOCUMENT, d=Iri(iri)).rows)
    passages = _read_passages(reader, iri)
    if iri not in found or not (passages or found[iri]):
        return None
    return _make(iri, found[iri], passages.get(iri, []), language)


def _read_passages(reader: GraphReader, document: str | None) -> dict[str, list[PassageRow]]:
    bound = {"d": Iri(document)} if document else {}
    counts = {
        passage.value: int(count.value)
        for _, passage, count in reader.select(_COUNTS, **bound).rows
        if passage and count
    }
    found: dict[str, dict[str, PassageRow]] = {}
    for row in reader.select(_PASSAGES, **bound).rows:
        texts = [term.value if term else "" for term in row]
        start, end = (int(text) if text.isdecimal() else 0 for text in texts[8:10])
        passage = PassageRow(
            iri=texts[1],
            document=texts[0],
            ordinal=int(texts[2]) if texts[2].isdecimal() else 0,
            kind=texts[3],
            section=texts[4],
            summary=texts[5],
            locator=texts[6],
            address=texts[7],
            length=end - start,
            facts=counts.get(texts[1], 0),
        )
        found.setdefault(texts[0], {}).setdefault(passage.iri, passage)
    return {iri: list(passages.values()) for iri, passages in found.items()}


def _gather(rows: Iterable[tuple[Term | None, ...]]) -> dict[str, dict[str, tuple[Term, ...]]]:
    found: dict[str, dict[str, tuple[Term, ...]]] = {}
    for document, predicate, value in rows:
        if document and predicate and value:
            said = found.setdefault(document.value, {})
            said[predicate.value] = (*said.get(predicate.value, ()), value)
    return found


def _make(iri: str, said: Mapping[str, tuple[Term, ...]], passages: list[PassageRow], language: str) -> Document:
    names = [term for term in said.get(expand("rdfs:label"), ()) if isinstance(term, Literal)]
    return Document(iri, choose_label(iri, names, language), said, tuple(passages))
