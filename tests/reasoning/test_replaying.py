"""Replaying: a proof that is not one is refused, with the step and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carec_kg.iris import PREFIXES
from carec_kg.reasoning.proof import Derived, Stated
from carec_kg.reasoning.replaying import find_clash_flaw, find_flaw

from .proof_graphs import graph_of, triple_of
from .small_graphs import RULES

_TEXTS = {
    "a a D": ":a a :C . :C rdfs:subClassOf :D .",
    "a r c": ":a :p :b . :b :q :c . :r owl:propertyChainAxiom ( :p :q ) .",
    "a a I": ":I owl:intersectionOf ( :C :D :E ) . :a a :C , :D , :E .",
    "a s c": ":a :p :b . :b :p :c . :p a owl:TransitiveProperty ; rdfs:subPropertyOf :s .",
}


def _proof(asked: str) -> Derived:
    proof = graph_of(_TEXTS[asked]).explain(asked).proofs[0]
    assert isinstance(proof, Derived)
    assert find_flaw(proof, RULES) == ""
    return proof


@pytest.mark.parametrize("asked", _TEXTS)
def test_a_proof_that_lacks_a_premise_is_refused(asked: str) -> None:
    proof = _proof(asked)
    for place in range(len(proof.premises)):
        fewer = replace(proof, premises=proof.premises[:place] + proof.premises[place + 1 :])
        assert find_flaw(fewer, RULES) != ""


def test_a_for_every_that_leaves_out_the_rest_of_a_list_is_refused() -> None:
    proof = _proof("a a I")
    rest, first = (PREFIXES["rdf"] + name for name in ("rest", "first"))
    cells = [p.triple.subject for p in proof.premises if p.triple.predicate.value in {rest, first}]
    last = [p for p in proof.premises if p.triple.predicate.value == rest][-1].triple
    cut = tuple(p for p in proof.premises if p.triple.subject != last.subject)
    assert len(set(cells)) == 3
    assert "not whole" in find_flaw(replace(proof, premises=cut), RULES)


def test_a_conclusion_that_does_not_follow_is_refused() -> None:
    proof = _proof("a r c")
    assert "does not give it" in find_flaw(replace(proof, triple=triple_of("a r b")), RULES)


def test_a_circle_is_refused() -> None:
    proof = _proof("a s c")
    inner = next(premise for premise in proof.premises if isinstance(premise, Derived))
    assert "it rests on itself" in find_flaw(
        replace(proof, premises=(*proof.premises, Stated(proof.triple, ()))), RULES
    )
    late = replace(proof, premises=tuple(replace(inner, round=9) if p is inner else p for p in proof.premises))
    graph = graph_of(_TEXTS["a s c"] + " :s rdfs:subPropertyOf :t . :t rdfs:domain :D .")
    above = graph.explain("a a D", proofs=9).proofs[-1]
    assert isinstance(above, Derived)
    assert find_flaw(above, RULES) == ""
    assert "not of a lower round" in find_flaw(_put(above, late), RULES)


def _put(proof: Derived, inner: Derived) -> Derived:
    """Return a proof with another proof of a triple wherever it is a premise."""
    premises = [_put(premise, inner) if isinstance(premise, Derived) else premise for premise in proof.premises]
    return replace(proof, premises=tuple(inner if p.triple == inner.triple else p for p in premises))


def test_a_rule_that_is_not_there_is_refused() -> None:
    proof = _proof("a a D")
    assert "there is no rule" in find_flaw(proof, [rule for rule in RULES if rule.name != "cax-sco"])


def test_a_contradiction_without_one_of_its_premises_is_refused() -> None:
    graph = graph_of(":C owl:disjointWith :D . :a a :C , :D .")
    proof = graph.prover.prove_clash(graph.closure.clashes[0])
    assert find_clash_flaw(proof, RULES) == ""
    for place in range(3):
        fewer = replace(proof, premises=proof.premises[:place] + proof.premises[place + 1 :])
        assert "no contradiction" in find_clash_flaw(fewer, RULES)
