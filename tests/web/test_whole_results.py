"""Pages of saved queries that are cut from whole results."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.encoding import ROW_FORMATS
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.workbench import Workbench
from carec_kg.saved_queries.paging import Paging
from carec_kg.saved_queries.parameters import BoundQuery
from carec_kg.serving.messages import QueryTask
from carec_kg.web import whole_results
from carec_kg.web.whole_results import WholeResults
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Values that look like the end of a row in one format or another.
_TEXT = """SELECT ?a ?b WHERE { VALUES (?a ?b) {
  (1 "x\\r\\ny,\\"z\\"") (2 "}},{") (3 UNDEF) (4 "</result><result>") (5 "]}}\\n\\t")
  (6 "plain"@en) (UNDEF UNDEF) (8 8.5)
} }"""
_ROWS = 8


def ask(
    results: WholeResults, paging: Paging, format_: str = "json", *, inferred: bool = True
) -> tuple[bytes, int, bool]:
    """Return body, rows and whether there are more, of a page."""
    bound = BoundQuery("q", _TEXT, (), paging)
    query = QueryRequest(bound.text_with_one_ahead, row_cap=paging.limit)
    answer = results.answer(bound, QueryTask(query, (format_,), inferred, paged=True))
    return answer.body, answer.count, answer.cut


def pages(largest: int) -> Iterable[Paging]:
    """Return every page of up to so many rows, also those beyond the end."""
    return (Paging(limit, offset) for limit in range(1, largest + 1) for offset in range(largest + 1))


@pytest.fixture
def pool() -> LocalPool:
    return LocalPool(Workbench())


@pytest.mark.parametrize("format_", sorted(ROW_FORMATS))
def test_every_page_is_what_the_engine_gives_for_it(pool: LocalPool, format_: str) -> None:
    whole, each = WholeResults(pool, 10**6), WholeResults(pool, 0)
    for paging in pages(_ROWS + 1):
        assert ask(whole, paging, format_) == ask(each, paging, format_), paging


def test_the_whole_is_asked_for_once(pool: LocalPool) -> None:
    results = WholeResults(pool, 10**6)
    for offset in (0, 2, 4):
        ask(results, Paging(2, offset))
    assert [task.query.text for task in pool.tasks] == [_TEXT]


def test_formats_and_inference_tell_results_apart(pool: LocalPool) -> None:
    results = WholeResults(pool, 10**6)
    ask(results, Paging(2))
    ask(results, Paging(2), "csv")
    ask(results, Paging(2), inferred=False)
    assert len(pool.tasks) == 3


def test_what_has_too_many_rows_is_asked_for_page_by_page(pool: LocalPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_results, "MOST_ROWS", _ROWS - 1)
    results, each = WholeResults(pool, 10**6), WholeResults(pool, 0)
    assert ask(results, Paging(2, 6)) == ask(each, Paging(2, 6))
    pool.tasks.clear()
    assert ask(results, Paging(2, 7)) == ask(each, Paging(2, 7))
    assert all("LIMIT" in task.query.text for task in pool.tasks), "the whole was tried again"


def test_the_longest_unused_go_first(pool: LocalPool) -> None:
    results = WholeResults(pool, 4_000)
    for format_ in ("json", "csv", "json", "tsv", "json", "csv"):
        ask(results, Paging(1), format_)
    assert [task.formats[0] for task in pool.tasks] == ["json", "csv", "tsv", "csv"]


def test_a_new_version_is_asked_anew(pool: LocalPool, monkeypatch: pytest.MonkeyPatch) -> None:
    results = WholeResults(pool, 10**6)
    ask(results, Paging(1))
    monkeypatch.setattr(pool, "current_version", lambda: "v2")
    ask(results, Paging(1))
    ask(results, Paging(1))
    # Its answers are still of the former version, and are not kept as if they were of the new one.
    assert len(pool.tasks) == 3


def test_what_is_no_page_goes_straight_to_the_pool(pool: LocalPool) -> None:
    results = WholeResults(pool, 10**6)
    bound = BoundQuery("q", _TEXT, (), Paging())
    task = QueryTask(QueryRequest(_TEXT), ("json",))
    assert results.answer(bound, task) == results.answer(bound, replace(task))
    assert len(pool.tasks) == 2
