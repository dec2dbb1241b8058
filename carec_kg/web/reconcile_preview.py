"""What is shown of a thing before somebody chooses it: its facts, each with where it is stated. No Flask here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.results import read_answer
from carec_kg.iris import BASE, CURATION_GRAPH, RDF_TYPE, SOURCE, mint_source
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.serving.messages import QueryTask

if TYPE_CHECKING:
    from carec_kg.linking.reconciling_graph import KnownGraph
    from carec_kg.rdf.terms import Term
    from carec_kg.serving.client import Pool

_MOST_ROWS = 400
_FACTS = "SELECT DISTINCT ?p ?o ?g WHERE { { %s ?p ?o } UNION { GRAPH ?g { %s ?p ?o } } }"
#: Values of one property; a port has dozens of figures.
_MOST_VALUES = 6


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is stated: in words, and by an address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words; ``address`` is empty for a literal."""

    text: str
    language: str
    address: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A property with some of its values, and how many more there are."""

    name: str
    values: tuple[Value, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A thing: its name, what it is, what is said of it, and its facts."""

    iri: str
    name: str
    description: str
    note: str
    rows: tuple[Row, ...]


def make_preview(pool: Pool, graph: KnownGraph, place: int, timeout: float) -> Preview:
    """Return the preview of a thing, without what is inferred, which no source states; raise what the pool raises."""
    thing = graph.things[place]
    # An IRI from the graph itself, escaped: nothing of a client's text stands in the query.
    text = _FACTS.replace("%s", str(Iri(thing.iri)))
    task = QueryTask(QueryRequest(text, row_cap=_MOST_ROWS), ("json",), False, timeout=timeout, lane="saved")  # noqa: FBT003
    answer = pool.answer(task)
    found = read_answer(answer.body, answer.format)
    facts: dict[str, dict[Term, set[str]]] = defaultdict(lambda: defaultdict(set))
    for record in found.records() if isinstance(found, Rows) else ():
        stated = facts[record["p"].value][record["o"]]
        if "g" in record:
            stated.add(record["g"].value)
    rows = [_make_row(graph, name, values) for name, values in facts.items() if name != RDF_TYPE]
    rows.sort(key=lambda row: (row.name != "label", row.name))
    return Preview(thing.iri, thing.label, graph.describe(place), graph.read_note(place), tuple(rows))


def _make_row(graph: KnownGraph, name: str, values: dict[Term, set[str]]) -> Row:
    entry = graph.properties.get(name)
    shown = sorted((_make_value(graph, term, stated) for term, stated in values.items()), key=lambda value: value.text)
    label = entry.name if entry else name
    return Row(label, tuple(shown[:_MOST_VALUES]), max(0, len(shown) - _MOST_VALUES))


def _make_value(graph: KnownGraph, term: Term, stated: set[str]) -> Value:
    sources = tuple(_name_source(graph, name) for name in sorted(stated))
    if isinstance(term, Literal):
        return Value(term.value, term.language or "", "", sources)
    address = term.value if isinstance(term, Iri) and term.value.startswith(("http://", "https://")) else ""
    return Value(graph.labels.get(term.value, term.value), "", address, sources)


def _name_source(graph: KnownGraph, name: str) -> Source:
    """Return the document that a graph is a passage of, else what we call the graph."""
    if name.startswith(SOURCE):
        source = mint_source(name.removeprefix(SOURCE).split("/")[0])
        return Source(graph.labels.get(source, source.removeprefix(SOURCE)), name)
    if name == CURATION_GRAPH:
        return Source("curation", name)
    return Source(graph.labels.get(name, name.removeprefix(BASE)), name)
