"""From IRIs to pages of this server."""

from __future__ import annotations

import pytest

from carec_kg.iris import BASE
from carec_kg.web.pages.addresses import data_of, page_of, passage_of


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        ("id/country/KAZ", "/page/country/KAZ"),
        ("source/prc-brochure", "/source/prc-brochure"),
        ("source/prc-brochure/about-5", "/source/prc-brochure/about-5"),
        ("scheme/mode/road", "/scheme/mode/road"),
        ("query/members", "/queries/members"),
        ("graph/inferred", "/graph/inferred"),
        ("ontology#Corridor", "/ontology#Corridor"),
        ("shape#Port", "/shape#Port"),
        ("id/place/Ürümqi", "/page/place/%C3%9Cr%C3%BCmqi"),
        ('id/place/"><script>', "/page/place/%22%3E%3Cscript%3E"),
    ],
)
def test_things_of_ours_have_a_page_here(iri: str, path: str) -> None:
    assert page_of(BASE + iri) == path


@pytest.mark.parametrize("iri", ["http://www.wikidata.org/entity/Q232", BASE, BASE + "id/", "javascript:alert(1)", ""])
def test_things_of_others_have_none(iri: str) -> None:
    assert page_of(iri) is None


def test_only_things_have_data_of_their_own() -> None:
    assert data_of(BASE + "id/country/KAZ", "ttl") == "/data/country/KAZ.ttl"
    assert data_of(BASE + "scheme/mode/road", "ttl") is None


def test_a_passage_is_told_from_its_document() -> None:
    assert passage_of(BASE + "source/prc-brochure/about-5") == ("prc-brochure", "about-5")
    assert passage_of(BASE + "source/prc-brochure") is None
    assert passage_of(BASE + "id/country/KAZ") is None
