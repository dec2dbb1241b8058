"""What language-model clients can read beside the tools: prefixes, the ontology's classes, the list of questions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import UnknownName
from carec_kg.iris import FILE_PREFIXES, compact
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.saved_queries.describe import describe_catalogue

if TYPE_CHECKING:
    from carec_kg.session.tool_graph import ToolGraph

_CLASSES = """SELECT ?class (MIN(STR(?name)) AS ?label) (MIN(STR(?note)) AS ?comment) {
  ?class a owl:Class ; rdfs:label ?name .
  FILTER(STRSTARTS(STR(?class), STR(carec:)) && LANG(?name) = "en")
  OPTIONAL { ?class rdfs:comment|skos:definition ?note FILTER(LANG(?note) = "en") }
} GROUP BY ?class ORDER BY ?class"""


@dataclass(frozen=True, slots=True)
class Resource:
    """A text that a client can read."""

    uri: str
    name: str
    title: str
    description: str
    media_type: str


RESOURCES = (
    Resource(
        "carec-kg://prefixes",
        "prefixes",
        "Prefixes",
        "The prefixes that names in answers and in SPARQL use.",
        "application/sparql-query",
    ),
    Resource(
        "carec-kg://classes",
        "classes",
        "Classes of the ontology",
        "Every class of the ontology with its label and what it means.",
        "text/markdown",
    ),
    Resource(
        "carec-kg://questions",
        "questions",
        "Saved questions",
        "Every saved question with its parameters, columns and an example.",
        "application/json",
    ),
)


def read_resource(graph: ToolGraph, uri: str) -> str:
    """Return the text of a resource; raise ``UnknownName`` with those that there are."""
    if uri == RESOURCES[0].uri:
        return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in FILE_PREFIXES.items())
    if uri == RESOURCES[1].uri:
        return _list_classes(graph)
    if uri == RESOURCES[2].uri:
        return json.dumps(
            {"dataset": graph.version, **describe_catalogue(graph.catalogue)}, indent=2, ensure_ascii=False
        )
    raise UnknownName("resource", uri[:80], [resource.uri for resource in RESOURCES])


def _list_classes(graph: ToolGraph) -> str:
    lines = [f"# Classes of the ontology (dataset {graph.version})", ""]
    for class_, label, comment in graph.select(_CLASSES).rows:
        if isinstance(class_, Iri) and isinstance(label, Literal):
            lines.append(f"- {compact(class_.value)} ({label.value})" + (f": {comment.value}" if comment else ""))
    return "\n".join(lines) + "\n"
