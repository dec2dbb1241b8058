"""A border in a few lines: two countries, towns and ports on both sides that share their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.linking.reconciling import Reconciler
from carec_kg.linking.reconciling_graph import read_known_graph
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Quad

BORDER = """
@prefix carec: <https://w3id.org/carec-kg/ontology#> .
@prefix id: <https://w3id.org/carec-kg/id/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

carec:BorderPort a owl:Class ; rdfs:label "border port"@en ; rdfs:subClassOf carec:Port ;
  skos:definition "A port at a land border."@en .
carec:Port a owl:Class ; rdfs:label "port"@en .
carec:Place a owl:Class ; rdfs:label "place"@en .
carec:Country a owl:Class ; rdfs:label "country"@en .
carec:locatedIn a owl:ObjectProperty ; rdfs:label "lies in"@en .
carec:pairedWith a owl:ObjectProperty ; rdfs:label "is paired with"@en .

id:country\\/KAZ a carec:Country ; rdfs:label "Kazakhstan"@en, "Казахстан"@ru ;
  carec:alpha2Code "KZ" ; carec:alpha3Code "KAZ" ; carec:numericCode "398" ;
  skos:exactMatch <http://www.wikidata.org/entity/Q232>, <http://sws.geonames.org/1522867/> ;
  carec:area 2724900.5 ; carec:regions 17 ; carec:earliestDay "1991-12-16"^^xsd:date .
id:country\\/CHN a carec:Country ; rdfs:label "People's Republic of China"@en ; skos:altLabel "China"@en ;
  carec:alpha2Code "CN" ; carec:alpha3Code "CHN" .

id:place\\/khorgos-kz a carec:Place ; rdfs:label "Khorgos (Kazakhstan)"@en ; carec:locatedIn id:country\\/KAZ .
id:port\\/khorgos-kz a carec:BorderPort, carec:Port ; rdfs:label "Khorgos port (Kazakhstan side)"@en ;
  skos:altLabel "Khorgos"@en ;
  carec:locatedIn id:country\\/KAZ ; carec:pairedWith id:port\\/khorgos-cn .
id:port\\/khorgos-cn a carec:BorderPort, carec:Port ; rdfs:label "Khorgos port (PRC side)"@en ;
  skos:altLabel "Khorgos"@en, "霍尔果斯"@zh ;
  carec:locatedIn id:country\\/CHN ; carec:pairedWith id:port\\/khorgos-kz .
id:place\\/dostyk a carec:Place ; rdfs:label "Dostyk"@en ; carec:locatedIn id:country\\/KAZ ; carec:unLocode "KZDOS" .
id:port\\/dostyk a carec:BorderPort, carec:Port ; rdfs:label "Dostyk port"@en ;
  carec:locatedIn id:country\\/KAZ ; carec:unLocode "KZDOS" ;
  geo:hasGeometry id:geometry\\/dostyk ; skos:note "On the line to Alashankou."@en .
id:geometry\\/dostyk rdfs:label "Dostyk"@en ; geo:asWKT "POINT (82.48 45.25)"^^geo:wktLiteral .
id:port\\/zamyn-uud a carec:BorderPort, carec:Port ; rdfs:label "Zamyn-Üüd port"@en .
id:figure\\/length rdfs:label "Dostyk: length"@en .
"""

CITIES = """
@prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:City a rdfs:Class ; rdfs:label "City" .
ex:almaty a ex:City ; skos:prefLabel "Алматы"@kk ; ex:mayor "Somebody" .
ex:osh a ex:City ; rdfs:label "Osh" .
ex:bare ex:mayor "Nobody" .
"""


def read_turtle(text: str) -> list[Quad]:
    """Read Turtle."""
    return parse(text.encode(), TURTLE, "test")


def make_reconciler(text: str = BORDER) -> Reconciler:
    """Return a reconciler over Turtle."""
    return Reconciler(read_known_graph(read_turtle(text)))
