"""Clashes: each contradiction once, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carec_kg.errors import DataProblem
from carec_kg.iris import RDF_TYPE
from carec_kg.rdf.terms import Iri
from carec_kg.reasoning.clashes import write_match
from carec_kg.reasoning.closure import infer

from .small_graphs import RULES, close, read_graph


def messages(text: str) -> list[str]:
    return [clash.message.replace("http://example.org/", "") for clash in close(text).clashes]


def test_a_clash_stated_in_both_directions_is_one() -> None:
    assert len(messages(":C owl:disjointWith :D . :D owl:disjointWith :C . :a a :C , :D .")) == 1
    assert len(messages(":p a owl:AsymmetricProperty . :a :p :b . :b :p :a .")) == 1


def test_clashes_with_the_same_terms_in_other_roles_are_two() -> None:
    text = ":p owl:propertyDisjointWith :q . :a :p :b ; :q :b . :b :p :a ; :q :a ."
    assert messages(text) == [
        "<a> has <b> as value of <p> and of <q>, which are disjoint.",
        "<b> has <a> as value of <p> and of <q>, which are disjoint.",
    ]


def test_a_thing_that_is_different_from_itself_clashes() -> None:
    assert messages(":a owl:differentFrom :a .") == ["<a> is the same as <a> and is stated to be different from it."]
    assert len(messages("[] a owl:AllDifferent ; owl:members ( :a :b :a ) .")) == 1


def test_a_clash_may_rest_on_what_is_inferred() -> None:
    text = ":A rdfs:subClassOf :B . :C owl:disjointWith :B . :p rdfs:range :C . :a a :A . :b :p :a ."
    assert messages(text) == ["<a> belongs to <C> and to <B>, which are disjoint."]


def test_a_class_without_a_name_is_spelled_out() -> None:
    restriction = "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :D ]"
    text = f":C owl:disjointWith {restriction} . :a a :C ; :p [ a :D ] ."
    assert messages(text) == ["<a> belongs to <C> and to (<p> some <D>), which are disjoint."]


def test_an_ill_typed_literal_is_found_in_its_own_spelling() -> None:
    assert messages(':a :p "300"^^xsd:byte , 300 .') == [
        '<a> has "300"^^xsd:byte as value of <p>, which is no literal of its datatype.'
    ]


def test_literals_of_one_value_in_two_forms_do_not_differ() -> None:
    assert messages(":p a owl:FunctionalProperty . :a :p 1.50 , 1.5 .") == []
    assert messages(':p a owl:FunctionalProperty . :a :p "1"^^xsd:integer , "1.0"^^xsd:decimal .') == []


def test_a_value_of_a_functional_property_in_two_languages_clashes() -> None:
    assert len(messages(':p a owl:FunctionalProperty . :a :p "one"@en , "un"@fr .')) == 1


def test_an_integer_lies_in_the_range_of_decimals_and_a_date_does_not() -> None:
    assert messages(":p rdfs:range xsd:decimal . :a :p 7 , 7.5 .") == []
    assert len(messages(':p rdfs:range xsd:decimal . :a :p "2024-01-01"^^xsd:date .')) == 1


def test_the_focus_of_a_clash_is_the_thing_that_it_is_about() -> None:
    (clash,) = close(":a a owl:Nothing .").clashes
    assert (clash.focus, clash.terms) == (Iri("http://example.org/a"), (("x", Iri("http://example.org/a")),))


def test_a_condition_that_is_not_known_is_refused_in_words() -> None:
    rules = [replace(rule, holds="wrong(?v)") for rule in RULES if rule.name == "dt-not-type-rng"]
    with pytest.raises(DataProblem, match=r"dt-not-type-rng holds 'wrong\(\?v\)', which is no condition here"):
        infer(read_graph(':p rdfs:range xsd:int . :a :p "x" .'), rules)


def test_what_the_ontology_says_is_asked_before_what_is_said_with_it() -> None:
    rule = next(rule for rule in RULES if rule.name == "cax-adc")
    first, rest = write_match(rule).split("} }", 1)
    assert "?list" in first
    assert "?x" not in first.split("SELECT * WHERE", 1)[1]
    assert f"?x <{RDF_TYPE}> ?c1 ." in rest
    assert "?list" not in rest
