"""The names that a passage's words may resolve to, and labels to speak of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.iris import CAREC, CURATION_GRAPH, ONTOLOGY_GRAPH, PREFIXES, RDF_TYPE, compact
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.rdf.terms import Quad, Term

_LABEL = PREFIXES["rdfs"] + "label"
_PREFERRED = PREFIXES["skos"] + "prefLabel"
#: The predicate that gives a thing the title that its source gives it.
TITLE = PREFIXES["dcterms"] + "title"
#: Predicates whose literals name their subject.
NAMING = frozenset({_LABEL, _PREFERRED, PREFIXES["skos"] + "altLabel", TITLE, CAREC + "webAddress"})
#: Predicates that speak about the wording or are summaries of ours; a statement with one of them holds nothing.
NOT_HOLDING = (NAMING - {CAREC + "webAddress"}) | {
    *(PREFIXES["dcterms"] + name for name in ("abstract", "description", "rights", "language")),
    *(PREFIXES["skos"] + name for name in ("definition", "scopeNote", "note", "example", "hiddenLabel")),
    *(PREFIXES["rdfs"] + name for name in ("comment", "isDefinedBy", "seeAlso")),
}
#: Statements that are things in the graph: their labels are our words, which no text can mention.
_STATEMENTS = frozenset(
    {CAREC + name for name in ("Figure", "Milestone", "Trend", "Policy", "Participation", "Standing", "Reading")}
    | {PREFIXES["org"] + "Membership"}
)


def find_names(quads: Iterable[Quad], passage: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield pairs of a name and its bearer: of ``graph/curation`` and ``graph/ontology``, or of one passage's graph.

    Left out are the labels of figures, memberships and other statements. A property that "has a secretariat" names
    the secretariat, too.
    """
    quads = list(quads)
    statements = {
        quad.subject
        for quad in quads
        if quad.predicate.value == RDF_TYPE and isinstance(quad.object, Iri) and quad.object.value in _STATEMENTS
    }
    graphs = {passage} if passage else {CURATION_GRAPH, ONTOLOGY_GRAPH}
    for quad in quads:
        if quad.graph not in graphs or quad.predicate.value not in NAMING or quad.subject in statements:
            continue
        if isinstance(quad.subject, Iri) and isinstance(quad.object, Literal):
            yield quad.object.value, quad.subject.value
            if quad.object.value.startswith("has "):
                yield quad.object.value.removeprefix("has "), quad.subject.value


class Labels:
    """English labels for the terms of a statement."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        """Read the labels from all graphs; the first in the order of the alphabet counts."""
        self._labels: dict[str, str] = {}
        for quad in sorted(quads, key=lambda quad: (quad.predicate.value == TITLE, str(quad.object))):
            if quad.predicate.value not in {_LABEL, _PREFERRED, TITLE} or not isinstance(quad.subject, Iri):
                continue
            if isinstance(quad.object, Literal) and quad.object.language in {"en", None}:
                self._labels.setdefault(quad.subject.value, quad.object.value)

    def name(self, term: Term) -> str:
        """Return the label of an IRI, else its short form; of a literal, what it says."""
        if isinstance(term, Iri):
            return "is a" if term.value == RDF_TYPE else self._labels.get(term.value, compact(term.value))
        return term.value

    def say(self, quad: Quad) -> str:
        """Return a statement in words: subject, predicate, object."""
        return " · ".join(self.name(term) for term in (quad.subject, quad.predicate, quad.object))
