"""The real ontology, data and queries: what must hold of them, what must follow and what must not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from carec_kg import iris
from carec_kg.checks.audit import audit, read_reviewed
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.saved_queries.parameters import examples
from carec_kg.sources.document import choose_document, read_documents
from carec_kg.sources.text import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.build.examination import Examination
    from carec_kg.config import Content
    from carec_kg.session.knowledge_graph import KnowledgeGraph

BROCHURE = "brochure/carec-and-the-prc.txt"
#: A run of words as long as this in one of our files is a copy of the source's wording; names are not.
COPIED_WORDS = 7
#: Names and addresses are facts, and may be as long as the source makes them.
NAMES = {
    iris.expand(name)
    for name in ("rdfs:label", "skos:prefLabel", "skos:altLabel", "dcterms:title", "carec:pageAddress")
}


def test_nothing_is_found(examination: Examination) -> None:
    assert [f"{finding.position}: {finding.message}" for finding in examination.findings] == []


def test_the_closure_is_consistent(examination: Examination) -> None:
    assert examination.closure.clashes == []
    assert len(examination.closure.triples) > 500


@pytest.mark.parametrize(
    ("pattern", "follows"),
    [
        ("id:country\\/CHN a carec:Member", True),
        ("id:country\\/RUS a carec:Member", False),
        ("id:country\\/KAZ a carec:Member", True),
        ("id:country\\/AFG a carec:Member", True),
        ("id:country\\/THA a carec:Member", False),
        ("id:region\\/CN-NM carec:participatesIn id:programme\\/carec", True),
        ("id:region\\/CN-NM carec:memberOf id:programme\\/carec", False),
        ("id:place\\/erenhot carec:locatedIn id:country\\/CHN", True),
        ("id:port\\/erenhot carec:locatedIn id:country\\/CHN", True),
        ("id:port\\/erenhot carec:locatedIn id:place\\/erenhot", False),
        ("id:corridor\\/4 carec:connects id:country\\/CHN", True),
        ("id:corridor\\/4 carec:connects id:country\\/MNG", True),
        ("id:corridor\\/4 carec:connects id:country\\/RUS", True),
        ("id:corridor\\/4 carec:connects id:country\\/KAZ", False),
        ("id:corridor\\/5 carec:connects id:country\\/MNG", True),
        ("id:corridor\\/5 carec:passesThrough id:country\\/MNG", False),
        ("id:corridor\\/3 carec:passesThrough id:country\\/IRN", True),
        ("id:corridor\\/6 carec:passesThrough id:place\\/bukhara", True),
        ("id:corridor\\/3 carec:passesThrough id:place\\/samarkand", False),
        ("id:port\\/erenhot carec:pairedWith id:port\\/zamyn-uud", True),
        ("id:port\\/yallama carec:pairedWith ?any", False),
        ("id:place\\/ganyushking carec:locatedIn ?any", False),
        ("id:initiative\\/imar-scbd carec:produces id:facility\\/erenhot-smart-port", True),
        ("id:event\\/digital-economy-workshop carec:tookPlaceIn id:place\\/hangzhou", True),
        ("id:event\\/seminar-ai-digital-trade carec:tookPlaceIn ?anywhere", False),
        ("id:event\\/seminar-ai-digital-trade carec:hostedBy ?anyone", False),
        ("id:event\\/innovation-week-2023 carec:tookPlaceIn ?anywhere", False),
    ],
)
def test_what_must_follow_follows_and_what_must_not_does_not(
    graph: KnowledgeGraph, pattern: str, follows: bool
) -> None:
    assert bool(graph.query(f"ASK {{ {pattern} }}")) is follows


def test_every_saved_question_meets_its_expectations_and_there_are_enough(examination: Examination) -> None:
    assert len(examination.catalogue) >= 30
    assert [f for f in examination.findings if f.rule == "expectations"] == []


def test_every_passage_with_facts_has_a_file_of_its_own(content: Content, examination: Examination) -> None:
    files = {path.stem for path in (content.data / "brochure").glob("*.ttl")} - {"source"}
    source = iris.mint_source("prc-brochure") + "/"
    graphs = {(quad.graph or "").removeprefix(source) for quad in examination.quads if source in (quad.graph or "")}
    assert graphs == files
    assert len(files) == 45


def test_the_audit_of_the_brochure_leaves_nothing_uncovered(
    shared: Path, content: Content, examination: Examination
) -> None:
    text = read_text(shared / BROCHURE)
    document = choose_document(read_documents(examination.quads), text)
    report = audit(document, text, examination.quads, read_reviewed(content.data / "brochure" / "reviewed.csv"))
    assert [audited.mention.words for audited in report.having("uncovered")] == []
    assert report.findings == ()
    assert len(report.having("held")) > 120


def test_no_sentence_of_the_brochure_is_in_our_texts(shared: Path, examination: Examination) -> None:
    words = re.findall(r"\w+", read_text(shared / BROCHURE).lower())
    runs = {tuple(words[i : i + COPIED_WORDS]) for i in range(len(words) - COPIED_WORDS + 1)}
    copied = []
    for quad in examination.quads:
        if isinstance(quad.object, Literal) and quad.predicate.value not in NAMES:
            ours = re.findall(r"\w+", quad.object.value.lower())
            copied += [quad.object.value for i in range(len(ours)) if tuple(ours[i : i + COPIED_WORDS]) in runs]
    assert copied == []


def test_links_stay_out_of_the_closure(examination: Examination) -> None:
    outside = ("http://www.wikidata.org/", "http://sws.geonames.org/")
    inferred = [item.triple for item in examination.closure.triples]
    assert [t for t in inferred if isinstance(t.object, Iri) and t.object.value.startswith(outside)] == []


@pytest.mark.parametrize("prefix", ["id/country/", "id/region/", "id/place/"])
def test_every_country_region_and_place_of_the_brochure_is_linked(examination: Examination, prefix: str) -> None:
    links = {q.subject.value for q in examination.quads if (q.graph or "").startswith(iris.GRAPH + "links/")}
    source = iris.mint_source("prc-brochure") + "/"
    said = [q for q in examination.quads if (q.graph or "").startswith(source)]
    named = {term.value for q in said for term in (q.subject, q.object) if isinstance(term, Iri)}
    assert {iri for iri in named if iri.startswith(iris.BASE + prefix)} - links == set()


def test_every_kind_of_thing_and_every_code_list_has_a_prefix_in_files(examination: Examination) -> None:
    terms = {t.value for quad in examination.quads for t in (quad.subject, quad.object) if isinstance(t, Iri)}
    for base, known in ((iris.ID, iris.THING_KINDS), (iris.SCHEME, iris.CODE_LISTS)):
        found = {
            iri.removeprefix(base).split("/")[0] for iri in terms if iri.startswith(base) and "/" in iri[len(base) :]
        }
        assert sorted(found) == sorted(known)


def test_every_saved_question_answers_its_example_in_time(graph: KnowledgeGraph) -> None:
    for query in graph.catalogue:
        assert graph.encode(query.slug, ("csv", "ntriples"), examples(query), timeout=10.0).body
