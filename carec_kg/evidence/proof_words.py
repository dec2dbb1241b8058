"""The words of a proof: labels for its terms, and a phrase for what has no name, such as a restriction or a list."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from carec_kg.iris import GENID, ONTOLOGY_GRAPH, PREFIXES, RDF_TYPE, compact
from carec_kg.rdf.terms import Iri, Literal, Triple
from carec_kg.rdf.turtle import write_term
from carec_kg.reasoning.expressions import BROKEN, read_expression
from carec_kg.reasoning.ontology import Ontology

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term

_LABELS = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel")
_AXIOMS = f"SELECT ?s ?p ?o WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?s ?p ?o }} }}"
#: Words for the terms of OWL and RDF that premises are made of.
_OWN_WORDS = {
    RDF_TYPE: "is a",
    **{PREFIXES["rdfs"] + name: words for name, words in (
        ("subClassOf", "is a kind of"), ("subPropertyOf", "implies"),
        ("domain", "is said of a"), ("range", "has as value a"),
    )},
    **{PREFIXES["owl"] + name: words for name, words in (
        ("sameAs", "is the same as"), ("differentFrom", "is different from"), ("inverseOf", "is the inverse of"),
        ("equivalentClass", "is equivalent to"), ("equivalentProperty", "is equivalent to"),
        ("propertyChainAxiom", "follows from the chain"), ("hasKey", "is told apart by"),
        ("disjointWith", "is disjoint with"), ("propertyDisjointWith", "is disjoint with"),
        ("intersectionOf", "is the intersection of"), ("unionOf", "is the union of"), ("oneOf", "is one of"),
        ("complementOf", "is the complement of"), ("members", "lists"), ("distinctMembers", "lists"),
        ("onProperty", "is about"), ("hasValue", "asks for the value"), ("someValuesFrom", "asks for some value from"),
        ("allValuesFrom", "asks that all values are from"), ("onClass", "counts values from"),
        ("maxCardinality", "allows values up to"), ("maxQualifiedCardinality", "allows values up to"),
        ("TransitiveProperty", "transitive property"), ("SymmetricProperty", "symmetric property"),
        ("AsymmetricProperty", "asymmetric property"), ("IrreflexiveProperty", "irreflexive property"),
        ("FunctionalProperty", "functional property"), ("Class", "class"), ("Nothing", "nothing"), ("Thing", "thing"),
        ("InverseFunctionalProperty", "inverse functional property"), ("AllDifferent", "list of different things"),
        ("AllDisjointClasses", "list of disjoint classes"), ("AllDisjointProperties", "list of disjoint properties"),
    )},
}  # fmt: skip


class ProofWords:
    """Words for terms in one language; made once for a graph, before any question."""

    def __init__(self, engine: Engine, language: str = "en") -> None:
        """Read the ontology's axioms, which name what has no name of its own; labels are read when asked for."""
        self._engine = engine
        self.language = language
        self._ontology = Ontology(
            Triple(subject, predicate, value)
            for subject, predicate, value in engine.select(_AXIOMS).rows
            if isinstance(predicate, Iri) and value and subject and not isinstance(subject, Literal)
        )

    def speak(self, language: str) -> ProofWords:
        """Return the words in another language; the axioms are not read again."""
        if language == self.language:
            return self
        words = copy(self)
        words.language = language
        return words

    def read_labels(self, terms: Iterable[Term]) -> dict[Term, str]:
        """Return words for terms: a label in the language, in English, or in any; else the short form of the IRI."""
        distinct = list(dict.fromkeys(terms))
        labels = self._ask([term for term in distinct if isinstance(term, Iri) and _may_have_label(term)])
        return {term: labels.get(term) or self._phrase(term) for term in distinct}

    def _ask(self, terms: list[Iri]) -> dict[Term, str]:
        if not terms:
            return {}
        properties = "|".join(f"<{name}>" for name in _LABELS)
        values = " ".join(map(str, terms))
        rows = self._engine.select(
            f"SELECT ?s ?label WHERE {{ VALUES ?s {{ {values} }} ?s {properties} ?label FILTER(isLiteral(?label)) }}"
        ).rows
        found: dict[Term, list[Literal]] = {}
        for term, label in rows:
            if term and isinstance(label, Literal):
                found.setdefault(term, []).append(label)
        return {term: min(labels, key=self._order).value for term, labels in found.items()}

    def _order(self, label: Literal) -> tuple[int, str]:
        ranks = {self.language: 0, "en": 1, None: 2}
        return ranks.get(label.language, 3), label.value

    def _phrase(self, term: Term) -> str:
        if isinstance(term, Literal):
            return term.value if term.language else write_term(term, set())
        if term.value in _OWN_WORDS:
            return _OWN_WORDS[term.value]
        if not term.value.startswith(GENID):
            return compact(term.value)
        members = self._ontology.members(term)
        if members:
            return "(" + ", ".join(self.read_labels(members).values()) + ")"
        expression = read_expression(self._ontology, term)
        return f"what is {expression}" if expression.kind != BROKEN else compact(term.value)


def _may_have_label(term: Iri) -> bool:
    return term.value not in _OWN_WORDS and not term.value.startswith(GENID)
