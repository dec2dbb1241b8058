"""The profile check: each axiom of OWL 2 RL passes, each other one is named with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri
from carec_kg.reasoning.profile import check_profile

from .small_graphs import EXAMPLE, close, read_graph

if TYPE_CHECKING:
    from carec_kg.reasoning.profile import ProfileReport

DECLARED = """
:A a owl:Class . :B a owl:Class . :C a owl:Class .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty .
:d a owl:DatatypeProperty . :e a owl:DatatypeProperty . :note a owl:AnnotationProperty .
"""
ON_P = "[ a owl:Restriction ; owl:onProperty :p ; "
AT_MOST_ONE_OF = 'owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; '
DENIAL = "[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :a ; "
ON_D = "[ a owl:Restriction ; owl:onProperty :d ; "


def report(text: str) -> ProfileReport:
    return check_profile(read_graph(DECLARED + text))


def messages(text: str) -> list[str]:
    return [
        finding.message.replace(f"<{EXAMPLE}", "").replace(">", "").replace("<", "")
        for finding in report(text).findings
    ]


@pytest.mark.parametrize(
    "axiom",
    [
        ":A rdfs:subClassOf :B .",
        f":A rdfs:subClassOf {ON_P} owl:allValuesFrom :B ] .",
        f":A rdfs:subClassOf {ON_P} owl:hasValue :b ] .",
        f':A rdfs:subClassOf {ON_P} owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .',
        f':A rdfs:subClassOf {ON_P} owl:maxQualifiedCardinality "0"^^xsd:nonNegativeInteger ; owl:onClass :B ] .',
        f":A rdfs:subClassOf {ON_P} {AT_MOST_ONE_OF} owl:onClass owl:Thing ] .",
        f":A rdfs:subClassOf {ON_D} {AT_MOST_ONE_OF} owl:onDataRange xsd:int ] .",
        f":A rdfs:subClassOf {ON_D} owl:allValuesFrom xsd:decimal ] .",
        ":A rdfs:subClassOf [ a owl:Class ; owl:complementOf :B ] .",
        ":A rdfs:subClassOf [ a owl:Class ; owl:intersectionOf ( :B :C ) ] .",
        f"{ON_P} owl:someValuesFrom :A ] rdfs:subClassOf :B .",
        f"{ON_P} owl:someValuesFrom owl:Thing ] rdfs:subClassOf :B .",
        f"{ON_D} owl:someValuesFrom xsd:string ] rdfs:subClassOf :B .",
        f'{ON_D} owl:hasValue "x" ] rdfs:subClassOf :B .',
        "[ a owl:Class ; owl:unionOf ( :A :B ) ] rdfs:subClassOf :C .",
        "[ a owl:Class ; owl:oneOf ( :a :b ) ] rdfs:subClassOf :C .",
        f":A owl:equivalentClass {ON_P} owl:hasValue :b ] .",
        f":A owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :B {ON_P} owl:hasValue :b ] ) ] .",
        ":A owl:intersectionOf ( :B :C ) .",
        ":A owl:disjointWith :B .",
        "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .",
        ":A owl:hasKey ( :p :d ) .",
        ":p rdfs:subPropertyOf :q . :d rdfs:subPropertyOf :e . :note rdfs:subPropertyOf rdfs:comment .",
        ":p owl:equivalentProperty :q ; owl:propertyDisjointWith :r ; owl:inverseOf :r .",
        "[] a owl:AllDisjointProperties ; owl:members ( :p :q ) .",
        ":p rdfs:domain :A ; rdfs:range :B . :d rdfs:domain :A ; rdfs:range xsd:decimal . :note rdfs:domain :X .",
        f":p rdfs:range {ON_P} owl:allValuesFrom :B ] .",
        ":d rdfs:range [ a rdfs:Datatype ; owl:intersectionOf ( xsd:int xsd:nonNegativeInteger ) ] .",
        ":p a owl:FunctionalProperty , owl:InverseFunctionalProperty . :d a owl:FunctionalProperty .",
        ":p a owl:SymmetricProperty . :q a owl:AsymmetricProperty , owl:IrreflexiveProperty .",
        ":p a owl:TransitiveProperty . :q owl:propertyChainAxiom ( :q :p ) , ( [ owl:inverseOf :r ] :r ) .",
        ":t a rdfs:Datatype ; owl:equivalentClass xsd:int . :d rdfs:range :t .",
        ':a a :A ; :p :b ; :d "x" ; :note "y" ; owl:sameAs :b ; owl:differentFrom :c .',
        "[] a owl:AllDifferent ; owl:distinctMembers ( :a :b ) .",
        f"{DENIAL} owl:assertionProperty :p ; owl:targetIndividual :b .",
        f":a a {ON_P} owl:allValuesFrom :B ] .",
        "<urn:o> a owl:Ontology ; owl:versionIRI <urn:o:1> ; rdfs:comment 'x' .",
    ],
)
def test_an_axiom_of_owl_2_rl_passes(axiom: str) -> None:
    assert messages(axiom) == []
    assert report(axiom).is_in_profile


@pytest.mark.parametrize(
    ("axiom", "reason"),
    [
        (f":A rdfs:subClassOf {ON_P} owl:someValuesFrom :B ] .", "(p some B) may not stand as a superclass"),
        (":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] .", "(B or C) may not stand as a superclass"),
        (":A rdfs:subClassOf [ owl:oneOf ( :a ) ] .", "{a} may not stand as a superclass"),
        (f"{ON_P} owl:allValuesFrom :A ] rdfs:subClassOf :B .", "(p only A) may not stand as a subclass"),
        ("[ owl:complementOf :A ] rdfs:subClassOf :B .", "not A may not stand as a subclass"),
        (f'{ON_P} owl:maxCardinality "1"^^xsd:nonNegativeInteger ] rdfs:subClassOf :B .', "(p max 1) may not stand as"),
        (f":A owl:equivalentClass {ON_P} owl:someValuesFrom :B ] .", "(p some B) may not stand in an equivalence"),
        (":A owl:equivalentClass [ owl:unionOf ( :B :C ) ] .", "(B or C) may not stand in an equivalence"),
        (":A owl:unionOf ( :B :C ) .", "(B or C) may not stand in an equivalence"),
        (f':A rdfs:subClassOf {ON_P} owl:minCardinality "1"^^xsd:nonNegativeInteger ] .', "(p min 1) may not stand"),
        (f':A rdfs:subClassOf {ON_P} owl:cardinality "1"^^xsd:nonNegativeInteger ] .', "(p exactly 1) may not stand"),
        (f':A rdfs:subClassOf {ON_P} owl:maxCardinality "2"^^xsd:nonNegativeInteger ] .', "counts to 2; only 0 and 1"),
        (f":A rdfs:subClassOf {ON_P} owl:hasSelf true ] .", "(p self) may not stand as a superclass"),
        ("owl:Thing rdfs:subClassOf :A .", "owl:Thing may not stand as a subclass"),
        (":A rdfs:subClassOf owl:Thing .", "owl:Thing may not stand as a superclass"),
        (f":A rdfs:subClassOf {ON_P} owl:allValuesFrom owl:Thing ] .", "owl:Thing may not stand as a superclass"),
        (f":p rdfs:domain {ON_P} owl:someValuesFrom :A ] .", "(p some A) may not stand as a superclass"),
        (":p rdfs:range [ owl:unionOf ( :A :B ) ] .", "(A or B) may not stand as a superclass"),
        (":a a [ owl:unionOf ( :A :B ) ] .", "(A or B) may not stand as a superclass"),
        (":A owl:disjointWith [ owl:complementOf :B ] .", "not B may not stand as a subclass"),
        ("[] a owl:AllDisjointClasses ; owl:members ( :A owl:Thing ) .", "owl:Thing may not stand as a subclass"),
        (f"{ON_P} owl:allValuesFrom :A ] owl:hasKey ( :p ) .", "(p only A) may not stand as a subclass"),
        (":A owl:disjointUnionOf ( :B :C ) .", "OWL 2 RL has no disjoint unions"),
        (":p a owl:ReflexiveProperty .", "OWL 2 RL has no reflexive properties"),
        (":p rdfs:subPropertyOf owl:topObjectProperty .", "owl:topObjectProperty is no property of OWL 2 RL"),
        (":d rdfs:range xsd:date .", "xsd:date is no datatype of OWL 2 RL"),
        (":d rdfs:range rdf:langString .", "rdf:langString is no datatype of OWL 2 RL"),
        (":d rdfs:range :A .", "A is no datatype"),
        (":d rdfs:range [ a rdfs:Datatype ; owl:oneOf ( 1 2 ) ] .", "{1, 2} may not be a data range"),
        (":d rdfs:range [ owl:onDatatype xsd:int ; owl:withRestrictions () ] .", "may not be a data range"),
        (":p rdfs:range xsd:string .", "xsd:string is a datatype, and a class is wanted as a superclass"),
        (":t a rdfs:Datatype . :d rdfs:range :t .", "t is no datatype of OWL 2 RL"),
        (":A rdfs:subClassOf :X .", "X stands where a class is wanted, and it is not declared"),
        (":x rdfs:domain :A .", "x stands where a property is wanted, and it is not declared"),
        (":a :x :b .", "x stands where a property is wanted, and it is not declared"),
        (":a a :X .", "X stands where a class is wanted, and it is not declared"),
        (":A rdfs:subClassOf :p .", "p stands where a class is wanted, and it is declared as an object property"),
        (":d a owl:SymmetricProperty .", "d stands where an object property is wanted, and it is declared as a data"),
        (":p owl:inverseOf :d .", "d stands where an object property is wanted, and it is declared as a data property"),
        (":p rdfs:subPropertyOf :d .", "properties of different kinds are mixed"),
        (':a :p "x" .', "an object property has a literal as value"),
        (":a :d :b .", "a data property has a thing as value"),
        (f':A rdfs:subClassOf {ON_P} owl:hasValue "x" ] .', "has a literal in the place of an individual"),
        (f":A rdfs:subClassOf {ON_D} owl:hasValue :x ] .", "has an individual in the place of a literal"),
        (
            ":p a owl:DatatypeProperty .",
            "p is declared as owl:DatatypeProperty and owl:ObjectProperty: one name may not",
        ),
        (":A a rdfs:Datatype .", "A is declared as owl:Class and rdfs:Datatype: one name may not be both"),
        (":A owl:disjointClass :B .", "owl:disjointClass is used: OWL 2 has no such property"),
        (":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ] .", "is not written as any class expression"),
        (":A rdfs:subClassOf [ owl:intersectionOf ( ) ] .", "is not written as any class expression"),
        (":A owl:hasKey [ rdf:first :p ] .", "a property is missing, or a list of properties is broken"),
        (":p owl:inverseOf [] .", "a property is missing, or a list of properties is broken"),
    ],
)
def test_an_axiom_outside_of_owl_2_rl_is_named_with_the_reason(axiom: str, reason: str) -> None:
    found = messages(axiom)
    assert [message for message in found if reason in message], found
    assert not report(axiom).is_in_profile


def test_a_finding_says_the_axiom_its_subject_and_the_reason() -> None:
    (finding,) = report(":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] .").findings
    union = "(<http://example.org/B> or <http://example.org/C>)"
    assert finding.axiom == f"<http://example.org/A> is a subclass of {union}"
    assert finding.subject == Iri("http://example.org/A")
    assert finding.reason == f"{union} may not stand as a superclass"
    assert finding.message == f"{finding.axiom}: {finding.reason}."


def test_the_report_shows_each_axiom_in_words_and_counts_them() -> None:
    found = report(":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :p owl:propertyChainAxiom ( :q :r ) .")
    assert found.count() == {"owl:propertyChainAxiom": 1, "rdfs:subClassOf": 2}
    assert [axiom.words.replace(EXAMPLE, "") for axiom in found.axioms] == [
        "<A> is a subclass of <B>",
        "<B> is a subclass of <C>",
        "<p> follows from the chain <q> o <r>",
    ]


def test_an_undeclared_property_of_many_facts_is_named_once() -> None:
    assert len(messages(":a :x :b . :b :x :c . :c :x :d .")) == 1


def test_blank_nodes_and_skolem_names_give_the_same_findings() -> None:
    text = ":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] ."
    prefixes = "".join(
        f"@prefix {name}: <{iri}> . "
        for name, iri in {
            "": EXAMPLE,
            "owl": "http://www.w3.org/2002/07/owl#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        }.items()
    )
    blank = check_profile(parse((prefixes + DECLARED + text).encode(), TURTLE, "text"))
    assert [finding.reason for finding in blank.findings] == [finding.reason for finding in report(text).findings]


def test_the_profile_does_not_ask_whether_the_ontology_contradicts_itself() -> None:
    text = ":A owl:disjointWith :B . :a a :A , :B ."
    assert report(text).is_in_profile
    assert not close(text).is_consistent
