from __future__ import annotations

import pytest

from carec_kg.linking.kinds import kind_of_thing, read_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("PPLC", "place"),
        ("capital city", "place"),
        ("http://www.wikidata.org/entity/Q515", "place"),
        ("https://schema.org/City", "place"),
        ("http://www.geonames.org/ontology#A.ADM1", "region"),
        ("PCLI", "country"),
        ("https://w3id.org/carec-kg/ontology#BorderPort", "port"),
        ("border port", "port"),
        ("Admin-0 country", "country"),
        ("https://schema.org/GovernmentOrganization", "organization"),
        ("sea port", ""),
        ("http://www.wikidata.org/entity/Q5", ""),
        ("", ""),
    ],
)
def test_kinds_are_read_from_any_spelling(text: str, kind: str) -> None:
    assert read_kind(text) == kind


def test_the_kind_of_ours_is_in_the_iri() -> None:
    assert kind_of_thing("https://w3id.org/carec-kg/id/port/erenhot") == "port"
    assert kind_of_thing("http://example.org/id/port/erenhot") == ""
