"""Roles of triples, readings beside what is read, and citations of nothing beside the point."""

from __future__ import annotations

from typing import Any

import pytest

from carec_kg.evidence.explanation_text import write_explanation
from carec_kg.iris import CURATION_GRAPH, ONTOLOGY_GRAPH
from tests.evidence.curated import FORUM, ONE, OTHER, READING, SOURCE, make_curated


def ask(kind: str, **asked: object) -> dict[str, Any]:
    return make_curated().answer(kind, asked, inferred=True, time_left=lambda: 10.0)


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return ask("explain", query=FORUM, row=0)


def test_triples_have_roles_and_facts_come_first(found: dict[str, Any]) -> None:
    (derivation,) = found["derivations"]
    roles = [(triple["role"], triple["predicate"]["name"]) for triple in derivation["triples"]]
    assert roles == [
        ("fact", "carec:figureOf"),
        ("fact", "carec:measures"),
        ("fact", "carec:value"),
        ("reading", "carec:locatedIn"),
        ("name", "rdfs:label"),
        ("structure", "skos:broader"),
        ("structure", "rdf:type"),
    ]


def test_a_reading_comes_with_its_reason_and_the_passages_that_it_interprets(found: dict[str, Any]) -> None:
    (read,) = [triple for triple in found["derivations"][0]["triples"] if triple["role"] == "reading"]
    assert read["readings"] == [{"iri": READING, "label": "The forum was at Erenhot", "passages": [ONE]}]
    citation = found["citations"][READING]
    assert (citation["kind"], citation["role"]) == ("reading", "reading")
    assert citation["reason"] == "The sentence before names the town."
    assert citation["passages"] == [ONE]


def test_citations_have_the_best_role_that_they_play_in_its_order(found: dict[str, Any]) -> None:
    cited = [(iri, citation["role"]) for iri, citation in found["citations"].items()]
    assert cited == [
        (ONE, "fact"),
        (READING, "reading"),
        (CURATION_GRAPH, "name"),
        (ONTOLOGY_GRAPH, "structure"),
        (SOURCE, "structure"),
    ]


def test_a_passage_that_says_otherwise_is_no_evidence(found: dict[str, Any]) -> None:
    assert OTHER not in str(found)
    (row,) = ask("evidence", query=FORUM)["rows"]
    assert row["passages"] == [ONE]
    both = ask("explain", query="SELECT ?v { ?f carec:figureOf id:forum ; carec:value ?v } ORDER BY ?v", row=1)
    assert [iri for iri in both["citations"] if iri in {ONE, OTHER}] == [OTHER]


def test_an_absence_has_the_values_of_the_row_and_is_told_in_words(found: dict[str, Any]) -> None:
    (absence,) = found["derivations"][0]["reliances"]
    assert absence["kind"] == "not exists"
    assert "id:forum carec:endedOn ?end" in absence["filled"]
    assert absence["absent"]["subject"]["label"] == "Forum"
    assert absence["absent"]["object"] == {"variable": "end"}
    assert "Nothing states that Forum · carec:endedOn · ?end" in write_explanation(found)


def test_the_text_tells_the_reading_and_puts_names_behind_the_facts(found: dict[str, Any]) -> None:
    facts, heading, others = write_explanation(found).partition("Names, types and structure:")
    assert heading
    assert "carec:value" in facts
    assert "Forum (en)" in others
    text = " ".join(write_explanation(found).split())
    assert "[2] Reading: The forum was at Erenhot. The sentence before names the town." in text
    assert "reads [1]" in text


def test_rows_in_short_name_readings_and_their_passages() -> None:
    found = ask("evidence", query="SELECT ?where { id:forum carec:locatedIn ?where }")
    (row,) = found["rows"]
    assert (row["sources"], row["readings"], row["passages"]) == ([CURATION_GRAPH], [READING], [ONE])
    assert set(found["citations"]) == {CURATION_GRAPH, READING, ONE}
