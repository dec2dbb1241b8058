"""A small region to draw: a member, a region, two ports, a corridor with stops, a place without a position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.graph.load import load_files
from carec_kg.web.pages.reader import GraphReader
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.graph.engine import Engine

_TURTLE = """
@prefix carec: <https://w3id.org/carec-kg/ontology#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix id: <https://w3id.org/carec-kg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix g: <https://w3id.org/carec-kg/source/atlas/> .
g:1 {
  <https://w3id.org/carec-kg/id/country/KAZ> a carec:Member, carec:Country ;
    rdfs:label "Kazakhstan"@en, "哈萨克斯坦"@zh ;
    geo:hasDefaultGeometry <urn:g:kaz> .
  <urn:g:kaz> geo:asWKT "POINT(68.7 49.1)"^^geo:wktLiteral .
  <https://w3id.org/carec-kg/id/region/CN-XJ> a carec:Region ; rdfs:label "Xinjiang"@en .
  <urn:p> a carec:Participation ; carec:participant <https://w3id.org/carec-kg/id/region/CN-XJ> .
  <https://w3id.org/carec-kg/id/port/dostyk> a carec:BorderPort ; rdfs:label "Dostyk <port>"@en ;
    carec:locatedIn <https://w3id.org/carec-kg/id/country/KAZ> ;
    carec:pairedWith <https://w3id.org/carec-kg/id/port/alashankou> ; geo:hasDefaultGeometry <urn:g:dostyk> .
  <urn:g:dostyk> geo:asWKT "POINT(82.5 45.3)"^^geo:wktLiteral ;
    carec:positionBasis <urn:town> .
  <urn:town> skos:prefLabel "position of a town"@en .
  <https://w3id.org/carec-kg/id/port/alashankou> a carec:BorderPort ; rdfs:label "Alashankou port"@en ;
    carec:pairedWith <https://w3id.org/carec-kg/id/port/dostyk> .
  <https://w3id.org/carec-kg/id/place/almaty> a carec:Place ; rdfs:label "Almaty"@en ;
    geo:hasDefaultGeometry <urn:g:almaty> .
  <urn:g:almaty> geo:asWKT "POINT(76.9 43.25)"^^geo:wktLiteral .
  <https://w3id.org/carec-kg/id/place/manila> a carec:Place ; rdfs:label "Manila"@en ;
    geo:hasDefaultGeometry <urn:g:manila> .
  <urn:g:manila> geo:asWKT "POINT(121.0 14.6)"^^geo:wktLiteral .
  <https://w3id.org/carec-kg/id/corridor/9> a carec:Corridor ; rdfs:label "Corridor 9"@en ; skos:notation "9" ;
    carec:hasSubcorridor <https://w3id.org/carec-kg/id/subcorridor/9a> .
}
g:2 {
  <urn:s1> carec:stopOf <https://w3id.org/carec-kg/id/subcorridor/9a> ; carec:stopPosition 1 ;
    carec:stopAt <https://w3id.org/carec-kg/id/place/almaty> .
  <urn:s2> carec:stopOf <https://w3id.org/carec-kg/id/subcorridor/9a> ; carec:stopPosition 2 ;
    carec:stopAt <https://w3id.org/carec-kg/id/port/alashankou> .
  <urn:s3> carec:stopOf <https://w3id.org/carec-kg/id/subcorridor/9a> ; carec:stopPosition 3 ;
    carec:stopAt <https://w3id.org/carec-kg/id/port/dostyk> .
}
"""


def load_region(folder: Path) -> Engine:
    """Return an engine over the region, whose default graph holds it all."""
    file = folder / "region.trig"
    file.write_text(_TURTLE, encoding="utf-8")
    return load_files([file], union_default_graph=True)


def read_region(folder: Path) -> GraphReader:
    """Return a reader of the region."""
    return GraphReader(LocalPool(load_region(folder)), 5.0)
