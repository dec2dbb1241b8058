"""Random ontologies with a few facts: every construct of OWL 2 RL that derives something."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_CLASSES = [f":C{number}" for number in range(6)]
_PROPERTIES = [f":p{number}" for number in range(5)]
_DATA_PROPERTIES = [":d0", ":d1"]
_THINGS = [f":i{number}" for number in range(6)]
_LITERALS = ['"a"', '"b"', '"a"@en', "1", "2.5", '"2020-01-01"^^xsd:date']

_PROPERTY_KINDS = ["Symmetric", "Transitive", "Functional", "InverseFunctional", "Asymmetric", "Irreflexive"]


def write_ontology(seed: int, axioms: int = 14, facts: int = 12) -> str:
    """Return the Turtle of a random ontology; the same seed gives the same text."""
    random = Random(seed)  # noqa: S311 - drawn for a test
    declared = [
        *(f"{name} a owl:Class ." for name in _CLASSES),
        *(f"{name} a owl:ObjectProperty ." for name in _PROPERTIES),
        *(f"{name} a owl:DatatypeProperty ." for name in _DATA_PROPERTIES),
    ]
    drawn = [random.choice(_AXIOMS)(random) for _ in range(axioms)]
    return "\n".join([*declared, *drawn, *(random.choice(_FACTS)(random) for _ in range(facts))])


def _class(random: Random) -> str:
    return random.choice(_CLASSES)


def _property(random: Random) -> str:
    return random.choice(_PROPERTIES)


def _thing(random: Random) -> str:
    return random.choice(_THINGS)


def _some(random: Random, draw: Callable[[Random], str], least: int = 2) -> str:
    return "( " + " ".join(draw(random) for _ in range(random.randint(least, 3))) + " )"


def _restriction(random: Random) -> str:
    value = random.choice(
        [
            f"owl:someValuesFrom {_class(random)}",
            "owl:someValuesFrom owl:Thing",
            f"owl:allValuesFrom {_class(random)}",
            f"owl:hasValue {_thing(random)}",
            'owl:maxCardinality "1"^^xsd:nonNegativeInteger',
            f'owl:maxQualifiedCardinality "1"^^xsd:nonNegativeInteger ; owl:onClass {_class(random)}',
        ]
    )
    return f"[ a owl:Restriction ; owl:onProperty {_property(random)} ; {value} ]"


def _expression(random: Random) -> str:
    kind = random.choice(["owl:intersectionOf", "owl:unionOf"])
    members = [_class, _class, _restriction]
    choices: list[Callable[[Random], str]] = [
        _restriction,
        lambda r: f"[ a owl:Class ; {kind} {_some(r, random.choice(members))} ]",
        lambda r: f"[ a owl:Class ; owl:oneOf {_some(r, _thing, 1)} ]",
    ]
    return random.choice(choices)(random)


_AXIOMS: list[Callable[[Random], str]] = [
    lambda r: f"{_class(r)} rdfs:subClassOf {_class(r)} .",
    lambda r: f"{_class(r)} rdfs:subClassOf {_expression(r)} .",
    lambda r: f"{_expression(r)} rdfs:subClassOf {_class(r)} .",
    lambda r: f"{_class(r)} owl:equivalentClass {_expression(r)} .",
    lambda r: f"{_class(r)} owl:equivalentClass {_class(r)} .",
    lambda r: f"{_class(r)} owl:disjointWith {_class(r)} .",
    lambda r: f"{_property(r)} rdfs:subPropertyOf {_property(r)} .",
    lambda r: f"{_property(r)} owl:equivalentProperty {_property(r)} .",
    lambda r: f"{_property(r)} owl:inverseOf {_property(r)} .",
    lambda r: f"{_property(r)} rdfs:domain {_class(r)} .",
    lambda r: f"{_property(r)} rdfs:range {_class(r)} .",
    lambda r: f"{_property(r)} a owl:{r.choice(_PROPERTY_KINDS)}Property .",
    lambda r: f"{_property(r)} owl:propertyChainAxiom {_some(r, _property, 1)} .",
    lambda r: f"{r.choice(_DATA_PROPERTIES)} rdfs:domain {_class(r)} .",
    lambda r: (
        f"{_class(r)} owl:sameAs {_class(r)} ." if r.random() < 0.2 else f"{_property(r)} owl:sameAs {_property(r)} ."
    ),
    lambda r: f":d0 rdfs:subPropertyOf {r.choice(_DATA_PROPERTIES)} .",
    lambda r: (
        f"[ a owl:Restriction ; owl:onProperty :d0 ; owl:someValuesFrom xsd:decimal ] rdfs:subClassOf {_class(r)} ."
    ),
    lambda r: (
        f"[ a owl:Restriction ; owl:onProperty :d1 ; owl:hasValue {r.choice(_LITERALS)} ] rdfs:subClassOf {_class(r)} ."
    ),
]


def write_equalities(seed: int) -> str:
    """Return the Turtle of three equal pairs among the things of the random ontologies."""
    random = Random(seed)  # noqa: S311 - drawn for a test
    return "\n".join(f"{_thing(random)} owl:sameAs {_thing(random)} ." for _ in range(3))


_FACTS: list[Callable[[Random], str]] = [
    lambda r: f"{_thing(r)} a {_class(r)} .",
    lambda r: f"{_thing(r)} {_property(r)} {_thing(r)} .",
    lambda r: f"{_thing(r)} {_property(r)} {_thing(r)} .",
    lambda r: f"{_thing(r)} {_property(r)} {_thing(r)} .",
    lambda r: f"{_thing(r)} {r.choice(_DATA_PROPERTIES)} {r.choice(_LITERALS)} .",
    lambda r: f"{_thing(r)} owl:sameAs {_thing(r)} ." if r.random() < 0.3 else f"{_thing(r)} a {_expression(r)} .",
]
