"""Near misses: what is missing for a triple that does not hold, nearest first, and nothing beside the point."""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest

from carec_kg.reasoning.proof import NearMiss, NotInGraph

from .proof_graphs import graph_of
from .small_graphs import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator


def _tell(miss: NearMiss) -> str:
    missing = " ".join(place if isinstance(place, str) else place.value.rsplit("/")[-1] for place in miss.missing)
    inner = f" <- {', '.join(map(_tell, miss.because))}" if miss.because else ""
    return f"{miss.rule.name} {missing.replace('22-rdf-syntax-ns#type', 'a')}{inner}"


@pytest.mark.parametrize(
    ("given", "asked", "told"),
    [
        (":b :q :c . :r owl:propertyChainAxiom ( :p :q ) .", "a r c", ["prp-spo2 a p b"]),
        (":a :p :b . :r owl:propertyChainAxiom ( :p :q ) .", "a r c", ["prp-spo2 b q c"]),
        (":r owl:propertyChainAxiom ( :p :q ) .", "a r c", []),
        (":C rdfs:subClassOf :D .", "a a D", ["cax-sco a a C"]),
        (":I owl:intersectionOf ( :C :D ) . :a a :C .", "a a I", ["cls-int1 a a D"]),
        (":I owl:intersectionOf ( :C :D :E ) . :a a :C .", "a a I", []),
        (
            ":M owl:hasValue :v ; owl:onProperty :p . :q rdfs:subPropertyOf :p . :C owl:equivalentClass :M .",
            "a a C",
            ["cax-eqc1 a a M <- cls-hv2 a p v <- prp-spo1 a q v"],
        ),
        (":p a owl:SymmetricProperty .", "a p b", ["prp-symp b p a"]),
        (":a :p :b .", "a p c", []),
        (":a :p :b .", "x y z", []),
    ],
)
def test_the_missing_premise_is_named_with_what_is_missing_for_it(given: str, asked: str, told: list[str]) -> None:
    assert [_tell(miss) for miss in graph_of(given).miss(asked).near_misses] == told


def test_a_missing_premise_that_could_be_one_of_many_leaves_open_what_differs() -> None:
    text = ":r owl:propertyChainAxiom ( :p :q ) . " + " ".join(f":b{number} :q :c ." for number in range(5))
    (miss,) = graph_of(text).miss("a r c").near_misses
    assert (_tell(miss), miss.matches) == ("prp-spo2 a p ?u2", 5)
    assert any(shorten(triple).endswith("q c") for triple in miss.held)


def test_what_rests_on_more_facts_comes_first_and_what_is_left_out_is_said() -> None:
    text = ":b :q :c . :r owl:propertyChainAxiom ( :p :q ) . " + " ".join(
        f":s{number} rdfs:subPropertyOf :r ." for number in range(7)
    )
    found = graph_of(text).miss("a r c")
    assert [_tell(miss) for miss in found.near_misses] == ["prp-spo2 a p b", "prp-spo1 a ?p1 c"]
    assert found.is_complete
    crowded = ":r a owl:SymmetricProperty . " + " ".join(f":r{number} owl:inverseOf :r ." for number in range(9))
    assert graph_of(crowded + text).miss("a r c").near_misses


def test_time_that_is_over_leaves_what_was_found_and_says_so() -> None:
    graph = graph_of(":b :q :c . :r owl:propertyChainAxiom ( :p :q ) . :s rdfs:subPropertyOf :r .")
    asked = graph.miss("a r c").triple
    lengths = []
    for limit in range(2, 14):
        found = graph.prover.prove(asked, is_over=partial(_is_over, count(), limit))
        assert isinstance(found, NotInGraph)
        lengths.append((len(found.near_misses), found.is_complete))
    assert not lengths[0][1]
    assert lengths[0][0] < 2
    assert lengths[-1] == (2, True)


def _is_over(calls: Iterator[int], limit: int) -> bool:
    """Return whether this was asked more often than the limit."""
    return next(calls) >= limit
