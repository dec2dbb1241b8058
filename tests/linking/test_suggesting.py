from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carec_kg.linking.candidates import Candidate, Mention
from carec_kg.linking.geography import Position
from carec_kg.linking.identifiers import Identifier
from carec_kg.linking.suggesting import Suggestion, suggest
from tests.linking.conftest import ERENHOT, make_thing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from carec_kg.linking.things import Thing

X = "http://example.org/"


class Listed:
    """Candidates in a list, each called by its label."""

    title = "list"

    def __init__(self, *candidates: Candidate) -> None:
        self._all = candidates

    def mentions(self) -> Iterator[Mention]:
        for candidate in self._all:
            yield Mention(candidate.iri, candidate.label)
            yield from (Mention(candidate.iri, one.text, one.scheme) for one in candidate.identifiers)

    def describe(self, keys: Collection[str]) -> list[Candidate]:
        return [candidate for candidate in self._all if candidate.iri in keys]


def one(things: list[Thing], *candidates: Candidate) -> Suggestion:
    (found,) = suggest(things, Listed(*candidates), threshold=0)
    return found


def town(key: str, label: str = "Osh", **others: object) -> Candidate:
    return replace(Candidate(X + key, label, "place"), **others)  # type: ignore[arg-type]


def test_a_shared_identifier_outweighs_another_name() -> None:
    thing = replace(make_thing(), identifiers=frozenset({Identifier("wikidata", "Q1")}))
    found = one([thing], town("a"), town("b", "Och", identifiers=frozenset({Identifier("wikidata", "Q1")})))
    assert found.candidate.iri == X + "b"
    assert found.confidence > 0.99
    assert "wikidata Q1" in found.reasons


def test_a_contradicting_identifier_speaks_against() -> None:
    thing = replace(make_thing(), identifiers=frozenset({Identifier("wikidata", "Q1")}))
    assert one([thing], town("a", identifiers=frozenset({Identifier("wikidata", "Q2")}))).confidence < 0.5


def test_two_towns_of_one_name_are_no_suggestion_until_something_tells_them_apart() -> None:
    thing = make_thing(countries=("kg", "kyrgyzstan"))
    assert one([thing], town("a"), town("b")).confidence < 0.5
    assert "nearly as good" in one([thing], town("a"), town("b")).reasons
    found = one([thing], town("a", country="US"), town("b", country="KG"))
    assert found.candidate.iri == X + "b"
    assert found.confidence > 0.9


def test_a_town_is_not_taken_for_the_country_of_its_name() -> None:
    country = make_thing("country", "GEO", ("Georgia",))
    assert suggest([country], Listed(town("a", "Georgia"))) == []
    assert len(suggest([country], Listed(Candidate(X + "b", "Georgia", "country")))) == 1


def test_distance_decides_between_namesakes_and_is_said() -> None:
    thing = replace(make_thing(names=("Erenhot",)), position=ERENHOT)
    near = town("near", "Erenhot", position=Position(43.65, 111.98))
    far = town("far", "Erenhot", position=Position(40, 100))
    found = one([thing], far, near)
    assert found.candidate is near
    assert "0.4 km apart" in found.reasons
    assert suggest([thing], Listed(far)) == []


def test_a_candidate_goes_to_one_thing_alone() -> None:
    near = replace(make_thing(key="a"), position=ERENHOT)
    other = make_thing(key="b")
    found = suggest([other, near], Listed(town("x", position=ERENHOT)), threshold=0)
    assert [suggestion.thing for suggestion in found] == [near]


def test_a_port_leaves_an_unspecified_candidate_to_its_town() -> None:
    things = [make_thing("place", "erenhot", ("Erenhot",)), make_thing("port", "erenhot", ("Erenhot",))]
    found = one(things, Candidate(X + "a", "Erenhot"))
    assert found.thing.kind == "place"


def test_an_acronym_alone_is_not_enough() -> None:
    assert suggest([make_thing("organization", "imf", ("International Monetary Fund", "IMF"))],
                   Listed(Candidate(X + "a", "IMF"))) == []  # fmt: skip


def test_what_is_decided_is_not_suggested() -> None:
    assert suggest([make_thing()], Listed(town("a")), is_decided=lambda _thing, iri: iri == X + "a") == []


def test_a_name_that_thousands_share_stays_bounded_and_uncertain() -> None:
    found = one([make_thing()], *(town(f"{number:04}") for number in range(1000)))
    assert found.confidence < 0.01


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_table_changes_nothing(order: int) -> None:
    towns = [town("a", "Osh"), town("b", "Oshh"), town("c", "Osh", country="KG")][::order]
    found = one([make_thing(countries=("kg",))], *towns)
    assert found.candidate.iri == X + "c"
    assert found.confidence == pytest.approx(0.83, abs=0.05)
