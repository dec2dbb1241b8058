"""The profile check: every axiom of an ontology is one of OWL 2 RL (OWL 2 Profiles, section 4.2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import compact
from carec_kg.rdf.terms import Literal
from carec_kg.reasoning.axioms import ASSERTION, Axiom, read_axioms
from carec_kg.reasoning.grammar import Grammar, Side
from carec_kg.reasoning.hierarchy import check_hierarchy
from carec_kg.reasoning.ontology import (
    ANNOTATION,
    CLASS,
    DATA,
    DATATYPE,
    OBJECT,
    VOCABULARY,
    Ontology,
    is_built_in,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.rdf.terms import Quad, Term, Triple

_SIDES = {
    "rdfs:subClassOf": (Side.SUB, Side.SUPER),
    "owl:equivalentClass": (Side.EQUIVALENT, Side.EQUIVALENT),
    "owl:disjointWith": (Side.SUB, Side.SUB),
}
_SIDE = {"owl:AllDisjointClasses": Side.SUB, "owl:hasKey": Side.SUB, "rdf:type": Side.SUPER}
_NOT_IN_RL = {
    "owl:disjointUnionOf": "OWL 2 RL has no disjoint unions",
    "owl:ReflexiveProperty": "OWL 2 RL has no reflexive properties",
}
#: The kinds of properties that an axiom may be about; for the others only object properties.
_WANTED = {
    **dict.fromkeys(["rdfs:domain", "rdfs:range", "rdfs:subPropertyOf"], (OBJECT, DATA, ANNOTATION)),
    **dict.fromkeys(
        ["owl:equivalentProperty", "owl:propertyDisjointWith", "owl:AllDisjointProperties"], (OBJECT, DATA)
    ),
    **dict.fromkeys(
        ["owl:FunctionalProperty", "owl:hasKey", "owl:NegativePropertyAssertion", ASSERTION], (OBJECT, DATA)
    ),
}
#: Axioms whose properties are all of one kind.
_OF_ONE_KIND = frozenset(
    ["rdfs:subPropertyOf", "owl:equivalentProperty", "owl:propertyDisjointWith", "owl:AllDisjointProperties"]
)
_PROPERTY_KINDS = frozenset([OBJECT, DATA, ANNOTATION])
#: Kinds of names that exclude each other (OWL 2 Structural Specification, section 5.8.1).
_EXCLUSIVE = (_PROPERTY_KINDS, frozenset([CLASS, DATATYPE]))


@dataclass(frozen=True, slots=True)
class ProfileFinding:
    """An axiom that is not one of OWL 2 RL: the axiom in words, its subject, and the reason."""

    axiom: str
    subject: Term
    reason: str

    @property
    def message(self) -> str:
        """Return the finding as one sentence."""
        return f"{self.axiom}: {self.reason}."


@dataclass(frozen=True, slots=True)
class ProfileReport:
    """What was checked, axiom by axiom, and what was found."""

    axioms: tuple[Axiom, ...]
    findings: tuple[ProfileFinding, ...]

    @property
    def is_in_profile(self) -> bool:
        """Return whether every axiom is one of OWL 2 RL."""
        return not self.findings

    def count(self) -> dict[str, int]:
        """Return how many axioms of each kind were checked, by what states them, sorted."""
        return dict(sorted(Counter(axiom.stated_by for axiom in self.axioms).items()))


def check_profile(triples: Iterable[Triple | Quad]) -> ProfileReport:
    """Check an ontology, its imports included, axiom by axiom; blank nodes may have Skolem IRIs or not.

    Beside the grammar of section 4.2 the check holds OWL 2's own restrictions: names are declared and not of two
    kinds that exclude each other, and the property hierarchy is simple and regular where it has to be.
    """
    ontology = Ontology(triples)
    checker = _Checker(ontology)
    axioms = tuple(read_axioms(ontology))
    findings = [ProfileFinding(axiom.words, axiom.subject, why) for axiom in axioms for why in checker.check(axiom)]
    findings += [ProfileFinding(axiom.words, axiom.subject, why) for axiom, why in check_hierarchy(axioms)]
    return ProfileReport(axioms, (*findings, *_check_names(ontology)))


class _Checker:
    """Checks one axiom after the other; what is wrong with the predicate of assertions is said once."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._grammar = Grammar(ontology)
        self._said: set[str] = set()

    def check(self, axiom: Axiom) -> list[str]:
        """Return why an axiom is none of OWL 2 RL, each reason once."""
        stated_by = axiom.stated_by
        if stated_by in _NOT_IN_RL:
            return [_NOT_IN_RL[stated_by]]
        if stated_by == ASSERTION:
            return self._check_assertion(axiom)
        if stated_by in {"rdfs:domain", "rdfs:range"}:
            whys = [*self._check_properties(axiom), *self._check_place(axiom)]
        else:
            whys = [*self._check_properties(axiom), *self._check_classes(axiom)]
        return list(dict.fromkeys(whys))

    def _check_classes(self, axiom: Axiom) -> Iterator[str]:
        kinds = [expression.kind for expression in axiom.classes]
        if axiom.stated_by == "owl:equivalentClass" and kinds[0] == "datatype":
            yield from self._grammar.check_data_range(axiom.classes[1])
        elif axiom.stated_by in _SIDES:
            for expression, side in zip(axiom.classes, _SIDES[axiom.stated_by], strict=True):
                yield from self._grammar.check_class(expression, side)
        elif axiom.stated_by in _SIDE:
            for expression in axiom.classes:
                yield from self._grammar.check_class(expression, _SIDE[axiom.stated_by])

    def _check_place(self, axiom: Axiom) -> Iterator[str]:
        """Yield why a domain or range may not be one; those of annotation properties mean nothing in OWL."""
        kinds = self._kinds(axiom)
        if kinds == {DATA} and axiom.stated_by == "rdfs:range":
            yield from self._grammar.check_data_range(axiom.classes[0])
        elif kinds != {ANNOTATION}:
            yield from self._grammar.check_class(axiom.classes[0], Side.SUPER)

    def _check_properties(self, axiom: Axiom) -> Iterator[str]:
        wanted = _WANTED.get(axiom.stated_by, (OBJECT,))
        for property_ in axiom.properties:
            if property_ is None:
                yield "a property is missing, or a list of properties is broken"
            else:
                yield from self._grammar.check_property(property_, *wanted)
        if axiom.stated_by in _OF_ONE_KIND and len(self._kinds(axiom)) > 1:
            yield "properties of different kinds are mixed"

    def _check_assertion(self, axiom: Axiom) -> list[str]:
        whys = [why for why in self._check_properties(axiom) if why not in self._said]
        self._said.update(whys)
        kinds = self._kinds(axiom)
        if isinstance(axiom.value, Literal) and kinds == {OBJECT}:
            whys.append("an object property has a literal as value")
        elif not isinstance(axiom.value, Literal) and kinds == {DATA}:
            whys.append("a data property has a thing as value")
        return whys

    def _kinds(self, axiom: Axiom) -> set[str]:
        """Return the kinds of the properties of an axiom."""
        return {
            kind
            for property_ in axiom.properties
            if property_
            for kind in self._ontology.kinds(property_.name) & _PROPERTY_KINDS
        }


def _check_names(ontology: Ontology) -> Iterator[ProfileFinding]:
    """Yield the names of two kinds that exclude each other, and terms that OWL's namespaces do not have."""
    for name in dict.fromkeys(triple.subject for triple in ontology.triples):
        for exclusive in _EXCLUSIVE:
            kinds = sorted(ontology.kinds(name) & exclusive)
            if len(kinds) > 1:
                yield ProfileFinding(
                    f"{compact(name.value)} is declared as {' and '.join(kinds)}", name, "one name may not be both"
                )
    for triple in ontology.triples:
        predicate = shorten(triple.predicate.value)
        if is_built_in(triple.predicate) and predicate not in VOCABULARY:
            yield ProfileFinding(f"{predicate} is used", triple.subject, "OWL 2 has no such property")
