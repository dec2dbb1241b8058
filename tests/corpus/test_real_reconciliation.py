"""The example spreadsheet of border ports against the real graph, as OpenRefine would send it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carec_kg.linking.reconciling import Reconciler
from carec_kg.linking.reconciling_graph import read_known_graph
from carec_kg.linking.reconciling_query import Condition, ReconciliationQuery

if TYPE_CHECKING:
    from carec_kg.session.knowledge_graph import KnowledgeGraph

TABLE = Path(__file__).parent.parent.parent / "docs" / "examples" / "border-ports.csv"


@pytest.fixture(scope="module")
def reconciler(graph: KnowledgeGraph) -> Reconciler:
    return Reconciler(read_known_graph(graph.quads(inferred=True)))


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("strictness", ["should", "any"])
def test_every_row_of_the_spreadsheet_is_its_port_and_not_the_town(reconciler: Reconciler, strictness: str) -> None:
    wrong = {}
    for row in rows():
        country = (Condition("country", (row["country"],)),) if row["country"] else ()
        query = ReconciliationQuery(row["name"], ("BorderPort",), strictness, country)  # type: ignore[arg-type]
        matched = [match.id for match in reconciler.reconcile(query) if match.match]
        if matched != [row["port"]]:
            wrong[row["name"], row["country"]] = matched
    assert wrong == {}


def test_another_country_is_never_the_match(reconciler: Reconciler) -> None:
    for row in rows():
        query = ReconciliationQuery(row["name"], ("BorderPort",), conditions=(Condition("country", ("Georgia",)),))
        matched = [match for match in reconciler.reconcile(query) if match.match and match.score < 100]
        assert all("Georgia" in match.description for match in matched), row


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("UZ", "country/UZB"),
        ("MNG", "country/MNG"),
        ("Q232", "country/KAZ"),
        ("CN-NM", "region/CN-NM"),
        ("Asian Development Bank", "organization/adb"),
    ],
)
def test_countries_regions_and_organizations_match_too(reconciler: Reconciler, text: str, id_: str) -> None:
    assert [match.id for match in reconciler.reconcile(ReconciliationQuery(text)) if match.match] == [id_]


def test_everything_matches_by_its_own_label_and_type(reconciler: Reconciler) -> None:
    graph = reconciler.graph
    missed = []
    for place, thing in enumerate(graph.things):
        types = tuple(entry.id for entry in graph.types_of(place)[:1])
        found = [match.id for match in reconciler.reconcile(ReconciliationQuery(thing.label, types)) if match.match]
        if found != [graph.write_id(thing.iri)]:
            missed.append(thing.iri)
    assert missed == []
