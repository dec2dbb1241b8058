"""Put the sentences themselves beside the citations of an answer, from the texts that somebody holds.

This is done where those texts may be read, never in a sealed worker: an answer for JSON comes in, and its citations
get a ``quotation``, or the reason why there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.checks.audit.names import NAMING, find_names
from carec_kg.evidence.citation import Citation, Named
from carec_kg.evidence.finishing import graphs_of, read_triple, walk_stated
from carec_kg.evidence.quotation import match_sources, quote
from carec_kg.iris import CAREC, CURATION_GRAPH, ONTOLOGY_GRAPH, RDF_TYPE
from carec_kg.rdf.terms import Quad
from carec_kg.sources.document import read_documents
from carec_kg.sources.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from carec_kg.evidence.quotation import HeldSources, HeldText
    from carec_kg.graph.answers import Rows
    from carec_kg.rdf.terms import Triple

_DOCUMENTS = f"""SELECT DISTINCT ?s ?p ?o WHERE {{
  {{ ?s a <{CAREC}Document> }} UNION {{ ?s <{CAREC}passageOf> ?d }} UNION {{ ?s <{CAREC}sectionOf> ?d }}
  ?s ?p ?o
}}"""
_NAMES = f"""SELECT ?s ?p ?o ?g WHERE {{
  VALUES ?g {{ <{CURATION_GRAPH}> <{ONTOLOGY_GRAPH}> }}
  VALUES ?p {{ <{RDF_TYPE}> {" ".join(f"<{name}>" for name in sorted(NAMING))} }}
  GRAPH ?g {{ ?s ?p ?o }}
}}"""


@dataclass(frozen=True, slots=True)
class Quoter:
    """Quotes passages: knows which text is which document, and the names of things, to mark them."""

    sources: HeldSources
    lexicon: Lexicon

    def add_to(self, answer: dict[str, Any]) -> None:
        """Add to each citation of an answer its ``quotation``: the sentence with marks, or why it is refused."""
        facts: dict[str, list[Triple]] = {}
        for node, _ in walk_stated(answer):
            triple = read_triple(node.get("triple", node))
            read = [passage for reading in node.get("readings", ()) for passage in reading["passages"]]
            for graph in (*graphs_of(node), *read):
                facts.setdefault(graph, []).append(triple)
        for node in _walk(answer):
            for iri, citation in node.get("citations", {}).items():
                if _is_passage(citation):
                    found = quote(_read_citation(citation), self.sources, facts.get(iri, ()), self.lexicon)
                    citation["quotation"] = found.to_dict()


def make_quoter(texts: Sequence[HeldText], select: Callable[[str], Rows]) -> Quoter:
    """Return what quotes from texts; ``select`` answers queries over the graph, whose documents and names it reads."""
    documents = read_documents(_read_quads(select(_DOCUMENTS)))
    return Quoter(match_sources(documents, texts), Lexicon(find_names(_read_quads(select(_NAMES)))))


def _read_quads(rows: Rows) -> Iterator[Quad]:
    for row in rows.rows:
        subject, predicate, value = row[:3]
        graph = row[3].value if len(row) > 3 and row[3] else None
        if subject and predicate and value:
            yield Quad(subject, predicate, value, graph)  # type: ignore[arg-type] # terms of triples in the graph


def _walk(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects of an answer, but for what is inside of citations."""
    left: list[Any] = [answer]
    while left:
        node = left.pop()
        if isinstance(node, dict):
            yield node
            left += [value for key, value in node.items() if key != "citations"]
        elif isinstance(node, list):
            left += node


def _is_passage(citation: dict[str, Any]) -> bool:
    """Say whether there may be a sentence: a source itself, the ontology, the curation and a reading have none."""
    return bool(citation["iri"] != citation["document"]["iri"]) and citation.get("kind") != "reading"


def _read_citation(found: dict[str, Any]) -> Citation:
    offsets = found.get("offsets") or {}
    return Citation(
        found["iri"],
        Named(found["document"]["iri"], found["document"]["label"]),
        start=offsets.get("start"),
        end=offsets.get("end"),
        sha256=found.get("sha256", ""),
    )
