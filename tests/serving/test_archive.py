"""The office for old versions beside nothing else: answers, the seal, limits, comparisons."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import EngineFailure, NotAllowed, OutOfMemory, OutOfTime, QueryProblem, SnapshotProblem
from carec_kg.serving.archive import Archive, ArchivedPool, run_archive
from carec_kg.serving.messages import InquiryTask
from carec_kg.serving.seal import Limits
from tests.serving.pools import MEMORY, RUNAWAY, task
from tests.serving.snapshots import publish_version, spoil_format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZES = "SELECT ?size { ?thing <http://example.org/size> ?size } ORDER BY ?size"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def digests(home: Path) -> list[str]:
    """Return the digests of three versions, of which the last is unreadable."""
    versions = [publish_version(home, sizes) for sizes in ({"a": 1, "b": 2}, {"a": 1, "b": 3}, {"a": 9})]
    spoil_format(versions[2])
    return [version.digest for version in versions]


@pytest.fixture(scope="module")
def archive(home: Path, digests: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    assert len(digests) == 3
    with run_archive(tmp_path_factory.mktemp("place") / "pool", home, Limits(memory=MEMORY)) as place:
        assert place is not None
        yield Archive(place)


def sizes(archive: Archive, digest: str) -> list[str]:
    rows = json.loads(archive.answer(digest, task(SIZES)).body)["results"]["bindings"]
    return [row["size"]["value"] for row in rows]


def test_each_version_answers_as_it_did(archive: Archive, digests: list[str]) -> None:
    assert [sizes(archive, digest) for digest in digests[:2]] == [["1", "2"], ["1", "3"]]
    assert sizes(archive, digests[0]) == ["1", "2"]


def test_an_answer_names_its_version(archive: Archive, digests: list[str]) -> None:
    answer = archive.answer(digests[0], task(SIZES, "csv", row_cap=1))
    assert answer.dataset == f"0.1.0+{digests[0][:12]}"
    assert (answer.format, answer.count, answer.cut) == ("csv", 1, True)


def test_a_version_is_a_pool_that_answers(archive: Archive, digests: list[str]) -> None:
    pool = ArchivedPool(archive, digests[0], "0.1.0+old")
    assert pool.answer(task(SIZES)).count == 2
    assert pool.current_version() == pool.status().dataset == "0.1.0+old"
    assert pool.cancel("a-name-of-sixteen-letters") == 0
    with pytest.raises(NotAllowed, match="current version"):
        pool.answer(InquiryTask("explain", {}))


def test_inferred_facts_can_be_left_out(archive: Archive, digests: list[str]) -> None:
    assert archive.answer(digests[0], replace(task(SIZES), inferred=False)).count == 2


@pytest.mark.parametrize("digest", ["0" * 64, "..", "", "a/b"])
def test_a_snapshot_that_is_not_there_is_said_to_be_gone(archive: Archive, digest: str) -> None:
    with pytest.raises(SnapshotProblem, match="no longer kept"):
        archive.answer(digest, task(SIZES))


def test_a_snapshot_of_another_format_is_refused(archive: Archive, digests: list[str]) -> None:
    with pytest.raises(SnapshotProblem):
        archive.answer(digests[2], task(SIZES))


def test_a_query_is_sealed_and_bounded_and_the_next_is_answered(archive: Archive, digests: list[str]) -> None:
    with pytest.raises(NotAllowed, match="calls no other endpoint"):
        archive.answer(digests[0], task("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }"))
    with pytest.raises(OutOfTime):
        archive.answer(digests[0], task(RUNAWAY.replace("?a ?b ?c .", "?a ?b ?c . " * 3 + CROSS), timeout=0.3))
    doubling = " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(30))
    with pytest.raises(OutOfMemory):
        archive.answer(digests[0], task(f"SELECT ?v30 {{ BIND('0123456789' AS ?v0) {doubling} }}"))
    with pytest.raises(QueryProblem):
        archive.answer(digests[0], task("SELECT"))
    assert sizes(archive, digests[0]) == ["1", "2"]


#: The snapshots are small: it takes many patterns to run for long over them.
CROSS = " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(12))


def test_two_versions_are_compared_whole(archive: Archive, digests: list[str]) -> None:
    found = archive.compare(digests[0], digests[1])
    assert (found["old"], found["new"]) == tuple(f"0.1.0+{digest[:12]}" for digest in digests[:2])
    assert [thing["iri"] for thing in found["things"]] == ["http://example.org/thing/b"]
    assert {question["name"] for question in found["questions"]} == {"pairs", "sizes"}
    assert archive.compare(digests[0], digests[1]) is found


def test_a_comparison_with_what_cannot_be_read_says_so(archive: Archive, digests: list[str]) -> None:
    with pytest.raises(SnapshotProblem):
        archive.compare(digests[0], digests[2])
    with pytest.raises(SnapshotProblem, match="no longer kept"):
        archive.compare(digests[0], "0" * 64)


def test_a_snapshot_in_memory_outlives_its_folder(archive: Archive, home: Path) -> None:
    snapshot = publish_version(home, {"short-lived": 5})
    assert sizes(archive, snapshot.digest) == ["5"]
    shutil.rmtree(snapshot.folder)
    assert sizes(archive, snapshot.digest) == ["5"]


def test_without_a_home_no_office_is_started(tmp_path: Path) -> None:
    with run_archive(tmp_path / "pool", None, Limits()) as place:
        assert place is None
        assert list(tmp_path.iterdir()) == []


def test_an_office_that_is_gone_is_an_engine_failure(tmp_path: Path) -> None:
    with pytest.raises(EngineFailure, match="has ended"):
        Archive(tmp_path / "nobody").answer("0" * 64, task(SIZES))
    with pytest.raises(OutOfTime, match="carec-kg diff"):
        Archive(tmp_path / "nobody").compare("0" * 64, "1" * 64)
