"""What holds of everything, and so says nothing: kept out of the closure, in the engine and in Python alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES, RDF_TYPE

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Triple
    from carec_kg.reasoning.rules import Atom

_OWL, _RDFS = PREFIXES["owl"], PREFIXES["rdfs"]
#: Every thing is the same as itself, every class is below itself (rules eq-ref, scm-cls, scm-op, scm-dp).
_REFLEXIVE = (
    _OWL + "sameAs",
    _OWL + "equivalentClass",
    _OWL + "equivalentProperty",
    _RDFS + "subClassOf",
    _RDFS + "subPropertyOf",
)
#: Everything belongs to these, every class is below them (rule scm-cls).
_TOP = (_OWL + "Thing", _RDFS + "Resource")
_BELOW_TOP = (RDF_TYPE, _RDFS + "subClassOf", _RDFS + "domain", _RDFS + "range")


def is_trivial(triple: Triple) -> bool:
    """Return whether a triple only says what holds of everything.

    These are ``x sameAs x`` and its likes, and membership in or a place below ``owl:Thing`` or ``rdfs:Resource``.
    """
    predicate = triple.predicate.value
    if triple.subject == triple.object:
        return predicate in _REFLEXIVE
    return triple.object.value in _TOP and predicate in _BELOW_TOP


def write_filter(head: Atom) -> str:
    """Return the SPARQL filter that keeps trivial matches of a rule's head out; empty where there can be none."""
    trivial = [
        part
        for condition, predicates in (
            (f"sameTerm({head.subject}, {head.object})", _REFLEXIVE),
            (f"{head.object} IN ({_write_iris(_TOP)})", _BELOW_TOP),
        )
        for part in [_restrict(condition, head.predicate, predicates)]
        if part
    ]
    return f"FILTER(!({' || '.join(trivial)}))" if trivial else ""


def _restrict(condition: str, predicate: str, predicates: tuple[str, ...]) -> str:
    if predicate.startswith("?"):
        return f"({condition} && {predicate} IN ({_write_iris(predicates)}))"
    return condition if predicate[1:-1] in predicates else ""


def _write_iris(iris: tuple[str, ...]) -> str:
    return ", ".join(f"<{iri}>" for iri in iris)
