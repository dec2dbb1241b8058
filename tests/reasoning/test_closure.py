"""The closure as a whole: rounds, order, lexical forms, and what stays out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carec_kg.graph.workbench import Workbench
from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Literal, Quad, Triple, text_literal
from carec_kg.reasoning.chains import expand_chains
from carec_kg.reasoning.closure import InferredTriple, infer
from carec_kg.reasoning.triviality import is_trivial
from carec_kg.reasoning.versions import write_body

from .random_ontologies import write_ontology
from .small_graphs import EXAMPLE, RULES, close, read_graph, shorten, shorten_all

if TYPE_CHECKING:
    from random import Random

XSD = PREFIXES["xsd"]


def infer_naively(quads: list[Quad]) -> list[InferredTriple]:
    """Run every rule over everything in each round: slow, and plainly what rounds are to mean."""
    known = {quad.triple for quad in quads}
    found: list[InferredTriple] = []
    for number in range(1, 50):
        bench = Workbench(Quad(*triple) for triple in known)
        fresh: dict[Triple, str] = {}
        for rule in (rule for rule in RULES if rule.head):
            for variant in expand_chains(rule, bench) if rule.expand else [rule]:
                head = " ".join(map(str, variant.head))
                answer = bench.query(f"CONSTRUCT {{ {head} }} WHERE {{ {write_body(variant.body)} }}")
                for triple in getattr(answer, "triples", []):
                    if triple not in known and not is_trivial(triple):
                        fresh.setdefault(triple, rule.name)
        if not fresh:
            return sorted(found, key=str)
        known |= fresh.keys()
        found += [InferredTriple(triple, number, rule) for triple, rule in fresh.items()]
    pytest.fail("no fixpoint within 50 rounds")


@pytest.mark.parametrize("seed", range(100, 108))
def test_reading_only_what_is_new_gives_the_same_triples_rounds_and_rules(seed: int) -> None:
    quads = read_graph(write_ontology(seed))
    assert sorted(infer(quads, RULES).triples, key=str) == infer_naively(quads)


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(200, 230))
def test_order_repetition_and_graphs_of_the_input_do_not_matter(random: Random, seed: int) -> None:
    quads = read_graph(write_ontology(seed))
    other = [quad._replace(graph=f"http://example.org/{random.randrange(3)}") for quad in quads] + quads[:5]
    random.shuffle(other)
    assert infer(other, RULES) == infer(quads, RULES)


@settings(max_examples=8, deadline=None)
@given(st.integers(300, 330))
def test_the_closure_of_a_closure_adds_nothing(seed: int) -> None:
    quads = read_graph(write_ontology(seed))
    closure = infer(quads, RULES)
    again = infer([*quads, *(Quad(*item.triple) for item in closure.triples)], RULES)
    assert again.triples == []
    assert again.clashes == closure.clashes


@settings(max_examples=8, deadline=None)
@given(st.integers(400, 430))
def test_the_closure_holds_plain_triples_that_say_something_new(seed: int) -> None:
    quads = read_graph(write_ontology(seed))
    asserted = {quad.triple for quad in quads}
    triples = [item.triple for item in infer(quads, RULES).triples]
    assert len(triples) == len(set(triples))
    assert asserted.isdisjoint(triples)
    assert not [triple for triple in triples if is_trivial(triple)]
    assert {type(term) for triple in triples for term in (triple.subject, triple.predicate)} <= {Iri}


def test_a_triple_has_the_round_of_its_shortest_derivation() -> None:
    text = ":p a owl:TransitiveProperty . " + " ".join(f":n{i} :p :n{i + 1} ." for i in range(5))
    rounds = {shorten(item.triple): item.round for item in close(text).triples}
    assert rounds == {
        **{f"n{i} p n{i + 2}": 1 for i in range(4)},
        **{f"n{i} p n{i + 3}": 2 for i in range(3)},
        **{f"n{i} p n{i + 4}": 2 for i in range(2)},
        "n0 p n5": 3,
    }


def test_of_two_rules_in_one_round_the_first_is_named() -> None:
    text = ":p rdfs:domain :C . :B rdfs:subClassOf :C . :a a :B ; :p :b ."
    assert [(shorten(item.triple), item.rule) for item in close(text).triples] == [("a type C", "cax-sco")]
    backwards = infer(read_graph(text), RULES[::-1])
    assert [item.rule for item in backwards.triples] == ["prp-dom"]


def test_the_triples_are_sorted_by_round_and_terms() -> None:
    closure = close(":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :b a :A . :a a :A .")
    assert [(item.round, shorten(item.triple)) for item in closure.triples] == [
        (1, "A subClassOf C"),
        (1, "a type B"),
        (1, "b type B"),
        (2, "a type C"),
        (2, "b type C"),
    ]


def test_nothing_follows_from_nothing() -> None:
    closure = infer([], RULES)
    assert (closure.triples, closure.clashes, closure.is_consistent) == ([], [], True)


@pytest.mark.parametrize(
    "text",
    [
        ":a owl:sameAs :a .",
        ":C a owl:Class . :p a owl:ObjectProperty .",
        ":p rdfs:range owl:Thing . :a :p :b .",
        ":A rdfs:subClassOf owl:Thing . :x a :A . :p rdfs:domain :A .",
        ':p rdfs:range xsd:string . :a :p "x" .',
        ':p owl:inverseOf :q . :a :p "x" .',
    ],
)
def test_what_holds_of_everything_and_what_is_no_rdf_stays_out(text: str) -> None:
    assert shorten_all(close(text)) <= {"a type A"}
    assert close(text).triples == []


def test_an_inferred_literal_is_spelled_as_it_was_asserted() -> None:
    written = {Literal("322.40", XSD + "decimal"), Literal("007", XSD + "integer"), text_literal("t", "en-GB")}
    facts = [Quad(Iri(EXAMPLE + "a"), Iri(EXAMPLE + "p"), literal) for literal in written]
    closure = infer([*read_graph(":p rdfs:subPropertyOf :q ."), *facts], RULES)
    assert {item.triple.object for item in closure.triples} == written


def test_an_asserted_triple_in_other_lexical_clothes_is_not_inferred() -> None:
    assert close(":p rdfs:subPropertyOf :q . :a :p 1.50 ; :q 1.5 .").triples == []
    assert close(":p rdfs:subPropertyOf :q . :a :p 1.5 ; :q 1.50 .").triples == []


def test_an_inverse_property_without_a_name_takes_part_in_chains() -> None:
    closure = close(
        ":uncle owl:propertyChainAxiom ( [ owl:inverseOf :child ] :brother ) . :m :child :x ; :brother :u ."
    )
    assert "x uncle u" in shorten_all(closure)


def test_blank_nodes_that_are_left_count_as_names() -> None:
    text = "@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
    restriction = "[ owl:onProperty :p ; owl:hasValue :v ] owl:equivalentClass :C . :a :p :v . [] :p :v ."
    quads = parse(f"{text} {restriction}".encode(), TURTLE, "text")
    typed = [item.triple for item in infer(quads, RULES).triples if item.triple.predicate == Iri(RDF_TYPE)]
    assert len(typed) == 4
    assert Triple(Iri("http://example.org/a"), Iri(RDF_TYPE), Iri("http://example.org/C")) in typed


def test_a_list_that_changes_by_equality_is_read_again() -> None:
    closure = close(":C owl:intersectionOf ( :A :B ) . :B owl:sameAs :D . :x a :A , :D .")
    assert "x type C" in shorten_all(closure)


def test_a_chain_that_follows_from_equality_is_written_out() -> None:
    closure = close(":p owl:propertyChainAxiom ( :q :r ) . :q owl:sameAs :s . :a :s :b . :b :r :c .")
    assert "a p c" in shorten_all(closure)


def test_the_small_graph_of_the_tests_closes_without_a_clash(small_quads: tuple[Quad, ...]) -> None:
    closure = infer(small_quads, RULES)
    assert closure.is_consistent
    assert closure.triples
