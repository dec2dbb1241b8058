"""A proof in words and for JSON: labels with their IRIs, rules by name and sentence, passages cited, lists folded."""

from __future__ import annotations

import json
from typing import Any

import pytest

from carec_kg.evidence.proof_json import to_dict
from carec_kg.evidence.proof_text import write_text
from carec_kg.evidence.proof_words import ProofWords
from carec_kg.iris import CAREC, ONTOLOGY_GRAPH, RDF_TYPE
from carec_kg.rdf.media import TRIG
from carec_kg.rdf.reading import parse
from carec_kg.rdf.skolem import skolemise
from carec_kg.rdf.terms import Iri, Quad, Triple
from tests.reasoning.proof_graphs import ProofGraph, graph_of, triple_of, with_closure

_AMBER = "https://w3id.org/carec-kg/source/amber"
_THINGS = "https://w3id.org/carec-kg/id/"
_TEXT = f"""
@prefix carec: <{CAREC}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <{_THINGS}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<{ONTOLOGY_GRAPH}> {{
  carec:connects owl:propertyChainAxiom ( carec:connects carec:locatedIn ) ; rdfs:label "connects"@en , "verbindet"@de .
  carec:locatedIn rdfs:label "lies in"@en .
  carec:Member owl:equivalentClass [ a owl:Restriction ; owl:onProperty carec:memberOf ; owl:hasValue id:league ] .
  carec:memberOf rdfs:label "is member of"@en . carec:Member rdfs:label "member"@en .
}}
<{_AMBER}/joins> {{ id:road carec:connects id:lorne . id:maren carec:memberOf id:league . }}
<{_AMBER}/lies> {{ id:lorne carec:locatedIn id:coast . id:coast carec:locatedIn id:isles . }}
<{_AMBER}> {{
  <{_AMBER}> a carec:Document ; rdfs:label "Amber Coast (brochure)"@en .
  <{_AMBER}/joins> a carec:Passage ; carec:passageOf <{_AMBER}> ; carec:ordinal 2 ;
    dcterms:abstract "What the road joins."@en .
  <{_AMBER}/lies> a carec:Passage ; carec:passageOf <{_AMBER}> ; carec:ordinal 3 .
  id:road rdfs:label "Shore Road"@en . id:lorne rdfs:label "Lorne"@en . id:coast rdfs:label "the Coast"@en .
}}
"""


@pytest.fixture(scope="module")
def graph() -> ProofGraph:
    quads = skolemise(parse(_TEXT.encode(), TRIG, "amber"), "amber")
    return with_closure([Quad(*quad) for quad in quads])


def _ask(graph: ProofGraph, *names: str, language: str = "en") -> dict[str, Any]:
    subject, predicate, value = (Iri(name) for name in names)
    found = graph.prover.prove(Triple(subject, predicate, value))
    return to_dict(found, graph.engine, ProofWords(graph.engine, language))


def _road(graph: ProofGraph, end: str, language: str = "en") -> dict[str, Any]:
    return _ask(graph, _THINGS + "road", CAREC + "connects", _THINGS + end, language=language)


def test_a_proof_is_a_tree_with_rule_sentences_and_passages(graph: ProofGraph) -> None:
    assert write_text(_road(graph, "coast")) == (
        "Shore Road · connects · the Coast\n"
        "│ follows by prp-spo2 (OWL 2 RL, table 5): Things that are joined by a chain of properties are related by the "
        "property that the chain implies.\n"
        "├─ connects · follows from the chain · (connects, lies in)\n"
        "│    stated in Ontology of this knowledge graph\n"
        "├─ Shore Road · connects · Lorne\n"
        "│    stated in Amber Coast (brochure), passage 2: What the road joins.\n"
        "└─ Lorne · lies in · the Coast\n"
        "     stated in Amber Coast (brochure), passage 3\n"
        "\n"
        "  Lorne       id:lorne\n"
        "  Shore Road  id:road\n"
        "  connects    carec:connects\n"
        "  lies in     carec:locatedIn\n"
        "  the Coast   id:coast\n"
    )


def test_what_has_no_name_is_said_in_words(graph: ProofGraph) -> None:
    text = write_text(_ask(graph, _THINGS + "maren", RDF_TYPE, CAREC + "Member"))
    assert "id:maren · is a · what is (carec:memberOf value id:league)" in text
    assert "genid" not in text


