"""The property hierarchy: simple and regular where OWL 2 asks for it (OWL 2 Structural Specification, section 11.2)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from carec_kg.iris import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carec_kg.rdf.terms import Iri
    from carec_kg.reasoning.axioms import Axiom

_COMPOSITE = frozenset(["owl:propertyChainAxiom", "owl:TransitiveProperty"])
#: Axioms that are for simple properties alone, with the end of the reason.
_FOR_SIMPLE = {
    "owl:FunctionalProperty": "be functional",
    "owl:InverseFunctionalProperty": "be inverse functional",
    "owl:IrreflexiveProperty": "be irreflexive",
    "owl:AsymmetricProperty": "be asymmetric",
    "owl:propertyDisjointWith": "be disjoint with another",
    "owl:AllDisjointProperties": "be disjoint with others",
}
_COUNTING = frozenset(["max", "min", "exactly", "self"])


def check_hierarchy(axioms: Sequence[Axiom]) -> Iterator[tuple[Axiom, str]]:
    """Yield each axiom that asks for a simple or a regular hierarchy where there is none, with the reason."""
    above = _read_hierarchy(axioms)
    composite = {axiom.properties[0].name for axiom in axioms if axiom.stated_by in _COMPOSITE and axiom.properties[0]}
    not_simple = _reach(above, composite)
    for axiom in axioms:
        for name in sorted(_simple_names(axiom) & not_simple, key=str):
            ending = _FOR_SIMPLE.get(axiom.stated_by, "be counted")
            yield axiom, f"{compact(name.value)} is transitive or follows from a chain, and so may not {ending}"
    yield from _check_regularity(axioms, above)


def _read_hierarchy(axioms: Iterable[Axiom]) -> dict[Iri, set[Iri]]:
    """Return each property with those above it; inverses and equivalents stand above each other."""
    above: dict[Iri, set[Iri]] = defaultdict(set)
    for axiom in axioms:
        if axiom.stated_by not in {"rdfs:subPropertyOf", "owl:equivalentProperty", "owl:inverseOf"}:
            continue
        lower, upper = axiom.properties
        if lower and upper:
            above[lower.name].add(upper.name)
            if axiom.stated_by != "rdfs:subPropertyOf":
                above[upper.name].add(lower.name)
    return above


def _reach(above: dict[Iri, set[Iri]], starts: Iterable[Iri]) -> set[Iri]:
    """Return the starts and all above them."""
    reached: set[Iri] = set()
    left = list(starts)
    while left:
        name = left.pop()
        if name not in reached:
            reached.add(name)
            left += above.get(name, ())
    return reached


def _simple_names(axiom: Axiom) -> set[Iri]:
    """Return the properties that an axiom wants to be simple."""
    if axiom.stated_by in _FOR_SIMPLE:
        return {property_.name for property_ in axiom.properties if property_}
    inside = (part for expression in axiom.classes for part in expression.walk())
    return {part.property.name for part in inside if part.kind in _COUNTING and part.property}


def _check_regularity(axioms: Iterable[Axiom], above: dict[Iri, set[Iri]]) -> Iterator[tuple[Axiom, str]]:
    """Yield each chain with a step that has to be below the property that it implies, and is not."""
    chains = [(axiom, *_read_chain(axiom)) for axiom in axioms if axiom.stated_by == "owl:propertyChainAxiom"]
    order = {name: set(names) for name, names in above.items()}
    for _, head, steps in chains:
        for step in steps:
            order.setdefault(step, set()).add(head)
    for axiom, head, steps in chains:
        for step in sorted(steps & _reach(order, [head]), key=str):
            yield axiom, f"{compact(step.value)} both leads to {compact(head.value)} and follows from it, in a circle"


def _read_chain(axiom: Axiom) -> tuple[Iri, set[Iri]]:
    """Return the property that a chain implies, and the steps that have to be below it.

    A step that is the property itself may stand first, or last, or make up both steps of a chain of two.
    """
    names = [property_.name for property_ in axiom.properties if property_]
    head, steps = names[0], names[1:]
    if steps == [head, head]:
        return head, set()
    if steps[:1] == [head]:
        steps = steps[1:]
    elif steps[-1:] == [head]:
        steps = steps[:-1]
    return head, set(steps)
