"""Every saved query's rows are explained on the real graph, and each explanation was replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.config import find_content
from carec_kg.evidence.explaining import explain_row, explain_rows
from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import Engine, QueryRequest
from carec_kg.graph.snapshot import open_current
from carec_kg.graph.stored import load_engine

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.session.knowledge_graph import KnowledgeGraph

#: Rows of each query that are explained; the figures of the benchmark are for all.
ROWS = 40
SLUGS = sorted(path.stem for path in (find_content().queries / "questions").glob("*.rq"))


@pytest.fixture(scope="module")
def engine(graph: KnowledgeGraph, home: Path) -> Engine:
    assert graph.version
    return load_engine(open_current(home))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_rows_of_a_saved_query_are_explained(graph: KnowledgeGraph, engine: Engine, slug: str) -> None:
    query = graph.catalogue.find(slug)
    if query.kind != "select":
        pytest.skip("it has no rows")
    request = QueryRequest(query.text, row_cap=ROWS)
    rows = engine.answer(request)
    assert isinstance(rows, Rows)
    evidence = explain_rows(engine, request, rows)
    assert {one.unexplained for one in evidence} <= {""}
    assert all(one.derivations[0].check == "row" for one in evidence)
    if evidence:
        first = explain_row(engine, request, rows.rows[0])
        assert first.unexplained == ""
        assert first.derivations[0].whole or first.derivations[0].check == "members"