def test_labels_are_in_the_language_asked_for_where_there_are_any(graph: ProofGraph) -> None:
    assert write_text(_road(graph, "coast", "de")).startswith("Shore Road · verbindet · the Coast\n")


def test_a_proof_for_json_numbers_its_steps_and_keeps_list_cells(graph: ProofGraph) -> None:
    found = _road(graph, "isles")
    steps = found["proofs"][0]
    assert json.loads(json.dumps(found)) == found
    assert [step["id"] for step in steps] == list(range(len(steps)))
    assert all(premise < step["id"] for step in steps for premise in step.get("premises", ()))
    assert steps[-1]["triple"] == found["triple"]
    assert found["triple"]["subject"] == {"iri": _THINGS + "road", "name": "id:road", "label": "Shore Road"}
    stated = {graph for step in steps for graph in step.get("statedIn", ())}
    assert stated == found["citations"].keys()
    assert any(step["triple"]["predicate"]["iri"].endswith("#first") for step in steps)


def test_a_premise_that_two_steps_share_is_shown_with_its_own_once() -> None:
    text = """
    :a :p :b . :p rdfs:subPropertyOf :q . :b :t :d . :b :w :d .
    :r owl:propertyChainAxiom ( :q :t ) . :s owl:propertyChainAxiom ( :q :w ) .
    :R owl:someValuesFrom owl:Thing ; owl:onProperty :r . :S owl:someValuesFrom owl:Thing ; owl:onProperty :s .
    :I owl:intersectionOf ( :R :S ) .
    """
    graph = graph_of(text)
    found = write_text(to_dict(graph.prove("a a I"), graph.engine, ProofWords(graph.engine)))
    assert found.count("(shown above)") == 1
    assert found.count("follows by prp-spo1") == 1


def test_what_is_not_in_the_graph_is_said_with_the_premise_that_is_missing(graph: ProofGraph) -> None:
    found = _ask(graph, _THINGS + "lorne", RDF_TYPE, CAREC + "Member")
    assert json.loads(json.dumps(found)) == found
    text = write_text(found)
    assert text.startswith("Not in the graph: Lorne · is a · member\n")
    assert "Missing: Lorne · is member of · id:league\n" in text
    assert write_text(_ask(graph, "urn:x", "urn:y", "urn:z")).splitlines()[1].startswith("No rule comes near it")


def test_a_missing_premise_with_a_free_place_shows_its_variable() -> None:
    graph = graph_of(":b :q :c . :d :q :c . :r owl:propertyChainAxiom ( :p :q ) .")
    text = write_text(to_dict(graph.miss("a r c"), graph.engine, ProofWords(graph.engine)))
    assert "/a> · <http://example.org/p> · ?u2" in text
    assert "(one of 2 ways)" in text


def test_what_says_nothing_is_said_to_be_left_out() -> None:
    graph = graph_of(":a a :C .")
    asked = triple_of("a a C")._replace(object=Iri("http://www.w3.org/2002/07/owl#Thing"))
    text = write_text(to_dict(graph.prover.prove(asked), graph.engine, ProofWords(graph.engine)))
    assert "It says what holds of everything" in text


def test_several_proofs_are_numbered_and_others_are_mentioned() -> None:
    graph = graph_of(":a a :A ; :p :b ; :q :b . :A rdfs:subClassOf :C . :p rdfs:domain :C . :q rdfs:domain :C .")
    text = write_text(to_dict(graph.prove("a a C", proofs=2), graph.engine, ProofWords(graph.engine)))
    assert [line for line in text.splitlines() if line.startswith("Proof")] == ["Proof 1", "Proof 2"]
    assert "There are other proofs than shown." in text


def test_a_contradiction_is_written_like_a_proof() -> None:
    graph = graph_of(":C owl:disjointWith :D . :B rdfs:subClassOf :C . :a a :B , :D .")
    found = to_dict(graph.prover.prove_clash(graph.closure.clashes[0]), graph.engine, ProofWords(graph.engine))
    assert json.loads(json.dumps(found)) == found
    text = write_text(found)
    assert text.startswith("Contradiction: <http://example.org/a> belongs to")
    assert text.count("follows by cax-sco") == 1
    assert text.count("stated in") == 4
