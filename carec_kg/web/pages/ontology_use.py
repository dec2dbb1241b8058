"""How the terms of the ontology are used in the graph: how often, and first examples. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from carec_kg.iris import ONTOLOGY_GRAPH
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Term, Triple
    from carec_kg.web.pages.ontology_model import OntologyTerm
    from carec_kg.web.pages.reader import GraphReader, Label

_ONTOLOGY = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?s ?p ?o }} }}"
_CLASSES = "SELECT ?t (COUNT(*) AS ?n) WHERE { ?s a ?t } GROUP BY ?t"
_PROPERTIES = "SELECT ?t (COUNT(*) AS ?n) WHERE { ?s ?t ?o } GROUP BY ?t"
_LISTS = """SELECT ?list ?d (COUNT(?c) AS ?n) WHERE {
  ?list a skos:ConceptScheme OPTIONAL { ?list skos:definition ?d } OPTIONAL { ?c skos:inScheme ?list }
} GROUP BY ?list ?d ORDER BY ?list"""
#: Examples of each term.
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class CodeList:
    """A code list: its name, what it is, and how many concepts it has."""

    iri: str
    label: Label
    definition: str
    count: int


@dataclass(frozen=True, slots=True)
class Example:
    """A thing of a class, or a statement with a property; what is no thing has a text and, maybe, a language."""

    subject: str
    value: Term | None = None

    @property
    def is_thing(self) -> bool:
        """Return whether the value is a thing."""
        return isinstance(self.value, Iri)


def read_ontology(reader: GraphReader) -> list[Triple]:
    """Return the statements of the ontology's graph; raise whatever the pool raises."""
    return reader.construct(_ONTOLOGY)


def count_uses(reader: GraphReader) -> dict[str, int]:
    """Return how many things each class has, and how many statements each property, all inferred ones included."""
    rows = [*reader.select(_PROPERTIES).rows, *reader.select(_CLASSES).rows]
    return {term.value: int(count.value) for term, count in rows if term and count}


def list_codes(reader: GraphReader, language: str) -> list[CodeList]:
    """Return the code lists."""
    rows = [row for row in reader.select(_LISTS).rows if row[0] and row[2]]
    labels = reader.labels([row[0].value for row in rows if row[0]], language)
    return [
        CodeList(iri.value, labels[iri.value], definition.value if definition else "", int(count.value))
        for iri, definition, count in rows
        if iri and count
    ]


def find_examples(reader: GraphReader, term: OntologyTerm) -> list[Example]:
    """Return the first things of a class, or statements with a property, by their IRIs."""
    if term.kind == "class":
        rows = reader.select(f"SELECT ?s WHERE {{ ?s a {Iri(term.iri)} }} ORDER BY ?s LIMIT {_EXAMPLES}").rows
        return [Example(row[0].value) for row in rows if row[0]]
    text = f"SELECT ?s ?o WHERE {{ ?s {Iri(term.iri)} ?o }} ORDER BY ?s ?o LIMIT {_EXAMPLES}"
    return [Example(row[0].value, row[1]) for row in reader.select(text).rows if row[0]]


def mentioned_in(examples: list[Example]) -> list[str]:
    """Return the things that examples speak of."""
    values = [one.value.value for one in examples if isinstance(one.value, Iri)]
    types = [one.value.datatype for one in examples if isinstance(one.value, Literal)]
    return [*(one.subject for one in examples), *values, *types]


def ask_address(term: OntologyTerm) -> str:
    """Return the address of the editor with the question for all that a class has, or all statements of a property."""
    node = str(Iri(term.iri))
    query = f"SELECT ?thing WHERE {{ ?thing a {node} }}" if term.kind == "class" else ""
    return "/sparql?" + urlencode({"query": query or f"SELECT ?thing ?value WHERE {{ ?thing {node} ?value }}"})
