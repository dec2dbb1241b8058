"""The quality page: the record of a build, and what the graph says of itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from carec_kg.checks.finding import Finding, Severity
from carec_kg.checks.report import write_json
from carec_kg.errors import Position
from carec_kg.graph import snapshot as layout
from carec_kg.graph.load import load_files
from carec_kg.web.application import create_app
from carec_kg.web.pages.quality_model import list_expected, read_coverage, read_links
from carec_kg.web.pages.snapshot_files import find_snapshot, read_record
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import LocalPool, read_library

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
WARNING = Finding("made-up-rule", "Something is odd.", Severity.WARNING, position=Position("data/a.ttl", 3))
UNKEPT = Finding("expectations", "There are 3 rows, not 300.", position=Position("questions/labels.rq", 1))
RULE = """#+ name: cax-dw
#+ table: 7
#+ says: Two disjoint classes have no member in common.
#+ severity: violation
#+ message: {x} is in both.

PREFIX owl: <http://www.w3.org/2002/07/owl#>

SELECT ?x ?c1 ?c2
WHERE {
  ?c1 owl:disjointWith ?c2 .
  ?x a ?c1 .
  ?x a ?c2 .
}
"""
GRAPH = """
@prefix carec: <https://w3id.org/carec-kg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <http://a.example/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix source: <https://w3id.org/carec-kg/source/> .

source:made-up carec:length 90 ; rdfs:label "A made-up source"@en .
source:made-up\\/one a carec:Passage ; carec:passageOf source:made-up ;
  carec:ordinal 1 ; dcterms:abstract "A heading."@en .
source:made-up\\/two a carec:Passage ; carec:passageOf source:made-up ;
  carec:ordinal 2 ; carec:doubt ex:unclear .
source:made-up\\/two { ex:a rdfs:label "A"@en ; carec:disagreesWith ex:b }
<https://w3id.org/carec-kg/graph/links/there> {
  ex:link a owl:Axiom ; owl:annotatedProperty owl:sameAs ; carec:reviewState ex:refused }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "export").mkdir()
    (tmp_path / layout.RULES).mkdir()
    (tmp_path / layout.RULES / "cax-dw.rq").write_text(RULE, encoding="utf-8")
    (tmp_path / "manifest.json").write_text('{"counts": {"asserted": 12345}}', encoding="utf-8")
    (tmp_path / layout.FINDINGS).write_text(write_json([WARNING, UNKEPT]), encoding="utf-8")
    checks = [{"name": "Thing", "kind": "shape", "says": "A thing has a name."}]
    (tmp_path / layout.CHECKS).write_text(json.dumps({"axioms": 7, "checks": checks}), encoding="utf-8")
    return tmp_path


@pytest.fixture
def quality(folder: Path) -> FlaskClient:
    path = folder / "graph.trig"
    path.write_text(GRAPH, encoding="utf-8")
    settings = WebSettings(dataset="v1", exports=folder / "export", union_default_graph=True)
    return create_app(LocalPool(load_files([path], union_default_graph=True)), read_library(), settings).test_client()


def test_the_page_shows_what_was_checked_and_found(quality: FlaskClient) -> None:
    page = quality.get("/quality", headers=HTML).text
    for words in ("12,345", "Something is odd.", "data/a.ttl:3", "A thing has a name.", "no member in common"):
        assert words in page


def test_coverage_names_the_passages_without_facts(quality: FlaskClient) -> None:
    page = quality.get("/quality", headers=HTML).text
    assert "1 of 2 passages state facts, 2 statements in all." in page
    assert "A heading." in page


def test_doubts_contradictions_and_links_are_counted(quality: FlaskClient) -> None:
    page = quality.get("/quality", headers=HTML).text
    assert "1 pairs of statements" in page
    assert "http://a.example/unclear" in page
    assert "owl:sameAs" in page


def test_an_expectation_that_fails_is_told_with_its_question(quality: FlaskClient) -> None:
    page = quality.get("/quality", headers=HTML).text
    assert "2 of 3 questions keep all of theirs" in page
    assert "There are 3 rows, not 300." in page


def test_the_graph_is_asked_once_for_a_language(quality: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = quality.get("/quality", headers=HTML).text
    monkeypatch.setattr("carec_kg.web.pages.quality.read_quality", None)
    assert quality.get("/quality", headers=HTML).text == first


def test_plain_files_have_a_page_without_a_record(client: FlaskClient) -> None:
    page = client.get("/quality", headers=HTML)
    assert page.status_code == 200
    assert "no record of checks" in page.text


def test_an_older_snapshot_without_a_list_of_checks_is_read(folder: Path) -> None:
    (folder / layout.CHECKS).unlink()
    record = read_record(folder)
    assert [check.name for check in record.checks] == ["cax-dw"]
    assert record.axioms == 0


def test_a_folder_of_exports_alone_is_no_snapshot(folder: Path) -> None:
    assert find_snapshot(WebSettings(exports=folder / "export")) == folder
    (folder / layout.FINDINGS).unlink()
    assert find_snapshot(WebSettings(exports=folder / "export")) is None
    assert find_snapshot(WebSettings()) is None


def test_coverage_counts_what_is_stated() -> None:
    (found,) = read_coverage([("d", "p1", "k", "One", "0"), ("d", "p2", "", "", "5")])
    assert (found.stated, found.statements, [row.iri for row in found.bare]) == (1, 5, ["p1"])


def test_links_are_grouped_by_target_and_relation() -> None:
    graph = "https://w3id.org/carec-kg/graph/links/wikidata"
    (row,) = read_links(
        [(graph, "CAREC-KG and Wikidata", "same", "new", "3"), (graph, "CAREC-KG and Wikidata", "same", "refused", "1")]
    )
    assert (row.target, row.title, row.number, row.states) == ("wikidata", "Wikidata", 4, {"new": 3, "refused": 1})


def test_a_question_without_expectations_is_not_listed() -> None:
    assert {one.query.slug for one in list_expected(read_library(), [])} == {
        query.slug for query in read_library() if query.expectations
    }
