"""An ontology's triples looked up as OWL writes it in RDF (OWL 2 Mapping to RDF Graphs)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import GENID, PREFIXES, RDF_TYPE, compact
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.rdf.terms import Quad

_PREFIXES_READ = {name: PREFIXES[name] for name in ("owl", "rdf", "rdfs", "xsd")}
_NIL = Iri(PREFIXES["rdf"] + "nil")
_SHORT = tuple(_PREFIXES_READ.items())

CLASS, DATATYPE = "owl:Class", "rdfs:Datatype"
OBJECT, DATA, ANNOTATION = "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"
_OTHER_DATATYPES = frozenset(["rdfs:Literal", "rdf:PlainLiteral", "rdf:XMLLiteral", "rdf:langString"])
#: What a declaration may say that a name is.
KINDS = frozenset([CLASS, DATATYPE, OBJECT, DATA, ANNOTATION, "owl:NamedIndividual"])
#: Annotation properties that OWL 2 has built in (OWL 2 Structural Specification, section 5.5), and ontology properties.
_BUILT_IN = {
    **dict.fromkeys(["rdfs:label", "rdfs:comment", "rdfs:seeAlso", "rdfs:isDefinedBy"], ANNOTATION),
    **dict.fromkeys(["owl:deprecated", "owl:versionInfo", "owl:priorVersion"], ANNOTATION),
    **dict.fromkeys(["owl:backwardCompatibleWith", "owl:incompatibleWith"], ANNOTATION),
    **dict.fromkeys(["owl:imports", "owl:versionIRI"], ANNOTATION),
    **dict.fromkeys(["owl:Thing", "owl:Nothing"], CLASS),
}
#: Every property of the vocabularies of OWL 2 and RDF that an ontology may use as predicate.
VOCABULARY = frozenset(
    [
        *_BUILT_IN,
        *("rdf:type", "rdf:first", "rdf:rest", "rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range"),
        *("owl:equivalentClass", "owl:disjointWith", "owl:disjointUnionOf", "owl:hasKey", "owl:equivalentProperty"),
        *("owl:propertyDisjointWith", "owl:inverseOf", "owl:propertyChainAxiom", "owl:sameAs", "owl:differentFrom"),
        *("owl:intersectionOf", "owl:unionOf", "owl:complementOf", "owl:oneOf", "owl:members", "owl:distinctMembers"),
        *(
            "owl:onProperty",
            "owl:onProperties",
            "owl:someValuesFrom",
            "owl:allValuesFrom",
            "owl:hasValue",
            "owl:hasSelf",
        ),
        *("owl:minCardinality", "owl:maxCardinality", "owl:cardinality", "owl:onClass", "owl:onDataRange"),
        *("owl:minQualifiedCardinality", "owl:maxQualifiedCardinality", "owl:qualifiedCardinality"),
        *("owl:onDatatype", "owl:withRestrictions", "owl:datatypeComplementOf", "owl:sourceIndividual"),
        *("owl:assertionProperty", "owl:targetIndividual", "owl:targetValue"),
        *("owl:annotatedSource", "owl:annotatedProperty", "owl:annotatedTarget"),
    ]
)


@dataclass(frozen=True, slots=True)
class Property:
    """A property expression: a named property, or the inverse of one."""

    name: Iri
    is_inverse: bool = False

    def __str__(self) -> str:
        return f"inverse of {compact(self.name.value)}" if self.is_inverse else compact(self.name.value)


def shorten(iri: str) -> str:
    """Return ``owl:Class`` for the IRI of a term of OWL, RDF, RDFS or XSD; another IRI as it is."""
    for prefix, namespace in _SHORT:
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def is_anonymous(term: Term) -> bool:
    """Return whether a term has no name: a blank node, or the Skolem IRI of one."""
    return isinstance(term, BlankNode) or (isinstance(term, Iri) and term.value.startswith(GENID))


def is_built_in(term: Term) -> bool:
    """Return whether a term is of the vocabulary of OWL, RDF, RDFS or XSD itself."""
    return isinstance(term, Iri) and term.value.startswith(tuple(_PREFIXES_READ.values()))


class Ontology:
    """The distinct triples of an ontology, by subject and predicate; predicates as ``prefix:local``."""

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        distinct = {Triple(*triple[:3]) for triple in triples}
        self.triples = sorted(distinct, key=lambda triple: tuple(map(str, triple)))
        self._by_subject: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, object_ in self.triples:
            self._by_subject[subject][shorten(predicate.value)].append(object_)

    def values(self, subject: Term, predicate: str) -> list[Term]:
        """Return the values of a predicate such as ``owl:onProperty``, sorted."""
        return self._by_subject[subject][predicate] if subject in self._by_subject else []

    def value(self, subject: Term, predicate: str) -> Term | None:
        """Return the value of a predicate if there is exactly one."""
        values = self.values(subject, predicate)
        return values[0] if len(values) == 1 else None

    def predicates(self, subject: Term) -> set[str]:
        """Return the predicates that a subject has, as ``prefix:local``."""
        return set(self._by_subject[subject]) if subject in self._by_subject else set()

    def kinds(self, name: Term) -> set[str]:
        """Return what a name is declared, or built in, as: ``owl:Class``, ``owl:ObjectProperty``, ..."""
        short = shorten(name.value)
        if short.startswith("xsd:") or short in _OTHER_DATATYPES:
            return {DATATYPE}
        declared = {shorten(term.value) for term in self.values(name, "rdf:type")} & KINDS
        return declared | ({_BUILT_IN[short]} if short in _BUILT_IN else set())

    def members(self, head: Term) -> list[Term] | None:
        """Return the members of a list; ``None`` if it is broken, forks or runs in a circle."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != _NIL:
            first, rest = self.value(head, "rdf:first"), self.value(head, "rdf:rest")
            if first is None or rest is None or head in seen:
                return None
            seen.add(head)
            found.append(first)
            head = rest
        return found

    def property_of(self, term: Term) -> Property | None:
        """Return a term in the place of a property as one; ``None`` for what can be none."""
        if isinstance(term, Iri) and not is_anonymous(term):
            return Property(term)
        inverse = self.value(term, "owl:inverseOf")
        return Property(inverse, is_inverse=True) if isinstance(inverse, Iri) and not is_anonymous(inverse) else None

    def types(self) -> Iterator[tuple[Triple, str]]:
        """Yield each ``rdf:type`` triple with its class as ``prefix:local``."""
        for triple in self.triples:
            if triple.predicate.value == RDF_TYPE and not isinstance(triple.object, Literal):
                yield triple, shorten(triple.object.value)
