"""Broken copies of valid nodes, made from the shapes themselves: one for each constraint of each shape and target.

A copy has another IRI, what the node says, and one slip. So hundreds of slips are validated in one run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.iris import CAREC, PREFIXES, RDF_TYPE, SHAPE
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, Triple, text_literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SH = PREFIXES["sh"]
RDF, RDFS, XSD, SKOS = (PREFIXES[name] for name in ("rdf", "rdfs", "xsd", "skos"))
TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
#: Parameters that are no constraint by themselves.
NO_CONSTRAINT = frozenset(
    [*TARGETS, "path", "message", "severity", "property", "ignoredProperties", "qualifiedValueShape"]
)
_CONCEPT = Iri(SKOS + "Concept")

Resource: TypeAlias = Iri | BlankNode


class Index:
    """Triples by subject and predicate."""

    def __init__(self, triples: Sequence[Triple]) -> None:
        self.triples = triples
        self._objects: dict[tuple[Term, str], list[Term]] = {}
        self._about: dict[Term, list[Triple]] = {}
        for triple in triples:
            self._objects.setdefault((triple.subject, triple.predicate.value), []).append(triple.object)
            self._about.setdefault(triple.subject, []).append(triple)

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        return self._objects.get((subject, predicate), [])

    def about(self, subject: Term) -> list[Triple]:
        return self._about.get(subject, [])

    def members(self, head: Term) -> list[Term]:
        found: list[Term] = []
        while head != Iri(RDF + "nil"):
            found += self.objects(head, RDF + "first")
            head = self.objects(head, RDF + "rest")[0]
        return found

    def instances(self, class_: Term) -> list[Resource]:
        classes, new = {class_}, {class_}
        while new:
            new = {t.subject for t in self.triples if t.predicate.value == RDFS + "subClassOf" and t.object in new}
            new -= classes
            classes |= new
        return [t.subject for t in self.triples if t.predicate.value == RDF_TYPE and t.object in classes]


@dataclass(frozen=True, slots=True)
class Breakage:
    """A broken copy: the shape and constraint that it breaks, its triples, and the value that is to be reported."""

    shape: str
    constraint: str
    target: str
    focus: Resource
    triples: tuple[Triple, ...]
    value: Term | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A shape over a node that conforms: what a slip is made from."""

    shapes: Index
    data: Index
    shape: Term
    model: Resource
    focus: Iri
    predicates: tuple[Iri, ...]
    inverse: bool = False

    @property
    def own(self) -> list[Triple]:
        return [Triple(self.focus, t.predicate, t.object) for t in self.data.about(self.model)]

    @property
    def values(self) -> list[Term]:
        return [t.object for t in self.data.about(self.model) if t.predicate in self.predicates]

    def one(self) -> Literal:
        return next((value for value in self.values if isinstance(value, Literal)), Literal("x"))

    def drop(self) -> list[Triple]:
        return [triple for triple in self.own if triple.predicate not in self.predicates]

    def put(self, *values: Term) -> list[Triple]:
        return [*self.drop(), *(Triple(self.focus, self.predicates[0], value) for value in values)]

    def add(self, *values: Term) -> list[Triple]:
        return [*self.own, *(Triple(self.focus, self.predicates[0], value) for value in values)]


Slip: TypeAlias = tuple[list[Triple], Term | None]


def _like(model: Literal, text: str) -> Literal:
    return Literal(text, model.datatype, model.language)


def _break_datatype(case: Case, argument: Term) -> Slip:
    other = "token" if argument == Iri(XSD + "string") else "string"
    value = Literal(case.one().value, XSD + other)
    return case.put(value), value


def _break_class(case: Case, argument: Term) -> Slip:
    del argument
    model = next((value.value for value in case.values if isinstance(value, Iri)), "urn:thing")
    value = Iri(model + "-without-type")
    return case.put(value), value


def _break_pattern(case: Case, argument: Term) -> Slip:
    literal = next((value for value in case.values if isinstance(value, Literal)), None)
    others = [c for c in case.data.instances(_CONCEPT) if not re.search(argument.value, c.value)]
    value = _like(literal, " #") if literal else others[0] if others else Iri("urn:other")
    return case.put(value), value


def _break_qualified_max(case: Case, argument: Term) -> Slip:
    del argument
    kind = case.shapes.objects(case.shape, SH + "qualifiedValueShape")[0]
    classes = case.shapes.objects(kind, SH + "class")
    if classes:
        return case.put(*case.data.instances(classes[0])), None
    return case.add(text_literal("second", "en"), text_literal("third", "en")), None


def _break_less_than(case: Case, argument: Term) -> Slip:
    del argument
    model = case.one()
    value = _like(model, "9999-12-31" if model.datatype == XSD + "date" else "99999999")
    return case.put(value), value


def _break_node_kind(case: Case, argument: Term) -> Slip:
    value: Term = BlankNode("nameless") if argument == Iri(SH + "IRIOrLiteral") else Literal("a text")
    return case.put(value), value


def _put(make: Callable[[Case, Term], Term]) -> Callable[[Case, Term], Slip]:
    def break_(case: Case, argument: Term) -> Slip:
        value = make(case, argument)
        return case.put(value), value

    return break_


