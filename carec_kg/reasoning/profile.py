"""The profile check: every axiom of an ontology is one of OWL 2 RL (OWL 2 Profiles, section 4.2)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import compact
from carec_kg.rdf.terms import Literal
from carec_kg.reasoning.axioms import Axiom, read_axioms
from carec_kg.reasoning.grammar import Grammar, Side
from carec_kg.reasoning.hierarchy import check_hierarchy
from carec_kg.reasoning.ontology import ANNOTATION, CLASS, DATA, DATATYPE, OBJECT, Ontology, is_built_in

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
#: Characteristics that a data property may have too; the others are for object properties.
_FOR_DATA_TOO = frozenset(["owl:FunctionalProperty", "owl:AllDisjointProperties", "owl:NegativePropertyAssertion"])
_FOR_OBJECTS = frozenset(["owl:inverseOf", "owl:propertyChainAxiom"])
#: Kinds of names that exclude each other (OWL 2 Structural Specification, section 5.8.1).
_EXCLUSIVE = (frozenset([OBJECT, DATA, ANNOTATION]), frozenset([CLASS, DATATYPE]))


@dataclass(frozen=True, slots=True)
class ProfileFinding:
    """An axiom that is not one of OWL 2 RL: the axiom in words, the term that states it, and why not."""

    axiom: str
    where: Term
    why: str

    @property
    def message(self) -> str:
        """Return the finding as one sentence."""
        return f"{self.axiom}: {self.why}."


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
    grammar = Grammar(ontology)
    axioms = tuple(read_axioms(ontology))
    findings = [
        ProfileFinding(axiom.words, axiom.subject, why)
        for axiom in axioms
        for why in dict.fromkeys([*_check_axiom(axiom, ontology, grammar), *_check_triple_kinds(axiom, ontology)])
    ]
    findings += [ProfileFinding(axiom.words, axiom.subject, why) for axiom, why in check_hierarchy(axioms)]
    findings += [*_check_punning(ontology), *_check_assertions(ontology)]
    return ProfileReport(axioms, tuple(findings))
