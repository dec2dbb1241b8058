"""Explanations from Python: of rows, of triples, with the sentences of held texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem, UsageError
from carec_kg.graph.snapshot import open_snapshot
from carec_kg.rdf.terms import Iri
from carec_kg.session.knowledge_graph import KnowledgeGraph
from tests.evidence.amber import FIGURES, LEAGUE, PASSAGE, SPENT, publish_amber
from tests.sources.made_up import TEXT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    return KnowledgeGraph(open_snapshot(publish_amber(tmp_path_factory.mktemp("home")).folder))


def test_a_row_is_explained_by_number_and_by_values(graph: KnowledgeGraph) -> None:
    found = graph.explain(SPENT, 1)
    assert (bool(found), found.version, found.passages) == (True, "amber", (PASSAGE + "spent",))
    values = (Iri(LEAGUE.replace("league", "spending")),)
    assert graph.explain("SELECT ?f { ?f carec:value ?v }", values).passages == (PASSAGE + "spent",)
    with pytest.raises(UsageError, match="numbered from 0 to 1"):
        graph.explain(SPENT, 9)


def test_a_triple_is_proved_or_said_not_to_be_there(graph: KnowledgeGraph) -> None:
    found = graph.prove("id:league", "carec:hasFigure", "id:spending")
    assert found
    assert "follows by prp-inv1" in str(found)
    absent = graph.prove("id:league", "carec:hasFigure", "id:spending", inferred=False)
    assert not absent
    assert "nothing is inferred here" in str(absent)


def test_a_row_comes_with_proofs_of_what_is_inferred(graph: KnowledgeGraph) -> None:
    assert "follows by prp-inv1" in str(graph.explain(FIGURES, proofs=1))


def test_the_sentences_come_from_a_folder_of_texts(graph: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "amber.txt").write_text(TEXT, encoding="utf-8")
    found = graph.explain(SPENT, 0)
    assert "[seven]" in str(graph.quote(found, tmp_path))
    assert "[seven]" not in str(found)
    with pytest.raises(DataProblem, match="is no folder"):
        graph.quote(found, tmp_path / "amber.txt")
