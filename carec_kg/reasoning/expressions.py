"""Class expressions and data ranges, read from their triples and said in words (OWL 2 Mapping, table 13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import compact
from carec_kg.rdf.terms import Iri, Literal, Term
from carec_kg.rdf.turtle import write_term
from carec_kg.reasoning.ontology import DATATYPE, is_anonymous

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.reasoning.ontology import Ontology, Property

#: Predicate -> kind of an expression that joins the members of a list.
_JOINS = {"owl:intersectionOf": "and", "owl:unionOf": "or", "owl:oneOf": "one of"}
_COMPLEMENTS = ("owl:complementOf", "owl:datatypeComplementOf")
_FILLED = {"owl:someValuesFrom": "some", "owl:allValuesFrom": "only", "owl:hasValue": "value", "owl:hasSelf": "self"}
_COUNTED = {
    "owl:minCardinality": "min",
    "owl:maxCardinality": "max",
    "owl:cardinality": "exactly",
    "owl:minQualifiedCardinality": "min",
    "owl:maxQualifiedCardinality": "max",
    "owl:qualifiedCardinality": "exactly",
}
BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Expression:
    """A class expression or data range.

    ``kind`` is a word of the Manchester syntax: class, datatype, and, or, not, one of, some, only, value, self, min,
    max, exactly, facets; or "broken" for triples that make none. ``parts`` are the expressions inside, ``values`` the
    individuals or literals, ``number`` the cardinality.
    """

    kind: str
    node: Term
    property: Property | None = None
    parts: tuple[Expression, ...] = ()
    values: tuple[Term, ...] = ()
    number: str = ""

    def __str__(self) -> str:
        match self.kind:
            case "class" | "datatype" | "facets" | "broken":
                return _write_name(self.node)
            case "and" | "or":
                return "(" + f" {self.kind} ".join(map(str, self.parts)) + ")"
            case "not":
                return f"not {self.parts[0]}"
            case "one of":
                return "{" + ", ".join(map(_write_name, self.values)) + "}"
        inside = [*map(str, self.parts), *map(_write_name, self.values)]
        return " ".join(["(" + str(self.property), self.kind, self.number, *inside]).replace("  ", " ").rstrip() + ")"

    def walk(self) -> Iterator[Expression]:
        """Yield the expression and all inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def _write_name(term: Term) -> str:
    if is_anonymous(term):
        return "an anonymous expression"
    return compact(term.value) if isinstance(term, Iri) else write_term(term, set())


def read_expression(ontology: Ontology, node: Term, seen: frozenset[Term] = frozenset()) -> Expression:
    """Read the class expression or data range at a node; triples that make none give kind "broken"."""
    if isinstance(node, Literal) or node in seen:
        return Expression(BROKEN, node)
    if not is_anonymous(node):
        return Expression("datatype" if DATATYPE in ontology.kinds(node) else "class", node)
    return read_definition(ontology, node, seen | {node})


def read_definition(ontology: Ontology, node: Term, seen: frozenset[Term] = frozenset()) -> Expression:
    """Read the expression that a node's own triples spell out, whether or not it has a name besides."""
    predicates = ontology.predicates(node)
    if "owl:onProperty" in predicates:
        return _read_restriction(ontology, node, seen)
    if "owl:onDatatype" in predicates:
        return Expression("facets", node)
    for predicate in _COMPLEMENTS:
        if (inner := ontology.value(node, predicate)) is not None:
            return Expression("not", node, parts=(read_expression(ontology, inner, seen),))
    for predicate, kind in _JOINS.items():
        if (head := ontology.value(node, predicate)) is not None:
            return _read_join(ontology, node, kind, head, seen)
    return Expression(BROKEN, node)


def _read_join(ontology: Ontology, node: Term, kind: str, head: Term, seen: frozenset[Term]) -> Expression:
    members = ontology.members(head)
    if not members:
        return Expression(BROKEN, node)
    if kind == "one of":
        return Expression(kind, node, values=tuple(members))
    return Expression(kind, node, parts=tuple(read_expression(ontology, member, seen) for member in members))


def _read_restriction(ontology: Ontology, node: Term, seen: frozenset[Term]) -> Expression:
    on = ontology.value(node, "owl:onProperty")
    property_ = ontology.property_of(on) if on is not None else None
    found = sorted(ontology.predicates(node) & (_FILLED.keys() | _COUNTED.keys()))
    value = ontology.value(node, found[0]) if len(found) == 1 else None
    if property_ is None or value is None:
        return Expression(BROKEN, node)
    if found[0] in _COUNTED:
        filler = ontology.value(node, "owl:onClass") or ontology.value(node, "owl:onDataRange")
        parts = (read_expression(ontology, filler, seen),) if filler is not None else ()
        return Expression(_COUNTED[found[0]], node, property_, parts, number=value.value)
    kind = _FILLED[found[0]]
    if kind in {"value", "self"}:
        return Expression(kind, node, property_, values=(value,) if kind == "value" else ())
    return Expression(kind, node, property_, (read_expression(ontology, value, seen),))
