"""Citations: source, section, ordinal and our summary in one line; spot, address and doubts where they are given."""

from __future__ import annotations

import json

import pytest

from carec_kg.errors import UnknownName
from carec_kg.evidence.citation import Citation, Named, cite, cite_all
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import CURATION_GRAPH, GRAPH, ONTOLOGY_GRAPH
from carec_kg.rdf.media import TRIG
from carec_kg.rdf.reading import parse

_AMBER = "https://w3id.org/carec-kg/source/amber"
_TEXT = """
@prefix carec: <https://w3id.org/carec-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kind: <https://w3id.org/carec-kg/scheme/passage-kind/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/carec-kg/source/amber/> .

<../amber> a carec:Document ; rdfs:label "Amber Coast (brochure)"@en , "\u742a\u73c0\u6d77\u5cb8"@zh ;
  carec:sha256 "aa" ; carec:pageAddress "https://amber.example.org/"^^xsd:anyURI .
<section-1> a carec:Section ; carec:sectionOf <../amber> ; carec:ordinal 1 ; rdfs:label "Ports"@en ;
  carec:pageAddress "https://amber.example.org/ports"^^xsd:anyURI .
<joined> a carec:Passage ; carec:passageOf <../amber> ; carec:section <section-1> ; carec:ordinal 2 ;
  carec:passageKind kind:sentence ; dcterms:abstract "Seven ports joined."@en ; carec:start 10 ; carec:end 20 ;
  carec:sha256 "bb" .
<row> a carec:Passage ; carec:passageOf <../amber> ; carec:ordinal 3 ; carec:passageKind kind:row ;
  carec:locator "Table 3.3." ; carec:pageAddress "https://amber.example.org/t"^^xsd:anyURI ;
  carec:doubt <urn:doubt> .
<grown> a carec:Passage ; carec:passageOf <../amber> ; carec:ordinal 4 ; dcterms:abstract "They grew."@en ;
  carec:goesOnFrom <joined> .
<urn:doubt> rdfs:label "misprint"@en .
"""


@pytest.fixture(scope="module")
def engine() -> Workbench:
    return Workbench(parse(_TEXT.encode(), TRIG, "amber"))


def test_a_passage_is_cited_in_one_line(engine: Workbench) -> None:
    assert str(cite(engine, _AMBER + "/joined")) == (
        "Amber Coast (brochure), section “Ports”, passage 2: Seven ports joined. <https://amber.example.org/ports>"
    )
    assert str(cite(engine, _AMBER + "/row")) == (
        "Amber Coast (brochure), passage 3, Table 3.3 <https://amber.example.org/t> [doubt: misprint]"
    )


def test_a_citation_for_json_has_offsets_and_digests_and_nothing_that_is_absent(engine: Workbench) -> None:
    found = cite(engine, _AMBER + "/joined").to_dict()
    assert found["offsets"] == {"start": 10, "end": 20}
    assert (found["sha256"], found["documentSha256"], found["kind"]) == ("bb", "aa", "sentence")
    assert found["document"] == {"iri": _AMBER, "label": "Amber Coast (brochure)"}
    assert "doubts" not in found
    assert json.loads(json.dumps(found)) == found
    assert "offsets" not in cite(engine, _AMBER + "/row").to_dict()


def test_a_passage_says_from_which_it_goes_on(engine: Workbench) -> None:
    found = cite(engine, _AMBER + "/grown")
    assert "passage 4: They grew. (goes on from passage 2) <https" in str(found)
    assert found.to_dict()["goesOnFrom"] == [{"iri": _AMBER + "/joined", "ordinal": 2}]
    assert "goesOnFrom" not in cite(engine, _AMBER + "/row").to_dict()


def test_labels_are_in_the_language_asked_for_else_in_english(engine: Workbench) -> None:
    assert cite(engine, _AMBER + "/row", "zh").document.label == "\u742a\u73c0\u6d77\u5cb8"
    assert cite(engine, _AMBER + "/row", "ru").document.label == "Amber Coast (brochure)"


def test_a_graph_that_is_no_passage_is_cited_by_what_it_is(engine: Workbench) -> None:
    found = cite_all(engine, [ONTOLOGY_GRAPH, CURATION_GRAPH, GRAPH + "links/geonames", _AMBER])
    assert [str(citation).split(":")[0] for citation in found.values()] == [
        "Ontology of this knowledge graph",
        "Names, types and notes given by this graph",
        "Links to geonames",
        "Amber Coast (brochure) <https",
    ]


@pytest.mark.parametrize("iri", [_AMBER + "/nothing", _AMBER + "/section-1", "urn:doubt", "not an IRI"])
def test_what_is_no_passage_is_not_cited(engine: Workbench, iri: str) -> None:
    assert cite_all(engine, [iri]) == {}
    with pytest.raises(UnknownName):
        cite(engine, iri)


def test_many_passages_are_cited_at_once_in_the_order_asked_for(engine: Workbench) -> None:
    asked = [_AMBER + "/row", *(f"{_AMBER}/unknown-{number}" for number in range(1200)), _AMBER + "/joined"]
    assert list(cite_all(engine, asked)) == [_AMBER + "/row", _AMBER + "/joined"]
    assert cite_all(engine, []) == {}


def test_what_has_no_label_is_cited_by_its_address() -> None:
    assert str(Citation("urn:p", Named("urn:d", ""), Named("urn:s", ""), 4)) == "urn:d, section “urn:s”, passage 4"
