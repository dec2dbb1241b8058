from __future__ import annotations

from carec_kg.graph.known_prefixes import prefixes_for
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import FILE_PREFIXES
from carec_kg.rdf.terms import Iri, Quad

CORRIDOR = Iri("https://w3id.org/carec-kg/id/corridor/5")
CONNECTS = Iri("https://w3id.org/carec-kg/ontology#connects")
CHINA = Iri("https://w3id.org/carec-kg/id/country/CHN")


def test_only_the_prefixes_that_may_be_used_are_handed_on() -> None:
    assert set(prefixes_for("SELECT * { ?x a carec:Corridor ; rdfs:label 'id:1' ; <http://a> ex:b }")) == {
        "carec",
        "rdfs",
        "id",
    }


def test_escapes_may_hide_any_prefix() -> None:
    assert prefixes_for("SELECT * { \\u0063arec:a ?b ?c }") == dict(FILE_PREFIXES)


def test_things_have_short_names_in_queries() -> None:
    bench = Workbench([Quad(CORRIDOR, CONNECTS, CHINA)])
    assert bench.select("SELECT ?x { corridor:5 carec:connects ?x }").texts() == [(CHINA.value,)]
    assert bench.select("SELECT ?x { ?x carec:connects country:CHN }").texts() == [(CORRIDOR.value,)]


def test_a_declaration_of_ones_own_wins() -> None:
    bench = Workbench([Quad(CORRIDOR, CONNECTS, CHINA)])
    text = "PREFIX corridor: <http://example.org/> SELECT ?x { corridor:5 ?p ?x }"
    assert bench.select(text).rows == []
