"""What the quality page shows of the graph: coverage, links, doubts, contradictions, expectations. No Flask here."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.linking.targets import LINKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carec_kg.checks.finding import Finding
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.pages.reader import GraphReader, Label

#: Documents whose whole text is accounted for say how long it is.
_PASSAGES = """
SELECT ?document ?passage ?kind ?summary (COUNT(?s) AS ?statements) WHERE {
  ?document carec:length ?length .
  ?passage carec:passageOf ?document .
  OPTIONAL { ?passage carec:passageKind ?kind }
  OPTIONAL { ?passage dcterms:abstract ?summary }
  OPTIONAL { ?passage carec:ordinal ?ordinal }
  OPTIONAL { GRAPH ?passage { ?s ?p ?o } }
} GROUP BY ?document ?passage ?kind ?summary ?ordinal ORDER BY ?document ?ordinal"""
_SOURCES = """
SELECT (COUNT(DISTINCT ?document) AS ?documents) (COUNT(DISTINCT ?passage) AS ?passages) WHERE {
  ?passage a carec:Passage ; carec:passageOf ?document }"""
_LINKS = """
SELECT ?graph ?title ?relation ?state (COUNT(*) AS ?number) WHERE {
  GRAPH ?graph {
    ?link a owl:Axiom ; owl:annotatedProperty ?relation ; carec:reviewState ?state
    OPTIONAL { ?graph dcterms:title ?title }
  }
} GROUP BY ?graph ?title ?relation ?state ORDER BY ?graph ?relation ?state"""
_DOUBTS = """
SELECT ?doubt (COUNT(DISTINCT ?record) AS ?number) WHERE { ?record carec:doubt ?doubt }
GROUP BY ?doubt ORDER BY DESC(?number) ?doubt"""
#: The records first: to look through all graphs for each takes thirty times as long.
_DOUBTFUL_SOURCES = """
SELECT ?document (COUNT(DISTINCT ?record) AS ?number) WHERE {
  { SELECT DISTINCT ?record ?place WHERE {
    { SELECT DISTINCT ?record WHERE { ?record carec:doubt ?doubt } }
    { ?record a carec:Passage BIND(?record AS ?place) } UNION { GRAPH ?place { ?record ?p ?o } }
  } }
  ?place carec:passageOf ?document
} GROUP BY ?document ORDER BY DESC(?number) ?document"""
_CONTRADICTIONS = """
SELECT DISTINCT ?one ?other WHERE { ?one carec:disagreesWith ?other FILTER(STR(?one) < STR(?other)) }
ORDER BY ?one ?other"""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage, its kind (an IRI, or empty), our summary of it, and how many statements it makes."""

    iri: str
    kind: str
    summary: str
    statements: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A document whose whole text is accounted for."""

    document: str
    passages: Sequence[PassageRow]

    @property
    def bare(self) -> list[PassageRow]:
        """Return the passages that state nothing."""
        return [row for row in self.passages if not row.statements]

    @property
    def stated(self) -> int:
        """Return how many passages state something."""
        return len(self.passages) - len(self.bare)

    @property
    def statements(self) -> int:
        """Return how many statements the passages make."""
        return sum(row.statements for row in self.passages)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Links of one relation to one target: how many, and how many of them in each state of review."""

    target: str
    graph: str
    title: str
    relation: str
    states: Mapping[str, int]

    @property
    def number(self) -> int:
        """Return how many there are."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Expected:
    """A saved query, how many expectations it has, and what is wrong with its answer."""

    query: SavedQuery
    number: int
    wrong: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class GraphQuality:
    """What the graph itself says of its quality; labels are of all IRIs in it."""

    coverage: Sequence[Coverage]
    documents: int
    passages: int
    links: Sequence[LinkRow]
    doubts: Sequence[tuple[str, int]]
    doubtful: Sequence[tuple[str, int]]
    contradictions: Sequence[tuple[str, str]]
    labels: Mapping[str, Label]

    @property
    def states(self) -> list[str]:
        """Return the states of review that occur, the commonest first."""
        counts: Counter[str] = Counter()
        for row in self.links:
            counts.update(row.states)
        return [state for state, _ in counts.most_common()]


def read_quality(reader: GraphReader, language: str) -> GraphQuality:
    """Ask the graph; raise whatever the pool raises."""
    coverage = read_coverage(reader.select(_PASSAGES).texts())
    links = read_links(reader.select(_LINKS).texts())
    doubts = [(iri, int(number)) for iri, number in reader.select(_DOUBTS).texts() if iri]
    doubtful = [(iri, int(number)) for iri, number in reader.select(_DOUBTFUL_SOURCES).texts() if iri]
    pairs = [(one, other) for one, other in reader.select(_CONTRADICTIONS).texts()]
    counted = reader.select(_SOURCES).texts()
    named = [
        *(found.document for found in coverage),
        *(row.kind for found in coverage for row in found.passages),
        *(iri for row in links for iri in (row.relation, *row.states)),
        *(iri for iri, _ in (*doubts, *doubtful)),
        *(iri for pair in pairs for iri in pair),
    ]
    documents, passages = (int(number or 0) for number in counted[0]) if counted else (0, 0)
    labels = reader.labels([iri for iri in named if iri], language)
    return GraphQuality(coverage, documents, passages, links, doubts, doubtful, pairs, labels)


def read_coverage(rows: Iterable[tuple[str, ...]]) -> list[Coverage]:
    """Return the documents with their passages in order."""
    found: dict[str, list[PassageRow]] = defaultdict(list)
    for document, passage, kind, summary, statements in rows:
        if passage:
            found[document].append(PassageRow(passage, kind, summary, int(statements)))
    return [Coverage(document, passages) for document, passages in found.items()]


def read_links(rows: Iterable[tuple[str, ...]]) -> list[LinkRow]:
    """Return the links by target and relation."""
    states: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for graph, title, relation, state, number in rows:
        if graph:
            states[graph, title, relation][state] = int(number)
    return [
        LinkRow(graph.removeprefix(LINKS), graph, title.removeprefix("CAREC-KG and "), relation, counts)
        for (graph, title, relation), counts in states.items()
    ]


def list_expected(queries: Iterable[SavedQuery], findings: Iterable[Finding]) -> list[Expected]:
    """Return the saved queries with what is expected of each and what did not come true."""
    wrong: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.rule == "expectations" and finding.position:
            wrong[finding.position.file.rsplit("/", 1)[-1]].append(finding)
    return [
        Expected(query, len(query.expectations), wrong.get(query.path.rsplit("/", 1)[-1], []))
        for query in queries
        if query.expectations
    ]
