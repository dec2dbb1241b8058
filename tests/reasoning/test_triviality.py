"""What says nothing: the filter in the engine and the test in Python agree."""

from __future__ import annotations

import pytest

from carec_kg.graph.answers import Rows
from carec_kg.graph.workbench import Workbench
from carec_kg.reasoning.rules import Atom, expand_names
from carec_kg.reasoning.triviality import is_trivial, write_filter

from .small_graphs import read_graph

TRIVIAL = [
    ":a owl:sameAs :a .",
    ":C rdfs:subClassOf :C .",
    ":C owl:equivalentClass :C .",
    ":p rdfs:subPropertyOf :p .",
    ":p owl:equivalentProperty :p .",
    ":a a owl:Thing .",
    ":a a rdfs:Resource .",
    ":C rdfs:subClassOf owl:Thing .",
    ":p rdfs:range owl:Thing .",
    ":p rdfs:domain owl:Thing .",
]
TELLING = [
    ":a owl:sameAs :b .",
    ":a :p :a .",
    ":a a :a .",
    ":C rdfs:subClassOf :D .",
    ":a :p owl:Thing .",
    ":C owl:equivalentClass owl:Thing .",
    ":a owl:sameAs owl:Thing .",
    ':a :p "http://www.w3.org/2002/07/owl#Thing" .',
]


@pytest.mark.parametrize("text", [*TRIVIAL, *TELLING])
def test_triples_that_hold_of_everything_are_trivial(text: str) -> None:
    (quad,) = read_graph(text)
    assert is_trivial(quad.triple) == (text in TRIVIAL)


@pytest.mark.parametrize("text", [*TRIVIAL, *TELLING])
def test_the_filter_for_any_head_keeps_the_same_out(text: str) -> None:
    head = Atom("?s", "?p", "?o")
    answer = Workbench(read_graph(text)).query(f"SELECT * {{ {head} {write_filter(head)} }}")
    assert isinstance(answer, Rows)
    assert bool(answer.rows) == (text in TELLING)


@pytest.mark.parametrize(
    ("head", "parts"),
    [("?x owl:sameAs ?y", 1), ("?c rdfs:subClassOf ?d", 2), ("?x rdf:type ?c", 1), ("?c owl:hasKey ?l", 0)],
)
def test_the_filter_of_a_head_with_a_known_property_tests_what_can_be(head: str, parts: int) -> None:
    text = write_filter(Atom(*map(expand_names, head.split())))
    assert text.count("sameTerm") + text.count(" IN ") == parts
