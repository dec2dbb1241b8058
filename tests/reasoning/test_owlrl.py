"""The closure is what owlrl gives, of things and of classes; where owlrl is wrong, the specification decides."""

from __future__ import annotations

import pytest

from .random_ontologies import write_equalities, write_ontology
from .small_graphs import close, close_with_owlrl, close_with_rules, read_graph, shorten, shorten_all

_SEEDS = range(14)


@pytest.mark.parametrize("seed", _SEEDS)
def test_random_ontologies_close_as_with_owlrl(seed: int) -> None:
    quads = read_graph(write_ontology(seed))
    assert close_with_rules(quads) == close_with_owlrl(quads)


@pytest.mark.parametrize("seed", [3, 8])
def test_many_equal_things_close_as_with_owlrl(seed: int) -> None:
    quads = read_graph(write_ontology(seed, axioms=8, facts=8) + write_equalities(seed))
    assert close_with_rules(quads) == close_with_owlrl(quads)


def test_owlrl_takes_a_key_of_one_property_for_shared_by_all() -> None:
    text = ':C owl:hasKey ( :code ) . :a a :C ; :code "A" . :b a :C ; :code "B" .'
    assert "a sameAs b" in {shorten(triple) for triple in close_with_owlrl(read_graph(text))}
    assert shorten_all(close(text)) == set()


def test_owlrl_skips_the_last_of_several_keys() -> None:
    text = ':C owl:hasKey ( :first :last ) . :a a :C ; :first "x" ; :last "1" . :b a :C ; :first "x" ; :last "2" .'
    assert "a sameAs b" in {shorten(triple) for triple in close_with_owlrl(read_graph(text))}
    assert shorten_all(close(text)) == set()


def test_owlrl_skips_the_last_of_a_list_of_different_things() -> None:
    quads = read_graph("[] a owl:AllDifferent ; owl:members ( :a :b :c ) . :a owl:sameAs :c .")
    assert not [triple for triple in close_with_owlrl(quads) if "agent-ont" in triple.predicate.value]
    assert [clash.rule for clash in close("[] a owl:AllDifferent ; owl:members ( :a :c ) . :a owl:sameAs :c .").clashes]


def test_owlrl_does_not_see_that_a_plain_literal_is_a_string() -> None:
    text = '[ owl:onProperty :p ; owl:someValuesFrom xsd:string ] rdfs:subClassOf :C . :a :p "x" .'
    assert "a type C" not in {shorten(triple) for triple in close_with_owlrl(read_graph(text))}
    assert "a type C" in shorten_all(close(text))
