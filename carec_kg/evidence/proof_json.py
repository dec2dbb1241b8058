"""Proofs for JSON: the steps of each, premises first, with the passages that they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.evidence.citation import cite_all
from carec_kg.iris import compact
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.reasoning.proof import Explanation, NotInGraph, Stated, cited_graphs, list_steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carec_kg.evidence.proof_words import ProofWords
    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term, Triple
    from carec_kg.reasoning.proof import ClashProof, NearMiss, Proof
    from carec_kg.reasoning.rules import Rule

Labels = dict["Term", str]


def to_dict(found: Explanation | NotInGraph | ClashProof, engine: Engine, words: ProofWords) -> dict[str, Any]:
    """Return an explanation for JSON; ``kind`` is "proved", "not-in-graph" or "contradiction".

    A proof is a list of steps, each with its number in ``id``; the last is the conclusion, premises are given by
    number. A term is an object with ``iri`` (or ``value``, ``datatype``, ``language``) and ``label``. ``citations`` are
    by graph, each graph once.
    """
    labels = words.read_labels(find_terms(found))
    if isinstance(found, NotInGraph):
        return {
            "kind": "not-in-graph",
            "triple": write_triple(found.triple, labels),
            "saysNothing": found.says_nothing,
            "nearMisses": [_write_miss(miss, labels) for miss in found.near_misses],
            "complete": found.is_complete,
        }
    if isinstance(found, Explanation):
        return {**write_proved(found, labels), "citations": _write_citations(engine, found.proofs, words.language)}
    return {
        "kind": "contradiction",
        "rule": _write_rule(found.rule),
        "message": found.clash.message,
        "terms": {name: write_term(term, labels) for name, term in found.clash.terms},
        "steps": _write_steps(found.premises, labels),
        "citations": _write_citations(engine, found.premises, words.language),
    }


def write_proved(found: Explanation, labels: Labels) -> dict[str, Any]:
    """Return proofs for JSON, without citations; ``labels`` has words for all of their terms."""
    return {
        "kind": "proved",
        "triple": write_triple(found.triple, labels),
        "proofs": [_write_steps([proof], labels) for proof in found.proofs],
        "shortest": found.is_shortest,
        "more": found.has_more,
    }


def find_terms(found: Explanation | NotInGraph | ClashProof) -> list[Term]:
    """Return the terms of an explanation, which need words."""
    if isinstance(found, NotInGraph):
        return [*found.triple, *(term for miss in found.near_misses for term in _find_terms_of_miss(miss))]
    if isinstance(found, Explanation):
        return [term for step in list_all(found.proofs) for term in step.triple]
    inside = [term for step in list_all(found.premises) for term in step.triple]
    return inside + [term for _, term in found.clash.terms]


def _find_terms_of_miss(miss: NearMiss) -> list[Term]:
    terms = [place for place in miss.missing if not isinstance(place, str)]
    terms += [term for triple in miss.held for term in triple]
    return terms + [term for inner in miss.because for term in _find_terms_of_miss(inner)]


def list_all(proofs: Sequence[Proof]) -> list[Proof]:
    """Return the steps of all proofs, each proof for itself: two of them may prove one triple in two ways."""
    return [step for proof in proofs for step in list_steps([proof])]


def _write_citations(engine: Engine, proofs: Sequence[Proof], language: str) -> dict[str, Any]:
    graphs = sorted({name for proof in proofs for name in cited_graphs([proof])})
    return {iri: citation.to_dict() for iri, citation in cite_all(engine, graphs, language).items()}


def _write_steps(proofs: Sequence[Proof], labels: Labels) -> list[dict[str, Any]]:
    steps = list_steps(proofs)
    numbers = {step.triple: number for number, step in enumerate(steps)}
    return [_write_step(step, numbers, labels) for step in steps]


def _write_step(step: Proof, numbers: Mapping[Triple, int], labels: Labels) -> dict[str, Any]:
    head = {"id": numbers[step.triple], "triple": write_triple(step.triple, labels)}
    if isinstance(step, Stated):
        return {**head, "statedIn": list(step.graphs)}
    premises = [numbers[premise.triple] for premise in step.premises]
    return {**head, "round": step.round, "rule": _write_rule(step.rule), "premises": premises}


def _write_rule(rule: Rule) -> dict[str, Any]:
    return {"name": rule.name, "table": rule.table, "says": rule.says}


def write_triple(triple: Triple, labels: Labels) -> dict[str, Any]:
    """Return a triple as an object for JSON."""
    names = ("subject", "predicate", "object")
    return {name: write_term(term, labels) for name, term in zip(names, triple, strict=True)}


def write_term(term: Term | str, labels: Labels) -> dict[str, str]:
    """Return a term, or the name of a variable, as an object for JSON."""
    if isinstance(term, str):
        return {"variable": term.removeprefix("?")}
    if isinstance(term, Literal):
        language = {"language": term.language} if term.language else {}
        return {"value": term.value, "datatype": term.datatype, **language, "label": labels[term]}
    name = {"name": compact(term.value)} if isinstance(term, Iri) else {}
    return {"iri": term.value, **name, "label": labels[term]}


def _write_miss(miss: NearMiss, labels: Labels) -> dict[str, Any]:
    names = ("subject", "predicate", "object")
    return {
        "rule": _write_rule(miss.rule),
        "missing": {name: write_term(place, labels) for name, place in zip(names, miss.missing, strict=True)},
        "held": [write_triple(triple, labels) for triple in miss.held],
        "matches": miss.matches,
        "because": [_write_miss(inner, labels) for inner in miss.because],
    }
