"""The axioms that an ontology's triples state, each in words (OWL 2 Mapping to RDF Graphs, tables 16 to 18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import compact
from carec_kg.rdf.terms import Iri, Term, Triple
from carec_kg.reasoning.expressions import Expression, read_definition, read_expression
from carec_kg.reasoning.ontology import ANNOTATION, KINDS, Ontology, Property, is_anonymous, is_built_in, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Predicate -> the words between its two class expressions.
_CLASS_PAIRS = {
    "rdfs:subClassOf": "is a subclass of",
    "owl:equivalentClass": "is equivalent to",
    "owl:disjointWith": "is disjoint with",
}
#: Predicate -> the words between its two properties.
_PROPERTY_PAIRS = {
    "rdfs:subPropertyOf": "is a subproperty of",
    "owl:equivalentProperty": "is equivalent to",
    "owl:propertyDisjointWith": "is disjoint with",
    "owl:inverseOf": "is the inverse of",
}
_PLACES = {"rdfs:domain": "has the domain", "rdfs:range": "has the range"}
_LISTS = {"owl:propertyChainAxiom": "follows from the chain", "owl:hasKey": "has the key"}
_DEFINITIONS = ("owl:intersectionOf", "owl:unionOf", "owl:complementOf", "owl:oneOf")
#: What states that a thing has a value of a property.
ASSERTION = "assertion"
_ALL = {
    "owl:AllDisjointClasses": "are disjoint classes",
    "owl:AllDisjointProperties": "are disjoint properties",
    "owl:AllDifferent": "are different",
}
#: Types that belong to declarations, annotations, denials and class expressions, and are no axiom of their own.
_NO_ASSERTIONS = KINDS | {
    *("owl:Ontology", "owl:Axiom", "owl:Annotation", "owl:NegativePropertyAssertion", "owl:Restriction", "rdf:List"),
    *("rdf:Property", "rdfs:Class", "owl:DeprecatedClass", "owl:DeprecatedProperty", "owl:OntologyProperty"),
}


@dataclass(frozen=True, slots=True)
class Axiom:
    """An axiom: what states it (a predicate or class of OWL's vocabulary), its subject, its words and its parts.

    ``classes`` are class expressions or data ranges, ``properties`` property expressions; ``None`` among the latter
    is a property that is no expression at all, or a list that is broken. ``value`` is the object of an assertion.
    """

    stated_by: str
    subject: Term
    words: str
    classes: tuple[Expression, ...] = ()
    properties: tuple[Property | None, ...] = ()
    value: Term | None = None


def read_axioms(ontology: Ontology) -> Iterator[Axiom]:
    """Yield every logical axiom, in the order of the triples; declarations and annotations are none."""
    for triple in ontology.triples:
        predicate = shorten(triple.predicate.value)
        if predicate == "rdf:type":
            yield from _read_type(ontology, triple)
        elif predicate in _CLASS_PAIRS:
            classes = (read_expression(ontology, triple.subject), read_expression(ontology, triple.object))
            yield _join(predicate, triple, _CLASS_PAIRS[predicate], classes=classes)
        elif predicate in _PROPERTY_PAIRS:
            yield from _read_property_pair(ontology, triple, predicate)
        elif predicate in _PLACES:
            filler = read_expression(ontology, triple.object)
            yield _join(predicate, triple, _PLACES[predicate], (filler,), (ontology.property_of(triple.subject),))
        else:
            yield from _read_rest(ontology, triple, predicate)


def _join(
    predicate: str,
    triple: Triple,
    verb: str,
    classes: tuple[Expression, ...] = (),
    properties: tuple[Property | None, ...] = (),
) -> Axiom:
    """Return an axiom of two parts with a verb between them: properties come before classes."""
    sides = [_write_part(part) for part in (*properties, *classes)]
    return Axiom(predicate, triple.subject, f"{sides[0]} {verb} {sides[-1]}", classes, properties)


def _write_part(part: Expression | Property | None) -> str:
    return str(part) if part else "what is no property"


def _read_property_pair(ontology: Ontology, triple: Triple, predicate: str) -> Iterator[Axiom]:
    if predicate == "owl:inverseOf" and is_anonymous(triple.subject):
        return  # an inverse property expression, read where it is used
    properties = (ontology.property_of(triple.subject), ontology.property_of(triple.object))
    yield _join(predicate, triple, _PROPERTY_PAIRS[predicate], properties=properties)


def _read_rest(ontology: Ontology, triple: Triple, predicate: str) -> Iterator[Axiom]:
    subject, object_ = triple.subject, triple.object
    if predicate in _LISTS:
        yield _read_list(ontology, triple, predicate)
    elif predicate in _DEFINITIONS and not is_anonymous(subject):
        definition = read_definition(ontology, subject)
        words = f"{compact(subject.value)} is equivalent to {definition}"
        yield Axiom("owl:equivalentClass", subject, words, (read_expression(ontology, subject), definition))
    elif predicate == "owl:disjointUnionOf":
        yield Axiom(predicate, subject, f"{_write_term(subject)} is the disjoint union of a list of classes")
    elif predicate in {"owl:sameAs", "owl:differentFrom"}:
        verb = "is the same as" if predicate == "owl:sameAs" else "is different from"
        yield Axiom(predicate, subject, f"{_write_term(subject)} {verb} {_write_term(object_)}")
    elif not is_built_in(triple.predicate) and ANNOTATION not in ontology.kinds(triple.predicate):
        words = " ".join(map(_write_term, triple))
        yield Axiom(ASSERTION, subject, words, (), (Property(triple.predicate),), object_)


def _read_list(ontology: Ontology, triple: Triple, predicate: str) -> Axiom:
    members = ontology.members(triple.object)
    chain: list[Property | None] = [ontology.property_of(member) for member in members] if members else [None]
    words = " o ".join(map(_write_part, chain)) if "Chain" in predicate else ", ".join(map(_write_part, chain))
    if "Chain" in predicate:
        head = ontology.property_of(triple.subject)
        return Axiom(predicate, triple.subject, f"{_write_part(head)} {_LISTS[predicate]} {words}", (), (head, *chain))
    keyed = read_expression(ontology, triple.subject)
    return Axiom(predicate, triple.subject, f"{keyed} {_LISTS[predicate]} {words}", (keyed,), tuple(chain))


def _read_type(ontology: Ontology, triple: Triple) -> Iterator[Axiom]:
    short = shorten(triple.object.value)
    if short in _ALL:
        yield _read_all(ontology, triple.subject, short)
    elif short == "owl:NegativePropertyAssertion":
        named = ontology.value(triple.subject, "owl:assertionProperty")
        denied = ontology.property_of(named) if named is not None else None
        yield Axiom(short, triple.subject, f"a relation by {_write_part(denied)} is denied", (), (denied,))
    elif short.startswith("owl:") and short.endswith("Property") and short not in _NO_ASSERTIONS:
        property_ = ontology.property_of(triple.subject)
        kind = short.removeprefix("owl:").removesuffix("Property").replace("eF", "e f").lower()
        yield Axiom(short, triple.subject, f"{_write_part(property_)} is {kind}", (), (property_,))
    elif short not in _NO_ASSERTIONS:
        kind_of = read_expression(ontology, triple.object)
        yield Axiom("rdf:type", triple.subject, f"{_write_term(triple.subject)} is a {kind_of}", (kind_of,))


def _read_all(ontology: Ontology, subject: Term, short: str) -> Axiom:
    head = ontology.value(subject, "owl:members") or ontology.value(subject, "owl:distinctMembers")
    members = (ontology.members(head) if head is not None else None) or []
    if short == "owl:AllDisjointProperties":
        properties = tuple(ontology.property_of(member) for member in members) or (None,)
        return Axiom(short, subject, f"{', '.join(map(_write_part, properties))} {_ALL[short]}", (), properties)
    if short == "owl:AllDifferent":
        return Axiom(short, subject, f"{', '.join(map(_write_term, members))} {_ALL[short]}")
    classes = tuple(read_expression(ontology, member) for member in members)
    words = ", ".join(map(str, classes)) or "the members of a broken list"
    return Axiom(short, subject, f"{words} {_ALL[short]}", classes)


def _write_term(term: Term) -> str:
    if is_anonymous(term):
        return "an anonymous individual"
    return compact(term.value) if isinstance(term, Iri) else str(term)
