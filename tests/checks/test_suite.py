from __future__ import annotations

from carec_kg.checks.finding import Finding, Severity
from carec_kg.checks.placement import CheckedFile
from carec_kg.checks.suite import CheckedGraph, check_graph
from carec_kg.checks.syntax import parse_files
from carec_kg.errors import Position
from carec_kg.iris import CURATION_GRAPH, ID, ONTOLOGY_GRAPH
from carec_kg.rdf.terms import Iri, Quad
from carec_kg.rdf.turtle import write_turtle
from tests.checks.sample_graph import closure, edited_engine, ontology_quads, sample_quads, suite


def sample_files() -> list[CheckedFile]:
    """Return the sample as formatted files, one a graph."""
    graphs: dict[str, list[Quad]] = {}
    for quad in sample_quads():
        graphs.setdefault(quad.graph or "", []).append(quad)
    return [
        CheckedFile(f"data/{name.rpartition('/')[2]}.ttl", name, write_turtle(quad.triple for quad in quads).encode())
        for name, quads in graphs.items()
    ]


def check(drop: str = "", add: str = "", others: tuple[Finding, ...] = ()) -> list[Finding]:
    files = sample_files()
    quads, _ = parse_files(files)
    with edited_engine(drop, add) as engine:
        return check_graph(suite(), CheckedGraph([*ontology_quads(), *quads], closure(), engine), files, others)


def test_a_valid_graph_in_formatted_files_has_no_finding() -> None:
    assert check() == []


def test_findings_made_elsewhere_are_placed_and_sorted_with_the_rest() -> None:
    clash = Finding("cax-dw", "Two classes are disjoint.", focus=Iri(ID + "place/oldtown"), graph=CURATION_GRAPH)
    profile = Finding("profile", "Not in OWL 2 RL.", Severity.WARNING, graph=ONTOLOGY_GRAPH)
    found = check(others=(profile, clash))
    assert [finding.rule for finding in found] == ["cax-dw", "profile"]
    assert found[0].position is not None
    assert found[0].position.file == "data/curation.ttl"


def test_a_rule_is_reported_with_file_and_line() -> None:
    [finding] = check(add="source:sample\\/one { id:corridor\\/1 carec:hasSubcorridor id:subcorridor\\/1a . }")
    assert finding.rule == "inverses-are-not-asserted"
    assert finding.position == Position("data/one.ttl", 10, 1) or (
        finding.position is not None and finding.position.file == "data/one.ttl" and finding.position.line > 1
    )


def test_whoever_shows_progress_is_told_of_each_step() -> None:
    steps: list[str] = []
    files = sample_files()
    with edited_engine() as engine:
        check_graph(suite(), CheckedGraph(sample_quads(), (), engine), files, (), steps.append)
    assert steps == ["check shapes", "check rules"]


def test_the_layout_of_ontology_files_is_no_matter_of_this_check() -> None:
    file = CheckedFile("ontology/m.ttl", ONTOLOGY_GRAPH, b"<urn:a>   <urn:b>   _:c .", "m")
    with edited_engine() as engine:
        found = check_graph(suite(), CheckedGraph([], (), engine), [file])
    assert [finding for finding in found if finding.position] == []


def test_every_shape_and_rule_has_a_sentence() -> None:
    sentences = suite().sentences()
    assert sentences["Figure-value"].startswith("A figure has exactly one value")
    assert sentences["dates-in-order"] == "A span ends no earlier than it begins."
    assert {"formatted", "canonical-literals", "no-blank-nodes", "syntax"} <= set(sentences)
    assert all(sentence.endswith(".") for sentence in sentences.values())
