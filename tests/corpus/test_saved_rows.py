"""What saved queries say of the real graph agrees between them, and readings are cited where rows rest on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.config import find_content
from carec_kg.saved_queries.catalogue import read_catalogue

if TYPE_CHECKING:
    from carec_kg.session.knowledge_graph import KnowledgeGraph

_BROCHURE = "https://w3id.org/carec-kg/source/prc-brochure/"
#: The questions that say which rows are readings of ours.
READ = sorted(
    slug
    for slug, query in read_catalogue(find_content().queries, trusted=True).questions.items()
    if "reading" in {column.name for column in query.columns}
)


def test_a_country_has_as_many_corridors_as_the_question_about_it_lists(graph: KnowledgeGraph) -> None:
    for row in graph.query("countries"):
        listed = {found["corridor"] for found in graph.query("corridors-of-country", country=row["country"])}
        assert row["corridors"] == len(listed), row["name"]


@pytest.mark.parametrize("slug", READ)
def test_a_row_with_a_reading_cites_it_and_all_that_it_interprets(graph: KnowledgeGraph, slug: str) -> None:
    rows = list(graph.query(slug))
    number = next(number for number, row in enumerate(rows) if row["reading"])
    explained = graph.explain(slug, number).found
    cited = explained["citations"]
    assert set(cited[str(rows[number]["reading"])]["passages"]) <= set(cited)


def test_a_sentence_that_goes_on_from_another_is_cited_with_it(graph: KnowledgeGraph) -> None:
    rows = list(graph.query("event-relations"))
    number = next(number for number, row in enumerate(rows) if str(row["graph"]) == _BROCHURE + "cooperation-13")
    assert {_BROCHURE + "cooperation-12", _BROCHURE + "cooperation-13"} <= set(
        graph.explain("event-relations", number).found["citations"]
    )


def test_a_doubt_about_corridor_5_is_told_of_corridor_5_alone(graph: KnowledgeGraph) -> None:
    told = {
        (row["corridorName"], row["locationName"])
        for row in graph.query("corridors")
        if row["passage"] and str(row["passage"]).startswith(_BROCHURE) and row["contradictedBy"]
    }
    assert told == {("CAREC Corridor 5", "Kazakhstan"), ("CAREC Corridor 5", "Mongolia")}
