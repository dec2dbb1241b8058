"""Proofs: each construct of OWL 2 RL gives its own, down to what is stated; the shortest comes first."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carec_kg.errors import DataProblem, OutOfTime, UsageError
from carec_kg.iris import GRAPH, PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Triple
from carec_kg.reasoning.clashes import Clash
from carec_kg.reasoning.proof import Derived, Explanation, NotInGraph, Stated, cited_graphs, list_steps
from carec_kg.reasoning.replaying import find_clash_flaw, find_flaw

from .proof_graphs import FACTS, ProofGraph, graph_of, tell, triple_of, with_closure
from .random_ontologies import write_equalities, write_ontology
from .small_graphs import EXAMPLE, RULES, read_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What is given in Turtle, what is asked, the rule and its premises.
_CASES = [
    (":a a :C . :C rdfs:subClassOf :D .", "a a D", "cax-sco: C subClassOf D; a type C"),
    (":a :p :b . :p rdfs:range :C .", "b a C", "prp-rng: p range C; a p b"),
    (
        ":a :p :b . :b :q :c . :r owl:propertyChainAxiom ( :p :q ) .",
        "a r c",
        "prp-spo2: r propertyChainAxiom l1; l1 first p; l1 rest l2; l2 first q; l2 rest nil; a p b; b q c",
    ),
    (
        ":a :p :b . :r owl:propertyChainAxiom ( :p ) .",
        "a r b",
        "prp-spo2: r propertyChainAxiom l1; l1 first p; l1 rest nil; a p b",
    ),
    (
        ":I owl:intersectionOf ( :C :D ) . :a a :C , :D .",
        "a a I",
        "cls-int1: I intersectionOf l1; l1 first C; a type C; l1 rest l2; l2 rest nil; l2 first D; a type D",
    ),
    (":U owl:unionOf ( :C :D ) . :a a :D .", "a a U", "cls-uni: U unionOf l1; l1 rest l2; l2 first D; a type D"),
    (":O owl:oneOf ( :a ) .", "a a O", "cls-oo: O oneOf l1; l1 first a"),
    (
        ":M owl:hasValue :v ; owl:onProperty :p . :a :p :v .",
        "a a M",
        "cls-hv2: M hasValue v; M onProperty p; a p v",
    ),
    (
        ":p a owl:TransitiveProperty . :a :p :b . :b :p :c .",
        "a p c",
        "prp-trp: p type TransitiveProperty; a p b; b p c",
    ),
    (':d rdfs:subPropertyOf :e . :a :d "x" .', 'a e "x"', "prp-spo1: d subPropertyOf e; a d x"),
]


@pytest.mark.parametrize(("given", "asked", "proof"), _CASES, ids=[asked for _, asked, _ in _CASES])
def test_a_triple_is_proved_by_the_rule_and_its_premises_list_cells_included(
    given: str, asked: str, proof: str
) -> None:
    found = graph_of(given).explain(asked)
    first = found.proofs[0]
    assert tell(first).endswith(f"[{proof}]")
    assert find_flaw(first, RULES) == ""
    assert found.is_shortest
    assert cited_graphs(found.proofs) == (FACTS,)


_KEY = """
:C owl:hasKey ( :p :q ) . :a a :C ; :p :x ; :q "1" . :b a :C ; :p :x ; :q "1" , "2" .
"""


def test_a_key_is_proved_with_a_shared_value_of_each_of_its_properties() -> None:
    graph = graph_of(_KEY)
    same = Triple(Iri(EXAMPLE + "a"), Iri(PREFIXES["owl"] + "sameAs"), Iri(EXAMPLE + "b"))
    found = graph.prover.prove(same)
    assert isinstance(found, Explanation)
    premises = {tell(step) for step in list_steps(found.proofs)}
    assert {"a q 1", "b q 1", "a p x", "b p x", "a type C", "b type C"} <= premises
    assert find_flaw(found.proofs[0], RULES) == ""


def test_what_is_stated_is_proved_by_its_graphs_and_says_whether_it_follows_too() -> None:
    graph = graph_of(":a a :C , :D . :C rdfs:subClassOf :D .")
    found = graph.explain("a a D")
    assert [(type(proof), proof.triple) for proof in found.proofs] == [(Stated, triple_of("a a D"))]
    assert found.has_more
    both = graph.explain("a a D", proofs=2)
    assert [type(proof) for proof in both.proofs] == [Stated, Derived]
    assert not graph.explain("a a C").has_more


def test_the_shortest_proof_comes_first_and_the_others_on_demand() -> None:
    text = ":a a :A ; :p :b . :A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :p rdfs:domain :C ."
    graph = graph_of(text)
    first = graph.explain("a a C")
    assert tell(first.proofs[0]) == "a type C [prp-dom: p domain C; a p b]"
    assert first.has_more
    proofs = graph.explain("a a C", proofs=9).proofs
    assert [tell(proof).count("[") for proof in proofs] == sorted(tell(proof).count("[") for proof in proofs)
    assert len({tell(proof) for proof in proofs}) == len(proofs)
    assert all(find_flaw(proof, RULES) == "" for proof in proofs)


def test_a_premise_with_two_proofs_gives_two_proofs() -> None:
    text = """
    :a :p :b ; :q :b . :b :t :c . :p rdfs:subPropertyOf :r . :q rdfs:subPropertyOf :r .
    :s owl:propertyChainAxiom ( :r :t ) .
    """
    found = graph_of(text).explain("a s c", proofs=3)
    assert len(found.proofs) == 2
    assert not found.has_more


def test_a_circle_of_subclasses_is_proved_without_a_circle() -> None:
    graph = graph_of(":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :C rdfs:subClassOf :A . :a a :A .")
    for item in graph.closure.triples:
        found = graph.prover.prove(item.triple)
        assert isinstance(found, Explanation)
        assert find_flaw(found.proofs[0], RULES) == ""


def test_links_and_the_catalogue_are_no_premises_but_may_state_a_triple() -> None:
    link = Quad(*triple_of("a p c"), GRAPH + "links/somewhere")
    quads = [quad._replace(graph=FACTS) for quad in read_graph(":a :p :b . :p rdfs:domain :D .")]
    graph = with_closure(quads, [link])
    found = graph.explain("a a D", proofs=5)
    assert [tell(proof) for proof in found.proofs] == ["a type D [prp-dom: p domain D; a p b]"]
    assert cited_graphs(graph.explain("a p c").proofs) == (GRAPH + "links/somewhere",)


def test_a_value_is_proved_in_another_spelling() -> None:
    decimal = PREFIXES["xsd"] + "decimal"
    graph = graph_of(":a :d 1.50 . :d rdfs:subPropertyOf :e .")
    found = graph.prover.prove(Triple(Iri(EXAMPLE + "a"), Iri(EXAMPLE + "e"), Literal("1.500", decimal)))
    assert isinstance(found, Explanation)
    assert tell(found.proofs[0]) == "a e 1.5 [prp-spo1: d subPropertyOf e; a d 1.5]"


def test_a_long_chain_is_proved_though_its_proof_is_deep() -> None:
    links = " ".join(f":n{number} :next :n{number + 1} ." for number in range(90))
    text = f":first :reach :n0 . :reach owl:propertyChainAxiom ( :reach :next ) . {links}"
    found = graph_of(text).explain("first reach n90")
    assert len(list_steps(found.proofs)) > 180
    assert find_flaw(found.proofs[0], RULES) == ""


def test_time_that_is_over_before_there_is_a_proof_is_said() -> None:
    graph = graph_of(":a a :C . :C rdfs:subClassOf :D .")
    with pytest.raises(OutOfTime, match="not found in time"):
        graph.prover.prove(triple_of("a a D"), is_over=lambda: True)


def _is_over(calls: Iterator[int], limit: int) -> bool:
    """Return whether this was asked more often than the limit."""
    return next(calls) >= limit


def test_time_that_is_over_later_leaves_the_proof_that_was_found() -> None:
    text = """
    :a a :A ; :p :b . :b :q :a . :p rdfs:domain :B . :q rdfs:range :A .
    :A rdfs:subClassOf :B . :B rdfs:subClassOf :C .
    """
    graph = graph_of(text)
    outcomes = set()
    for limit in range(40):
        try:
            found = graph.prover.prove(triple_of("a a C"), is_over=partial(_is_over, count(), limit))
        except OutOfTime:
            outcomes.add("none")
            continue
        assert isinstance(found, Explanation)
        assert find_flaw(found.proofs[0], RULES) == ""
        outcomes.add("shortest" if found.is_shortest else "some")
        assert found.is_shortest or found.has_more
    assert outcomes == {"none", "some", "shortest"}


def test_a_blank_node_is_refused() -> None:
    graph = graph_of(":a a :C .")
    with pytest.raises(UsageError, match="blank node"):
        graph.prover.prove(triple_of("a a C")._replace(subject=BlankNode("b")))


@pytest.mark.parametrize("text", ["", "a b", "country/KAZ", "urn:a> ?p ?o } #", 'urn:"', "http://example.org/{a}"])
def test_what_is_no_iri_is_refused_and_never_becomes_part_of_a_query(text: str) -> None:
    graph = graph_of(":a a :C .")
    with pytest.raises(UsageError, match="no absolute IRI"):
        graph.prover.prove(triple_of("a a C")._replace(object=Iri(text)))
    with pytest.raises(UsageError, match="no absolute IRI"):
        graph.prover.prove(triple_of("a a C")._replace(object=Literal("x", text)))


def test_an_inferred_triple_without_its_rules_is_an_error_and_no_proof() -> None:
    graph = graph_of(":a a :C . :C rdfs:subClassOf :D .")
    graph.engine.update(f"DELETE DATA {{ <{EXAMPLE}C> rdfs:subClassOf <{EXAMPLE}D> }}")
    with pytest.raises(DataProblem, match="by none of these rules"):
        graph.prove("a a D")


_CLASHES = [
    ":C owl:disjointWith :D . :a a :B , :D . :B rdfs:subClassOf :C .",
    "[ a owl:AllDisjointClasses ; owl:members ( :B :C :D ) ] . :a a :B , :D .",
    ":p a owl:IrreflexiveProperty . :q rdfs:subPropertyOf :p . :a :q :a .",
    ':p a owl:FunctionalProperty . :a :p 1 , 2 .',
    ":d rdfs:range xsd:integer . :a :d \"x\" .",
    ":a :d \"x\"^^xsd:integer .",
    ":a owl:differentFrom :a .",
    ":a owl:sameAs :b . [ a owl:AllDifferent ; owl:distinctMembers ( :a :c :b ) ] .",
]  # fmt: skip


@pytest.mark.parametrize("text", _CLASHES)
def test_a_contradiction_is_proved_like_a_triple(text: str) -> None:
    graph = graph_of(text)
    assert graph.closure.clashes
    for clash in graph.closure.clashes:
        proof = graph.prover.prove_clash(clash)
        assert proof.premises
        assert find_clash_flaw(proof, RULES) == ""
        assert cited_graphs(proof.premises) == (FACTS,)


def test_a_contradiction_that_is_not_there_is_refused() -> None:
    graph = graph_of(":C owl:disjointWith :D . :a a :C , :D .")
    terms = tuple((name, Iri(EXAMPLE + value)) for name, value in (("x", "b"), ("c1", "C"), ("c2", "D")))
    for rule in ("cax-dw", "cax-sco", "no-rule"):
        with pytest.raises(DataProblem, match="check the graph again"):
            graph.prover.prove_clash(Clash(rule, "violation", "", terms))


def _prove_everything(graph: ProofGraph, proofs: int) -> None:
    for item in graph.closure.triples:
        found = graph.prover.prove(item.triple, proofs=proofs)
        assert isinstance(found, Explanation)
        assert [flaw for proof in found.proofs if (flaw := find_flaw(proof, RULES))] == []
        top = found.proofs[0]
        assert isinstance(top, Derived)
        assert top.round == item.round
    for clash in graph.closure.clashes:
        assert find_clash_flaw(graph.prover.prove_clash(clash), RULES) == ""


@given(st.integers(0, 10_000), st.integers(1, 3))
@settings(max_examples=8, deadline=None)
def test_all_that_follows_from_a_random_ontology_is_proved_and_every_proof_replayed(seed: int, proofs: int) -> None:
    _prove_everything(graph_of(write_ontology(seed, axioms=9, facts=8)), proofs)


def test_proofs_hold_where_things_are_the_same() -> None:
    _prove_everything(graph_of(write_ontology(3, axioms=5, facts=5) + write_equalities(3)), 1)


def test_what_holds_of_everything_is_said_to_be_left_out() -> None:
    graph = graph_of(":a a :C .")
    thing = Iri(PREFIXES["owl"] + "Thing")
    found = graph.prover.prove(triple_of("a a C")._replace(object=thing))
    assert isinstance(found, NotInGraph)
    assert found.says_nothing
