"""A small content folder: two towns, a port, a country, an organization, and links to Wikidata and UN/LOCODE."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.config import Content
from carec_kg.linking.geography import Position
from carec_kg.linking.holdings import Holdings, read_holdings
from carec_kg.linking.things import Name, Thing

if TYPE_CHECKING:
    from pathlib import Path

ID = "https://w3id.org/carec-kg/id/"
WD = "http://www.wikidata.org/entity/"
_PREFIXES = """\
@prefix carec: <https://w3id.org/carec-kg/ontology#> .
@prefix country: <https://w3id.org/carec-kg/id/country/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix geometry: <https://w3id.org/carec-kg/id/geometry/> .
@prefix link: <https://w3id.org/carec-kg/id/link/> .
@prefix organization: <https://w3id.org/carec-kg/id/organization/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix place: <https://w3id.org/carec-kg/id/place/> .
@prefix port: <https://w3id.org/carec-kg/id/port/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix review-state: <https://w3id.org/carec-kg/scheme/review-state/> .
@prefix semapv: <https://w3id.org/semapv/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sssom: <https://w3id.org/sssom/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
CURATION = (
    _PREFIXES
    + """\
country:CHN rdfs:label "China"@en , "中国"@zh .
country:KAZ rdfs:label "Kazakhstan"@en ; skos:altLabel "Казахстан"@ru .
organization:adb rdfs:label "Asian Development Bank"@en ; skos:altLabel "ADB"@en .
place:erenhot rdfs:label "Erenhot"@en ; skos:altLabel "Erlian"@en , "二连浩特"@zh ; carec:locatedIn country:CHN ;
  geo:hasGeometry geometry:erenhot .
geometry:erenhot geo:asWKT "POINT(111.9769 43.6475)"^^geo:wktLiteral .
place:almaty rdfs:label "Almaty"@en ; skos:altLabel "Алматы"@ru ; carec:locatedIn country:KAZ .
port:erenhot rdfs:label "Erenhot port"@en ; skos:altLabel "Erenhot"@en ; carec:locatedIn country:CHN ;
  carec:portTown place:erenhot .
"""
)
WIKIDATA = (
    _PREFIXES
    + """\
link:wikidata-place-erenhot-q1001036 a owl:Axiom ;
  dcterms:created "2026-11-20"^^xsd:date ;
  dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> ;
  rdfs:comment "The name is the same." ;
  owl:annotatedProperty skos:exactMatch ;
  owl:annotatedSource place:erenhot ;
  owl:annotatedTarget wd:Q1001036 ;
  carec:reviewState review-state:unreviewed ;
  sssom:author_label "CAREC-KG" ;
  sssom:confidence "0.95"^^xsd:double ;
  sssom:mapping_justification semapv:LexicalMatching ;
  sssom:object_source <http://www.wikidata.org/> .

link:wikidata-place-erenhot-q956-not a owl:Axiom ;
  dcterms:created "2026-11-20"^^xsd:date ;
  dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> ;
  rdfs:comment "Another place." ;
  owl:annotatedProperty skos:exactMatch ;
  owl:annotatedSource place:erenhot ;
  owl:annotatedTarget wd:Q956 ;
  carec:reviewState review-state:refused ;
  sssom:author_label "CAREC-KG" ;
  sssom:confidence "0.9"^^xsd:double ;
  sssom:mapping_justification semapv:ManualMappingCuration ;
  sssom:object_source <http://www.wikidata.org/> ;
  sssom:predicate_modifier sssom:NegatedPredicate .

place:erenhot skos:exactMatch wd:Q1001036 .
"""
)
CODES = (
    _PREFIXES
    + """\
country:CHN carec:alpha2Code "CN" ; carec:alpha3Code "CHN" .
country:KAZ carec:alpha2Code "KZ" ; carec:alpha3Code "KAZ" .
place:erenhot carec:unLocode "CNERC" .
port:erenhot carec:unLocode "CNERC" .
organization:adb carec:lei "549300X0MVH42CY8Q105" .
"""
)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """Write the folder and return it."""
    root = tmp_path / "content"
    for name, text in (("curation/things", CURATION), ("links/wikidata", WIKIDATA), ("links/codes", CODES)):
        path = root / "data" / f"{name}.ttl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "ontology").mkdir()
    return Content(root)


@pytest.fixture
def holdings(content: Content) -> Holdings:
    """Return what the folder holds for linking."""
    return read_holdings(content)


def make_thing(
    kind: str = "place", key: str = "osh", names: tuple[str, ...] = ("Osh",), countries: tuple[str, ...] = ()
) -> Thing:
    """Return a thing with English names."""
    given = tuple(Name(name, "en", preferred=number == 0) for number, name in enumerate(names))
    return Thing(f"{ID}{kind}/{key}", given, frozenset(countries))


ERENHOT = Position(43.6475, 111.9769)
