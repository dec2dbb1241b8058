"""What a page says of the passages that it cites: the document, and what the passage is about. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import GRAPH, PREFIXES, mint_source
from carec_kg.rdf.terms import Iri
from carec_kg.web.pages.addresses import passage_of
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE
from carec_kg.web.pages.reader import Label
from carec_kg.web.pages.wording import find_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.web.pages.reader import GraphReader

_SUMMARY = f"<{PREFIXES['dcterms']}abstract>"
#: Passages that one query asks for.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage by its number on a page, with the label of its document and our summary of it, where there is one."""

    number: int
    iri: str
    document: Label
    document_iri: str
    summary: str = ""

    @property
    def title(self) -> str:
        """Return document and summary on one line."""
        return f"{self.document.text}: {self.summary}" if self.summary else self.document.text


def read_citations(reader: GraphReader, passages: Sequence[str], language: str) -> list[Cited]:
    """Return what there is to say of some passages, in their order, numbered from 1."""
    documents = {passage: _document_of(passage) for passage in passages}
    labels = {
        iri: _name_graph(iri, label)
        for iri, label in reader.labels(dict.fromkeys(documents.values()), language).items()
    }
    summaries: dict[str, str] = {}
    for start in range(0, len(passages), _BATCH):
        values = " ".join(str(Iri(passage)) for passage in passages[start : start + _BATCH])
        rows = reader.select(f"SELECT ?p ?s WHERE {{ ?p {_SUMMARY} ?s VALUES ?p {{ {values} }} }} ORDER BY ?p ?s")
        summaries |= {passage.value: summary.value for passage, summary in rows.rows if passage and summary}
    return [
        Cited(number, passage, labels[document], document, summaries.get(passage, ""))
        for number, (passage, document) in enumerate(documents.items(), 1)
    ]


def name_documents(reader: GraphReader, passages: Sequence[str], language: str) -> list[str]:
    """Return the names of the documents that some passages stand in, each once."""
    labels = reader.labels(dict.fromkeys(_document_of(passage) for passage in passages), language)
    return [label.text for label in labels.values()]


def _name_graph(iri: str, label: Label) -> Label:
    """Return words of ours for a graph that is no document and has no label."""
    words = find_words(DEFAULT_LANGUAGE, f"questions.graph.{iri.removeprefix(GRAPH)}") if not label.language else None
    return Label(words, DEFAULT_LANGUAGE) if words else label


def _document_of(passage: str) -> str:
    parts = passage_of(passage)
    return mint_source(parts[0]) if parts else passage
