"""The audit over the real brochure and its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.checks.audit import AuditReport, ReviewedEntry, audit, read_reviewed, write_reviewed
from carec_kg.config import find_content
from carec_kg.graph.manifest import list_graph_files
from carec_kg.iris import mint_source
from carec_kg.rdf.reading import read_file
from carec_kg.sources.document import Document, choose_document, read_documents
from carec_kg.sources.text import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.rdf.terms import Quad

_SOURCE = mint_source("prc-brochure")
_REVIEWED = find_content().data / "brochure" / "reviewed.csv"


@pytest.fixture(scope="module")
def quads() -> list[Quad]:
    return [
        quad._replace(graph=file.graph) for file in list_graph_files(find_content()) for quad in read_file(file.path)
    ]


@pytest.fixture(scope="module")
def text(shared: Path) -> str:
    return read_text(shared / "brochure" / "carec-and-the-prc.txt")


@pytest.fixture(scope="module")
def document(quads: list[Quad], text: str) -> Document:
    return choose_document(read_documents(quad for quad in quads if quad.graph == _SOURCE), text)


@pytest.fixture(scope="module")
def reviewed() -> list[ReviewedEntry]:
    return read_reviewed(_REVIEWED)


@pytest.fixture(scope="module")
def report(document: Document, text: str, quads: list[Quad], reviewed: list[ReviewedEntry]) -> AuditReport:
    return audit(document, text, quads, reviewed)


def test_every_number_time_and_name_of_the_brochure_is_held_or_reviewed(report: AuditReport) -> None:
    uncovered = [f"{a.passage.key}: {a.mention.words!r}: {a.reason}" for a in report.having("uncovered")]
    assert uncovered == []
    assert len(report.mentions) > 130


def test_offsets_digests_passages_files_and_review_of_the_brochure_are_in_order(report: AuditReport) -> None:
    assert [finding.message for finding in report.findings] == []
    assert report.passages == 49


def test_the_review_is_short_and_sorted(reviewed: list[ReviewedEntry]) -> None:
    assert len(reviewed) < 15
    assert _REVIEWED.read_text(encoding="utf-8") == write_reviewed(reviewed)


def test_without_its_figures_no_number_of_the_brochure_is_held(
    document: Document, text: str, quads: list[Quad]
) -> None:
    fewer = [quad for quad in quads if not quad.predicate.value.endswith("#value")]
    found = audit(document, text, fewer, [])
    assert {a.verdict for a in found.mentions if a.mention.kind == "number"} == {"uncovered"}


def test_without_its_days_no_time_of_the_brochure_is_held(document: Document, text: str, quads: list[Quad]) -> None:
    fewer = [quad for quad in quads if not quad.predicate.value.endswith(("#earliestDay", "#asOf"))]
    found = audit(document, text, fewer, [])
    assert {a.verdict for a in found.mentions if a.mention.kind == "date"} == {"uncovered"}


def test_facts_in_the_graphs_of_other_passages_hold_nothing(document: Document, text: str, quads: list[Quad]) -> None:
    moved = {
        p.iri: q.iri for p, q in zip(document.passages, document.passages[1:] + document.passages[:1], strict=True)
    }
    found = audit(document, text, [quad._replace(graph=moved.get(quad.graph or "", quad.graph)) for quad in quads], [])
    numbers = [a for a in found.mentions if a.mention.kind == "number"]
    assert sum(a.verdict == "held" for a in numbers) <= len(numbers) // 5
