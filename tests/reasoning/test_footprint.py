"""Footprints: what a set of triples can match."""

from __future__ import annotations

from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.reasoning.footprint import Binding, Footprint, find_bindings, find_needs, key_of, named_properties
from carec_kg.reasoning.rules import Atom, expand_names

from .small_graphs import EXAMPLE, RULES, read_graph

OWL, RDFS = PREFIXES["owl"], PREFIXES["rdfs"]


def footprint(text: str) -> Footprint:
    found = Footprint(named_properties(RULES))
    found.note(quad.triple for quad in read_graph(text))
    return found


def atom(text: str) -> Atom:
    return Atom(*map(expand_names, text.split()))


def test_predicates_and_classes_are_kept() -> None:
    found = footprint(":a a :C ; :p :b .")
    assert found.predicates == {RDF_TYPE, EXAMPLE + "p"}
    assert found.classes == {EXAMPLE + "C"}


def test_the_subjects_and_objects_of_what_rules_name_are_kept_and_those_of_facts_are_not() -> None:
    found = footprint(":p rdfs:domain :C ; a owl:TransitiveProperty . :a :p :b .")
    assert found.values(Binding((RDFS + "domain", None), of_subjects=True)) == {EXAMPLE + "p"}
    assert found.values(Binding((RDFS + "domain", None), of_subjects=False)) == {EXAMPLE + "C"}
    assert found.values(Binding((RDF_TYPE, OWL + "TransitiveProperty"), of_subjects=True)) == {EXAMPLE + "p"}
    assert found.values(Binding((EXAMPLE + "p", None), of_subjects=True)) == set()


def test_a_key_is_the_constants_of_an_atom() -> None:
    assert key_of(atom("?x rdfs:domain ?c")) == (RDFS + "domain", None)
    assert key_of(atom("?x rdf:type owl:Nothing")) == (RDF_TYPE, OWL + "Nothing")
    assert key_of(atom("?x ?p ?y")) is None
    assert key_of(atom("?x rdf:rest* ?y")) is None


def test_a_rule_that_lacks_its_vocabulary_cannot_match() -> None:
    needs = {rule.name: find_needs(rule) for rule in RULES}
    found = footprint(":p a owl:TransitiveProperty . :a :p :b .")
    assert found.may_match(needs["prp-trp"])
    assert not found.may_match(needs["prp-fp"])
    assert not found.may_match(needs["cls-int1"])


def test_a_variable_is_bound_by_the_other_atoms_of_a_rule() -> None:
    others = [atom("?p rdfs:domain ?c"), atom("?x ?p ?y"), atom("?l rdf:rest*/rdf:first ?p")]
    assert find_bindings("?p", others) == (
        Binding((RDFS + "domain", None), of_subjects=True),
        Binding((PREFIXES["rdf"] + "first", None), of_subjects=False),
    )
    assert find_bindings("?x", others) == ()
