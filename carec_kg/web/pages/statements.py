"""What the graph says of one thing, both ways: each statement with the graphs that hold it, bounded and counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import INFERRED_GRAPH, expand
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.graph.answers import Rows
    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.reader import GraphReader

#: Statements about a thing that one page shows.
MOST_STATEMENTS = 2000
#: Things that point at it which a page reads and shows of each kind, before it leads to all; and on each page of those.
READ_POINTING, MOST_POINTING = 40, 12
PAGE_OF_POINTING = 100
#: What is shown by other means: the figures of a thing as tables, the records of its links in words.
SHOWN_APART = tuple(expand(name) for name in ("carec:figureOf", "carec:hasFigure", "owl:annotatedSource"))
#: Our own statements again in the terms of other vocabularies: pointing backwards, they would say everything twice.
_MIRRORS = tuple(
    expand(name)
    for name in (
        "geo:sfWithin", "schema:containedInPlace", "schema:location", "schema:organizer", "schema:creator",
        "schema:funder", "schema:audience", "org:memberOf", "org:subOrganizationOf", "dcterms:subject",
        "owl:hasValue", "owl:annotatedTarget",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A property and what stands at its other end; ``graphs`` are those that assert it, none where it is inferred."""

    predicate: str
    value: Term
    graphs: tuple[str, ...]

    @property
    def inferred(self) -> bool:
        """Return whether no graph asserts it."""
        return not self.graphs

    @property
    def iri(self) -> str:
        """Return the IRI at the other end, empty for a literal."""
        return self.value.value if isinstance(self.value, Iri) else ""


@dataclass(frozen=True, slots=True)
class Statements:
    """What is said of a thing, and what points at it: its first ones of each property, and how many there are."""

    outgoing: tuple[Statement, ...]
    incoming: tuple[Statement, ...]
    counts: Mapping[str, int]
    cut: bool = False

    def values(self, *names: str) -> list[Term]:
        """Return the values of properties, given as prefixed names, in their order."""
        wanted = [expand(name) for name in names]
        return [said.value for predicate in wanted for said in self.outgoing if said.predicate == predicate]

    def iris(self, *names: str) -> list[str]:
        """Return the IRIs among the values of properties, each once."""
        return list(dict.fromkeys(value.value for value in self.values(*names) if isinstance(value, Iri)))

    def text(self, name: str) -> str:
        """Return the first literal of a property, empty where there is none."""
        return next((value.value for value in self.values(name) if isinstance(value, Literal)), "")

    def pointing(self, *names: str) -> list[str]:
        """Return the things that point at it by one of these properties, each once."""
        wanted = {expand(name) for name in names}
        return list(dict.fromkeys(said.iri for said in self.incoming if said.predicate in wanted))


def read_statements(reader: GraphReader, iri: str) -> Statements:
    """Read all that is said of a thing, and the first that points at it by each property. Three queries at most."""
    node = str(Iri(iri))
    rows = reader.select(
        f"SELECT ?p ?o ?g WHERE {{ GRAPH ?g {{ {node} ?p ?o }} }} ORDER BY ?p ?o ?g LIMIT {MOST_STATEMENTS + 1}"
    )
    counts = count_pointing(reader, iri)
    shown = [name for name in counts if name not in SHOWN_APART]
    outgoing = _gather(rows)
    cut = len(rows.rows) > MOST_STATEMENTS
    return Statements(outgoing, _read_first(reader, node, shown) if shown else (), counts, cut)


def count_pointing(reader: GraphReader, iri: str) -> dict[str, int]:
    """Return how many things point at one by each property, mirrors in other vocabularies left out."""
    mirrors = ", ".join(str(Iri(name)) for name in _MIRRORS)
    text = (
        f"SELECT ?p (COUNT(?s) AS ?n) WHERE {{ ?s ?p {Iri(iri)} FILTER(?p NOT IN ({mirrors})) "
        'FILTER(!CONTAINS(STR(?s), "/.well-known/genid/")) } GROUP BY ?p'
    )
    return {p.value: int(n.value) for p, n in reader.select(text).rows if p and n}


def read_pointing(reader: GraphReader, iri: str, predicate: str, page: int) -> list[Statement]:
    """Return one page of what points at a thing by a property; pages count from 1."""
    node, start = str(Iri(iri)), (page - 1) * PAGE_OF_POINTING
    text = _select_pointing(node, [predicate], PAGE_OF_POINTING, start)
    return list(_gather(reader.select(text)))


def _read_first(reader: GraphReader, node: str, predicates: list[str]) -> tuple[Statement, ...]:
    return _gather(reader.select(_select_pointing(node, predicates, READ_POINTING, 0)))


def _select_pointing(node: str, predicates: Iterable[str], limit: int, start: int) -> str:
    parts = (
        f"{{ SELECT ({Iri(name)} AS ?p) ?s WHERE {{ ?s {Iri(name)} {node} "
        f'FILTER(!CONTAINS(STR(?s), "/.well-known/genid/")) }} ORDER BY ?s LIMIT {limit} OFFSET {start} }}'
        for name in predicates
    )
    return f"SELECT ?p ?s ?g WHERE {{ {' UNION '.join(parts)} GRAPH ?g {{ ?s ?p {node} }} }} ORDER BY ?p ?s ?g"


def _gather(rows: Rows) -> tuple[Statement, ...]:
    found: dict[tuple[str, Term], list[str]] = {}
    for predicate, value, graph in rows.rows[:MOST_STATEMENTS]:
        if predicate and value and graph:
            found.setdefault((predicate.value, value), []).append(graph.value)
    return tuple(
        Statement(predicate, value, tuple(graph for graph in graphs if graph != INFERRED_GRAPH))
        for (predicate, value), graphs in found.items()
    )
