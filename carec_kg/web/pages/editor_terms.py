"""What an editor completes: classes, properties and graphs of this graph, with labels and how often they are used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from carec_kg.iris import CAREC, PREFIXES, compact
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.graph.answers import Rows
    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.reader import Label

#: Rows of each count; a graph of strangers may have any number of classes.
_MOST = 5_000
_CLASSES = f"SELECT ?class (COUNT(DISTINCT ?s) AS ?uses) {{ ?s a ?class }} GROUP BY ?class LIMIT {_MOST + 1}"
_PROPERTIES = f"SELECT ?property (COUNT(*) AS ?uses) {{ ?s ?property ?o }} GROUP BY ?property LIMIT {_MOST + 1}"
_BY_CLASS = (
    f"SELECT ?property ?class (COUNT(*) AS ?uses) {{ ?s ?property ?o ; a ?class }} "
    f"GROUP BY ?property ?class LIMIT {_MOST + 1}"
)
_VALUES = (
    f"SELECT ?property ?class (COUNT(*) AS ?uses) {{ ?s ?property ?o . ?o a ?class }} "
    f"GROUP BY ?property ?class LIMIT {_MOST + 1}"
)
_GRAPHS = f"SELECT ?graph (COUNT(*) AS ?uses) {{ GRAPH ?graph {{ ?s ?p ?o }} }} GROUP BY ?graph LIMIT {_MOST + 1}"
_TEXTS = (
    "SELECT ?term ?text {{ ?term ?kind ?text VALUES ?kind {{ <{skos}definition> <{rdfs}comment> <{dcterms}abstract> }} "
    f"FILTER(LANG(?text) IN ('', 'en')) }}}} LIMIT {_MOST + 1}"
).format_map(PREFIXES)
#: Classes of a property's values that are named; what is more general says little.
_MOST_VALUE_CLASSES = 4


class TermSource(Protocol):
    """What the terms are read with: ``GraphReader``."""

    def select(self, text: str, **bindings: Term) -> Rows:
        """Return the rows of a SELECT."""

    def labels(self, iris: Iterable[str], language: str) -> dict[str, Label]:
        """Return a label for each thing."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Counts of uses by IRI: of classes, properties, graphs; of properties by class of subject and of value.

    ``texts`` are definitions and summaries. ``complete`` is false where one of the lists ends before the graph does.
    """

    classes: Mapping[str, int]
    properties: Mapping[str, int]
    graphs: Mapping[str, int]
    by_class: Mapping[str, Mapping[str, int]]
    values: Mapping[str, Mapping[str, int]]
    texts: Mapping[str, str]
    complete: bool


def read_terms(source: TermSource) -> Terms:
    """Read the terms of a graph; raise whatever its pool raises."""
    asked = {text: source.select(text).rows for text in (_CLASSES, _PROPERTIES, _BY_CLASS, _VALUES, _GRAPHS, _TEXTS)}
    complete = all(len(rows) <= _MOST for rows in asked.values())
    texts = {term.value: text.value for term, text in asked[_TEXTS][:_MOST] if term and text}
    return Terms(
        _count(asked[_CLASSES]),
        _count(asked[_PROPERTIES]),
        _count(asked[_GRAPHS]),
        _count_pairs(asked[_BY_CLASS]),
        _count_pairs(asked[_VALUES]),
        texts,
        complete,
    )


def _count(rows: list[tuple[Term | None, ...]]) -> dict[str, int]:
    return {term.value: _number(uses) for term, uses in rows[:_MOST] if isinstance(term, Iri)}


def _count_pairs(rows: list[tuple[Term | None, ...]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for term, class_, uses in rows[:_MOST]:
        if isinstance(term, Iri) and isinstance(class_, Iri):
            found.setdefault(term.value, {})[class_.value] = _number(uses)
    return found


def _number(term: Term | None) -> int:
    return int(term.value) if isinstance(term, Literal) else 0


def describe_terms(terms: Terms, labels: Mapping[str, Label]) -> dict[str, Any]:
    """Return the terms ready for JSON, most used first; classes are named by their place in the list of classes."""
    classes = sorted(terms.classes, key=lambda iri: (not iri.startswith(CAREC), -terms.classes[iri], iri))
    places = {iri: place for place, iri in enumerate(classes)}

    def describe(iri: str, uses: int) -> dict[str, Any]:
        described: dict[str, Any] = {"iri": iri, "uses": uses}
        # A thing without a label goes by its short name, which the editor knows by itself.
        if (label := labels.get(iri)) and label.text != compact(iri):
            described["label"] = label.text
        if text := terms.texts.get(iri):
            described["text"] = text
        return described

    return {
        "complete": terms.complete,
        "classes": [describe(iri, terms.classes[iri]) for iri in classes],
        "properties": [
            {
                **describe(iri, uses),
                "classes": {str(places[c]): n for c, n in terms.by_class.get(iri, {}).items() if c in places},
                "values": _narrowest(terms.values.get(iri, {}), terms.classes, places),
            }
            for iri, uses in _by_use(terms.properties)
        ],
        "graphs": [describe(iri, uses) for iri, uses in _by_use(terms.graphs)],
    }


def _by_use(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def _narrowest(found: Mapping[str, int], classes: Mapping[str, int], places: Mapping[str, int]) -> list[int]:
    """Return the places of the classes that say most of a property's values: held by most of them, and small."""
    ranked = sorted((c for c in found if c in places), key=lambda c: (-found[c] / classes[c], classes[c], c))
    return [places[class_] for class_ in ranked[:_MOST_VALUE_CLASSES]]
