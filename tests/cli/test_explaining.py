"""``carec-kg explain`` and ``query --evidence`` over the real graph: what is printed, and the exit code."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_commands import Ran, run
from tests.corpus.conftest import content, graph, home

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["content", "graph", "home", "run"]


def test_a_triple_is_proved_down_to_passages(run: Callable[..., Ran]) -> None:
    ran = run("explain", "country:KAZ", "a", "carec:Member")
    assert ran.code == 0
    for words in ("Kazakhstan · is a · member", "follows by cax-eqc2", "stated in"):
        assert words in ran.out


def test_a_triple_that_is_not_there_ends_with_1_and_says_what_is_missing(run: Callable[..., Ran]) -> None:
    ran = run("explain", "country:RUS", "a", "carec:Member")
    assert (ran.code, ran.err) == (1, "")
    assert "Missing: Russian Federation · is member of" in ran.out
    assert "did you mean carec:Member?" in run("explain", "country:RUS", "a", "carec:Membr").out


def test_a_row_is_explained_with_marks_and_citations(run: Callable[..., Ran]) -> None:
    ran = run("explain", "--query", "chairs", "--row", "1")
    assert ran.code == 0
    assert "[1] CAREC newsletter January 2024, passage 1" in ran.out
    assert "    source:carec-newsletter-2024-01/chair" in ran.out


def test_a_row_as_json_has_the_version(run: Callable[..., Ran]) -> None:
    ran = run("explain", "--query", "corridors-of-country", "-p", "country=id:country/MNG", "--format", "json")
    found = json.loads(ran.out)
    assert (found["kind"], found["meta"]["dataset"][:6]) == ("row", "0.1.0+")


def test_texts_that_are_not_the_documents_are_refused(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Nothing of it.", encoding="utf-8")
    query = "SELECT ?f { GRAPH source:prc-brochure/investments-3 { ?f carec:value ?v } }".replace("/", "\\/")
    ran = run("explain", "--query", query, "--sources", str(tmp_path))
    assert ran.code == 0
    assert "Not quoted: None of the 1 texts is" in ran.out.replace("\n    ", " ")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["explain"], 2, "A triple has three terms, not 0"),
        (["explain", "country:KAZ", "a"], 2, "not 2"),
        (["explain", "contry:KAZ", "a", "carec:Member"], 2, "did you mean country:?"),
        (["explain", "country:KAZ", "a", "carec:Member", "--row", "1"], 2, "go with --query"),
        (["explain", "country:KAZ", "a", "b", "--query", "chairs"], 2, "not both"),
        (["explain", "--query", "chairs", "--row", "99"], 2, "numbered from 0 to 3"),
        (["explain", "--query", "hosts", "--page", "7"], 2, "no page 7"),
        (["explain", "--query", "chair"], 2, "Did you mean chairs"),
        (["explain", "--query", "ASK { ?s ?p ?o }"], 1, "Only the rows of a SELECT"),
        (["explain", "--query", "SELECT ?s {"], 1, "syntax error"),
        (["explain", "--query", "SELECT * { SERVICE <http://a.b/> { ?s ?p ?o } }"], 1, "leave SERVICE out"),
        (["query", "ASK {}", "--evidence"], 1, "Only the rows of a SELECT"),
        (["query", "chairs", "--evidence", "--endpoint", "http://127.0.0.1:9/"], 2, "--evidence goes with the local"),
    ],
)
def test_what_makes_no_sense_gets_a_sentence(
    run: Callable[..., Ran], arguments: list[str], code: int, says: str
) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert "Traceback" not in ran.err


def test_a_row_that_cannot_be_explained_ends_with_1(run: Callable[..., Ran]) -> None:
    ran = run("explain", "--query", "SELECT (RAND() AS ?x) {}")
    assert ran.code == 1
    assert "This row is not explained, because RAND" in ran.out


def test_a_table_gets_marks_and_below_them_the_passages(run: Callable[..., Ran]) -> None:
    ran = run("query", "chairs", "--evidence")
    assert ran.code == 0
    assert "evidence" in ran.out.splitlines()[0]
    assert "[1] CAREC Member States Mull" in ran.out


def test_csv_gets_the_graphs_by_name_and_no_empty_cell(run: Callable[..., Ran]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("query", "members", "--evidence", "--format", "csv").out)))
    assert all("https://w3id.org/carec-kg/source/" in row["evidence"] for row in rows)
    without = run("query", "members", "--evidence", "--no-inferred", "--format", "csv")
    assert list(csv.DictReader(io.StringIO(without.out))) == []


def test_a_cut_is_told_beside_formats_without_room_for_it(run: Callable[..., Ran]) -> None:
    ran = run("query", "SELECT ?s { ?s ?p ?o } LIMIT 10001", "--evidence", "--format", "tsv")
    assert (ran.code, ran.out.count("\n")) == (0, 10_001)
    assert "Cut after 10,000 rows; there are more." in ran.err


def test_json_has_the_column_too(run: Callable[..., Ran]) -> None:
    found = json.loads(run("query", "chairs", "--evidence", "--format", "json").out)
    assert found["head"]["vars"][-1] == "evidence"
