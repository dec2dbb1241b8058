"""Values of things, and things by their values."""

from __future__ import annotations

import pytest

from carec_kg.linking.identifiers import Identifier
from carec_kg.linking.reconciling_values import EntityValue, read_code, read_coordinates
from tests.linking.border import CITIES, make_reconciler

RECONCILER = make_reconciler()
VALUES = RECONCILER.values


def read(id_: str, name: str) -> list[object]:
    place = RECONCILER.graph.find_thing(id_)
    assert place is not None
    return list(VALUES.read(place, VALUES.find(name)))


def test_gathered_values_are_read() -> None:
    assert read("port/dostyk", "country") == [EntityValue("country/KAZ", "Kazakhstan")]
    assert read("port/dostyk", "coordinates") == ["45.25, 82.48"]
    assert read("port/dostyk", "iri") == ["https://w3id.org/carec-kg/id/port/dostyk"]
    assert read("country/KAZ", "wikidata") == ["Q232"]
    assert read("country/KAZ", "code") == ["1522867", "KZ", "KAZ", "398", "Q232"]
    assert read("country/CHN", "country") == []


def test_stated_values_are_things_or_literals() -> None:
    assert read("port/khorgos-kz", "is paired with") == [EntityValue("port/khorgos-cn", "Khorgos port (PRC side)")]
    assert [str(value) for value in read("port/dostyk", "skos:note")] == ['"On the line to Alashankou."@en']
    assert read("port/dostyk", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type") == ["border port", "port"]


@pytest.mark.parametrize(("name", "value"), [("carec:area", "2724900.50"), ("regions", "17"), ("locatedIn", "KAZ")])
def test_values_are_compared_by_what_they_are_worth(name: str, value: str) -> None:
    assert VALUES.holders(VALUES.find(name), value)


def test_a_property_is_offered_once() -> None:
    names = [entry.id.lower() for entry in VALUES.entries]
    assert len(names) == len(set(names))


def test_other_graphs_have_no_countries() -> None:
    names = [entry.id for entry in make_reconciler(CITIES).values.entries]
    assert names[:2] == ["code", "iri"]
    assert "http://example.org/mayor" in names


def test_codes_are_read_in_every_form_that_fits() -> None:
    assert Identifier("unlocode", "KZDOS") in read_code(" KZ DOS ")
    assert read_code("http://www.wikidata.org/entity/Q232") == (Identifier("wikidata", "Q232"),)
    assert read_code("Dostyk") == ()


@pytest.mark.parametrize("text", ["", "45", "95, 82", "north, east", "45.25 82.48"])
def test_what_is_no_position_is_none(text: str) -> None:
    assert read_coordinates(text) is None
