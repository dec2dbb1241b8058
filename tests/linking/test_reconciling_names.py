"""Names as tables write them."""

from __future__ import annotations

import pytest

from carec_kg.linking.reconciling_names import NameFinder, has_parts, names_port
from tests.linking.border import make_reconciler

GRAPH = make_reconciler().graph
FINDER = NameFinder(GRAPH)


def find(text: str, *types: str) -> dict[str, float]:
    return {GRAPH.write_id(GRAPH.things[match.thing].iri): match.similarity for match in FINDER.find(text, types)}


@pytest.mark.parametrize("text", ["Dostyk BCP", "Dostyk border crossing point", "Port of Dostyk", "Dostyk, checkpoint"])
def test_what_is_said_beside_a_port_makes_it_likelier_than_the_town(text: str) -> None:
    found = find(text)
    assert found["port/dostyk"] == 1
    assert found["place/dostyk"] < 1


def test_other_gaps_are_nearly_the_same_name() -> None:
    assert find("Do Styk")["place/dostyk"] == pytest.approx(0.96)


def test_a_port_whose_only_name_has_the_word_in_it_is_found_without_and_with_a_typing_error() -> None:
    assert find("Dostyk")["port/dostyk"] == 1
    assert "port/dostyk" in find("Dostuk")
    assert "port/dostyk" not in find("Mostyk")


def test_words_are_told() -> None:
    assert names_port("霍尔果斯口岸")
    assert not names_port("Newport")
    assert has_parts("Khorgos (PRC)")
    assert not has_parts("Khorgos")
