"""A second brochure, which we made up, from its text to a graph that passes every check."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from carec_kg.build.auditing import audit_file
from carec_kg.build.drafting import start_source
from carec_kg.build.examination import examine
from carec_kg.config import Content, find_content
from carec_kg.errors import UsageError
from carec_kg.rdf.reading import read_file

SECOND = Path(__file__).parents[1] / "sources" / "second_brochure"
BROCHURE = SECOND / "brochure.txt"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    for name in ("ontology", "data", "queries"):
        shutil.copytree(find_content().root / name, tmp_path / name)
    return Content(tmp_path)


def test_a_draft_becomes_the_second_brochure_by_the_work_of_a_curator_alone(content: Content) -> None:
    draft = start_source(content, BROCHURE, content.data, "steppe-markets", "Steppe Markets", "en")
    drafted = content.data / "steppe-markets"
    finished = SECOND / "steppe-markets"
    assert {path.name for path in drafted.iterdir()} == {path.name for path in finished.glob("*.ttl")}
    computed = ("start", "end", "sha256", "ordinal", "length", "passageOf", "sectionOf", "passageKind")

    def offsets(folder: Path) -> set[tuple[str, str, str]]:
        quads = read_file(folder / "source.ttl")
        return {
            (str(q.subject), str(q.predicate), str(q.object)) for q in quads if q.predicate.value.endswith(computed)
        }

    assert offsets(drafted) == offsets(finished)
    assert draft.passages == 6


def test_the_audit_finds_everything_uncovered_in_a_draft_and_nothing_when_it_is_finished(content: Content) -> None:
    start_source(content, BROCHURE, content.data, "steppe-markets", "Steppe Markets", "en")
    report, _ = audit_file(content, BROCHURE)
    assert len(report.having("uncovered")) == len(report.mentions)
    assert any(found.rule == "no-file" for found in report.findings)

    shutil.copytree(SECOND / "steppe-markets", content.data / "steppe-markets", dirs_exist_ok=True)
    shutil.copytree(SECOND / "curation", content.data / "curation", dirs_exist_ok=True)
    report, _ = audit_file(content, BROCHURE)
    assert report.passed
    # The other files have tests of their own, and the questions' expectations are about the real graph.
    mine = [f for f in examine(content, lambda _: None).findings if f.position and "steppe-markets" in f.position.file]
    assert mine == []


def test_a_text_that_is_a_source_already_is_not_started_again(content: Content, tmp_path: Path) -> None:
    start_source(content, BROCHURE, content.data, "steppe-markets", "", "en")
    with pytest.raises(UsageError, match="steppe-markets already"):
        start_source(content, BROCHURE, tmp_path / "elsewhere", "another", "", "en")


@pytest.mark.parametrize("key", ["Steppe Markets", "a--b", "../x", "-a"])
def test_a_key_that_is_none_is_refused(content: Content, key: str) -> None:
    with pytest.raises(UsageError, match="is no key of a source"):
        start_source(content, BROCHURE, content.data, key, "", "en")


def test_a_folder_that_exists_is_not_written_to(content: Content, tmp_path: Path) -> None:
    (tmp_path / "out" / "brochure").mkdir(parents=True)
    with pytest.raises(UsageError, match="exists"):
        start_source(content, BROCHURE, tmp_path / "out", None, "", "en")
    assert list((tmp_path / "out" / "brochure").iterdir()) == []


def test_a_text_without_a_word_is_refused(content: Content, tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text(" \n\n", encoding="utf-8")
    with pytest.raises(UsageError, match="has no text"):
        start_source(content, tmp_path / "blank.txt", content.data, None, "", "en")
