"""A small graph and a small library of saved queries over it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.media import TRIG
from carec_kg.rdf.reading import parse
from carec_kg.saved_queries.catalogue import Catalogue, read_catalogue
from carec_kg.saved_queries.lookup import Lookup

if TYPE_CHECKING:
    from carec_kg.graph.engine import Engine

LIBRARY = Path(__file__).parent / "library"
FACTS = """
PREFIX carec: <https://w3id.org/carec-kg/ontology#>
PREFIX id: <https://w3id.org/carec-kg/id/>
PREFIX measure: <https://w3id.org/carec-kg/scheme/measure/>
PREFIX qualifier: <https://w3id.org/carec-kg/scheme/qualifier/>
PREFIX p: <https://w3id.org/carec-kg/source/prc-brochure/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX unit: <http://qudt.org/vocab/unit/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <https://w3id.org/carec-kg/id/>
p:p1 {
  <programme/carec> a carec:Programme ; rdfs:label "CAREC Program"@en .
  <country/CHN> a carec:Country ; rdfs:label "People's Republic of China"@en ; carec:memberOf <programme/carec> .
  <country/KAZ> a carec:Country ; rdfs:label "Kazakhstan"@en ; carec:memberOf <programme/carec> .
  <country/RUS> a carec:Country ; rdfs:label "Russian Federation"@en .
  <country/XXX> a carec:Country ; rdfs:label "Inland"@en .
  measure:investment skos:prefLabel "Investment"@en , "投资"@zh .
  measure:staff skos:prefLabel "Staff"@en .
}
p:p2 {
  <figure/a> a carec:Figure ; carec:figureOf <programme/carec> ; carec:measures measure:investment ;
    carec:value 1820000000.0 ; carec:unit unit:USD ;
    carec:qualifier qualifier:about ; carec:asOf "2024-12-31"^^xsd:date .
  <figure/b> a carec:Figure ; carec:figureOf <programme/carec> ; carec:measures measure:investment ;
    carec:value 2360000000.0 ; carec:unit unit:USD ;
    carec:qualifier qualifier:exactly ; carec:asOf "2020-12-31"^^xsd:date .
}
p:p3 {
  <figure/c> a carec:Figure ; carec:figureOf <programme/carec> ; carec:measures measure:staff ;
    carec:value 200.0 ; carec:unit unit:NUM ; carec:qualifier qualifier:more-than .
}
"""


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Return a graph whose default graph is the union of its passages."""
    quads = parse(FACTS.encode(), TRIG, "facts")
    return Workbench([*quads, *(quad._replace(graph=None) for quad in quads)])


@pytest.fixture(scope="session")
def library() -> Catalogue:
    """Return the sample queries of this folder."""
    return read_catalogue(LIBRARY)


@pytest.fixture
def lookup(engine: Engine, library: Catalogue) -> Lookup:
    """Return a lookup over the small graph."""
    return Lookup(engine.select, library)
