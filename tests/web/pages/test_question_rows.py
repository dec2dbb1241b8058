"""Pages of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.saved_queries.parameters import bind
from carec_kg.web.pages import question_rows
from carec_kg.web.pages.question_rows import Found, ask
from carec_kg.web.pages.reader import GraphReader
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    import pytest

    from carec_kg.graph.engine import Engine
    from carec_kg.saved_queries.catalogue import Catalogue


def find(engine: Engine, catalogue: Catalogue, slug: str = "labels", **given: str) -> Found:
    query = catalogue.find(slug)
    return ask(GraphReader(LocalPool(engine), 5.0), bind(query, given), query.kind, inferred=True)


def test_the_first_page_knows_how_many_rows_there_are(engine: Engine, catalogue: Catalogue) -> None:
    found = find(engine, catalogue)
    assert (found.first, found.last, found.total, found.following) == (0, 100, 300, True)
    assert len(found.drawn.rows) == 300


def test_the_last_page_ends_where_the_rows_end(engine: Engine, catalogue: Catalogue) -> None:
    found = find(engine, catalogue, offset="290", limit="20")
    assert (found.first, found.last, found.total, found.following) == (290, 300, 300, False)
    assert find(engine, catalogue, offset="300").page.rows == []


def test_a_page_is_never_larger_than_a_page(engine: Engine, catalogue: Catalogue) -> None:
    assert find(engine, catalogue, limit="1000000").size == question_rows.LARGEST_PAGE


def test_beyond_the_cap_pages_go_on_and_the_cut_is_known(
    engine: Engine, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_rows, "MOST_ROWS", 120)
    first = find(engine, catalogue)
    assert (first.total, first.following, len(first.drawn.rows)) == (None, True, 120)
    later = find(engine, catalogue, offset="250", limit="40")
    assert (later.first, later.last, later.total, later.following) == (250, 290, None, True)
    assert not find(engine, catalogue, offset="260", limit="40").following


def test_a_yes_or_no_and_triples_have_no_pages(engine: Engine, catalogue: Catalogue) -> None:
    assert find(engine, catalogue, "is-there", label="Thing 7").truth is True
    found = find(engine, catalogue, "chain")
    assert found.page.variables == ("subject", "predicate", "object")
