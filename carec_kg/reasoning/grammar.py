"""The grammar of OWL 2 RL: which expressions may stand where (OWL 2 Profiles, sections 4.2.2 to 4.2.4)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from carec_kg.iris import compact
from carec_kg.rdf.terms import Literal
from carec_kg.reasoning.literals import RL_DATATYPES
from carec_kg.reasoning.ontology import ANNOTATION, CLASS, DATA, DATATYPE, OBJECT, Ontology, Property, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.rdf.terms import Term
    from carec_kg.reasoning.expressions import Expression


class Side(Enum):
    """Where a class expression stands: its value is the phrase for it."""

    SUB = "as a subclass"
    SUPER = "as a superclass"
    EQUIVALENT = "in an equivalence"


#: Place -> kind of expression that may stand there -> place of the expressions inside it.
_ALLOWED: dict[Side, dict[str, Side]] = {
    Side.SUB: {"and": Side.SUB, "or": Side.SUB, "one of": Side.SUB, "some": Side.SUB, "value": Side.SUB},
    Side.SUPER: {"and": Side.SUPER, "not": Side.SUB, "only": Side.SUPER, "max": Side.SUB, "value": Side.SUPER},
    Side.EQUIVALENT: {"and": Side.EQUIVALENT, "value": Side.EQUIVALENT},
}
#: Where owl:Thing may be the filler, and only there.
_FILLED_BY_THING = frozenset(["some", "max"])
_ZERO_OR_ONE = frozenset(["0", "1"])
_EXTREME_PROPERTIES = frozenset(f"owl:{end}{kind}Property" for end in ("top", "bottom") for kind in ("Object", "Data"))
_PHRASES = {CLASS: "a class", DATATYPE: "a datatype", OBJECT: "an object property", DATA: "a data property"}
_PHRASES[ANNOTATION] = "an annotation property"


class Grammar:
    """Says, for an ontology, why an expression may not stand in a place; each reason is a clause without its stop."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology

    def check_class(self, expression: Expression, side: Side) -> Iterator[str]:
        """Yield why a class expression may not stand on a side."""
        if expression.kind == "class":
            yield from self._check_class_name(expression.node, side)
        elif expression.kind == "datatype":
            yield f"{expression} is a datatype, and a class is wanted {side.value}"
        elif expression.kind == "broken":
            yield f"{expression} is not written as any class expression that OWL knows"
        elif expression.kind not in _ALLOWED[side]:
            yield f"{expression} may not stand {side.value}"
        else:
            yield from self._check_inside(expression, _ALLOWED[side][expression.kind])

    def _check_class_name(self, name: Term, side: Side) -> Iterator[str]:
        if shorten(name.value) == "owl:Thing":
            yield f"owl:Thing may not stand {side.value}"
        yield from self.check_name(name, CLASS)

    def _check_inside(self, expression: Expression, inside: Side) -> Iterator[str]:
        if expression.property:
            yield from self.check_property(expression.property, OBJECT, DATA)
        is_data = self._is_data(expression.property)
        if any(isinstance(value, Literal) != is_data for value in expression.values):
            misplaced, wanted = ("an individual", "a literal") if is_data else ("a literal", "an individual")
            yield f"{expression} has {misplaced} in the place of {wanted}"
        if expression.kind == "max" and expression.number not in _ZERO_OR_ONE:
            yield f"{expression} counts to {expression.number}; only 0 and 1 may be counted to"
        for part in expression.parts:
            if is_data:
                yield from self.check_data_range(part)
            elif expression.kind not in _FILLED_BY_THING or shorten(part.node.value) != "owl:Thing":
                yield from self.check_class(part, inside)

    def _is_data(self, property_: Property | None) -> bool:
        return property_ is not None and DATA in self._ontology.kinds(property_.name)

    def check_data_range(self, expression: Expression) -> Iterator[str]:
        """Yield why a data range may not stand where one is wanted: a datatype or an intersection of them may."""
        if expression.kind == "and":
            for part in expression.parts:
                yield from self.check_data_range(part)
        elif expression.kind == "class":
            yield f"{expression} is no datatype"
        elif expression.kind != "datatype":
            yield f"{expression} may not be a data range; a datatype or an intersection of datatypes may"
        elif expression.node.value not in RL_DATATYPES and not self._is_defined(expression.node):
            yield f"{expression} is no datatype of OWL 2 RL"

    def _is_defined(self, datatype: Term) -> bool:
        return bool(self._ontology.values(datatype, "owl:equivalentClass"))

    def check_property(self, property_: Property, *kinds: str) -> Iterator[str]:
        """Yield why a property expression may not stand where a property of one of these kinds is wanted."""
        short = shorten(property_.name.value)
        if short in _EXTREME_PROPERTIES:
            yield f"{short} is no property of OWL 2 RL"
            return
        if property_.is_inverse:
            kinds = (OBJECT,)
        yield from self.check_name(property_.name, *kinds)

    def check_name(self, name: Term, *kinds: str) -> Iterator[str]:
        """Yield why a name may not stand where one of these kinds is wanted: it is not declared so."""
        declared = self._ontology.kinds(name)
        if declared.isdisjoint(kinds):
            wanted = _PHRASES[kinds[0]] if len(kinds) == 1 else "a property"
            known = " and ".join(sorted(_PHRASES[kind] for kind in declared & _PHRASES.keys()))
            instead = f"it is declared as {known}" if known else "it is not declared"
            yield f"{compact(name.value)} stands where {wanted} is wanted, and {instead}"