#: How to break a constraint on the values of a path.
PROPERTY_SLIPS: dict[str, Callable[[Case, Term], Slip]] = {
    "minCount": lambda case, _: (case.drop(), None),
    "maxCount": lambda case, n: (case.add(*(Iri(f"urn:extra:{i}") for i in range(int(n.value) + 1))), None),
    "datatype": _break_datatype,
    "class": _break_class,
    "or": _break_class,
    "pattern": _break_pattern,
    "nodeKind": _break_node_kind,
    "in": _put(lambda *_: Iri("urn:not-in-the-list")),
    "hasValue": lambda case, _: (case.put(Iri("urn:another")), None),
    "uniqueLang": lambda case, _: (case.put(text_literal("one", "en"), text_literal("two", "en")), None),
    "languageIn": _put(lambda case, _: text_literal(case.one().value, "de")),
    "minLength": _put(lambda case, _: _like(case.one(), "")),
    "maxLength": _put(lambda case, n: _like(case.one(), "x" * (int(n.value) + 1))),
    "minInclusive": _put(lambda case, _: _like(case.one(), "-99")),
    "maxInclusive": _put(lambda case, _: _like(case.one(), "9999")),
    "lessThan": _break_less_than,
    "lessThanOrEquals": _break_less_than,
    "qualifiedMinCount": lambda case, _: (case.drop(), None),
    "qualifiedMaxCount": _break_qualified_max,
}


def _break_node(case: Case, constraint: str) -> tuple[Resource, list[Triple], Term | None] | None:
    if constraint == "closed":
        value = Literal("stray")
        return case.focus, [*case.own, Triple(case.focus, Iri(CAREC + "strayProperty"), value)], value
    other: Resource | None = None
    if constraint == "pattern":
        other = Iri(f"urn:misnamed:{case.focus.value.rpartition('-')[2]}")
    elif constraint == "nodeKind":
        other = BlankNode(f"nameless{case.focus.value.rpartition('-')[2]}")
    if other is None:
        return None
    return other, [Triple(other, t.predicate, t.object) for t in case.own], other


def constraints(shapes: Index, shape: Term) -> dict[str, Term]:
    """Return the constraints of a shape: the parameter without its namespace, and its argument."""
    found = {t.predicate.value.removeprefix(SH): t.object for t in shapes.about(shape) if SH in t.predicate.value}
    return {name: argument for name, argument in found.items() if name not in NO_CONSTRAINT}


def aimed_shapes(shapes: Index) -> list[Resource]:
    """Return the shapes that have a target."""
    return list(dict.fromkeys(t.subject for t in shapes.triples if t.predicate.value.removeprefix(SH) in TARGETS))


def _focus_nodes(shapes: Index, data: Index, shape: Term) -> Iterator[tuple[str, Resource]]:
    """Yield each target with each node that it finds."""
    for class_ in shapes.objects(shape, SH + "targetClass"):
        yield from ((class_.value, node) for node in data.instances(class_))
    for predicate in shapes.objects(shape, SH + "targetSubjectsOf"):
        yield from ((predicate.value, t.subject) for t in data.triples if t.predicate == predicate)


def _read_path(shapes: Index, shape: Term) -> tuple[tuple[Iri, ...], bool]:
    path = shapes.objects(shape, SH + "path")[0]
    if isinstance(path, Iri):
        return (path,), False
    inverse = shapes.objects(path, SH + "inversePath")
    terms = inverse or shapes.members(shapes.objects(path, SH + "alternativePath")[0])
    return tuple(term for term in terms if isinstance(term, Iri)), bool(inverse)


def break_everything(shape_triples: Sequence[Triple], data_triples: Sequence[Triple]) -> list[Breakage]:
    """Return a broken copy for each target of each shape and each constraint that ``PROPERTY_SLIPS`` can break."""
    shapes, data = Index(shape_triples), Index(data_triples)
    found: list[Breakage] = []
    for node_shape in aimed_shapes(shapes):
        models: dict[str, list[Resource]] = {}
        for target, node in _focus_nodes(shapes, data, node_shape):
            models.setdefault(target, []).append(node)
        for target, nodes in models.items():
            found += _break_target(shapes, data, node_shape, target, nodes, len(found))
    return found


def _break_target(
    shapes: Index, data: Index, node_shape: Resource, target: str, nodes: list[Resource], start: int
) -> list[Breakage]:
    found: list[Breakage] = []
    for constraint in constraints(shapes, node_shape):
        case = Case(shapes, data, node_shape, nodes[0], Iri(f"{nodes[0].value}-{start + len(found)}"), ())
        slip = _break_node(case, constraint)
        if slip:
            found.append(Breakage(_name(node_shape), constraint, target, slip[0], tuple(slip[1]), slip[2]))
    for shape in shapes.objects(node_shape, SH + "property"):
        predicates, inverse = _read_path(shapes, shape)
        model = next((n for n in nodes if any(t.predicate in predicates for t in data.about(n))), nodes[0])
        for constraint, argument in constraints(shapes, shape).items():
            focus = Iri(f"{model.value}-{start + len(found)}")
            case = Case(shapes, data, shape, model, focus, predicates, inverse)
            triples, value = PROPERTY_SLIPS[constraint](case, argument)
            found.append(Breakage(_name(shape), constraint, target, focus, tuple(triples), value))
    return found


def _name(shape: Term) -> str:
    return shape.value.removeprefix(SHAPE)
