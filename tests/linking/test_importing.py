from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem
from carec_kg.linking.holdings import read_holdings
from carec_kg.linking.importing import Change, ImportDefaults, Outcome, plan_import
from carec_kg.linking.sssom_reading import read_sssom
from carec_kg.linking.storing import apply_changes
from carec_kg.rdf.turtle import is_formatted
from tests.linking.conftest import ID, WD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carec_kg.config import Content

HEAD = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\treview_state\treviewer_label\n"
DEFAULTS = ImportDefaults("", "2026-11-23", "")
EXACT = "http://www.w3.org/2004/02/skos/core#exactMatch"


@pytest.fixture
def plan(content: Content, tmp_path: Path) -> Callable[..., list[Change]]:
    """Plan the import of rows: subject, relation, modifier, object, state, reviewer."""

    def plan_rows(*rows: tuple[str, ...], defaults: ImportDefaults = DEFAULTS) -> list[Change]:
        text = HEAD + "".join("\t".join((*row[:4], "semapv:ManualMappingCuration", *row[4:])) + "\n" for row in rows)
        path = tmp_path / "t.tsv"
        path.write_text(text, encoding="utf-8")
        holdings = read_holdings(content)
        return plan_import(read_sssom(path), holdings.records, holdings.labels, defaults)

    return plan_rows


ALMATY = ("place:almaty", "skos:exactMatch", "", "wd:Q35493", "confirmed", "A. Reader")
STANDING = ("place:erenhot", "skos:exactMatch", "", "wd:Q1001036")


def test_a_new_decision_becomes_a_record_with_its_link(content: Content, plan: Callable[..., list[Change]]) -> None:
    changes = plan(ALMATY)
    assert [change.outcome for change in changes] == [Outcome.NEW]
    assert apply_changes(content, changes) == ["data/links/wikidata.ttl"]
    holdings = read_holdings(content)
    record = next(record for record in holdings.records if record.key.subject == ID + "place/almaty")
    assert record.iri == ID + "link/wikidata-place-almaty-q35493"
    assert (record.state, record.get("reviewer_label"), record.get("mapping_date")) == (
        "confirmed", "A. Reader", "2026-11-23",
    )  # fmt: skip
    for slot in ("confidence", "license", "object_source", "comment", "author_label"):
        assert record.get(slot)
    links = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in holdings.quads}
    assert (ID + "place/almaty", EXACT, WD + "Q35493") in links
    assert (ID + "place/erenhot", EXACT, WD + "Q1001036") in links


def test_the_file_is_in_the_one_layout_and_a_second_import_changes_nothing(
    content: Content, plan: Callable[..., list[Change]]
) -> None:
    apply_changes(content, plan(ALMATY))
    path = content.data / "links" / "wikidata.ttl"
    before = path.read_bytes()
    assert is_formatted(before, "x")
    again = plan(ALMATY)
    assert [change.outcome for change in again] == [Outcome.SAME]
    assert apply_changes(content, again) == []
    assert path.read_bytes() == before


def test_confirming_keeps_the_evidence(content: Content, plan: Callable[..., list[Change]]) -> None:
    changes = plan((*STANDING, "confirmed", "A. Reader"))
    assert [change.outcome for change in changes] == [Outcome.CHANGED]
    apply_changes(content, changes)
    record = next(r for r in read_holdings(content).records if r.key.object == WD + "Q1001036")
    assert (record.state, record.get("comment"), record.get("confidence")) == (
        "confirmed", "The name is the same.", "0.95",
    )  # fmt: skip


def test_refusing_takes_the_link_back_and_keeps_the_record(content: Content, plan: Callable[..., list[Change]]) -> None:
    apply_changes(content, plan((*STANDING, "refused", "A. Reader")))
    holdings = read_holdings(content)
    record = next(r for r in holdings.records if r.key.object == WD + "Q1001036")
    assert record.is_refused
    assert record.iri.endswith("-not")
    assert not any(q.predicate.value == EXACT and q.object.value == WD + "Q1001036" for q in holdings.quads)


@pytest.mark.parametrize("state", ["confirmed", "unreviewed"])
def test_a_decision_that_stands_is_never_overwritten(
    content: Content, plan: Callable[..., list[Change]], state: str
) -> None:
    before = (content.data / "links" / "wikidata.ttl").read_bytes()
    changes = plan(("place:erenhot", "skos:exactMatch", "", "wd:Q956", state, "A. Reader"))
    assert [(change.outcome, change.reason) for change in changes] == [
        (Outcome.KEPT, "it was refused before, which stands")
    ]
    assert apply_changes(content, changes) == []
    assert (content.data / "links" / "wikidata.ttl").read_bytes() == before


def test_a_second_identity_is_a_conflict(plan: Callable[..., list[Change]]) -> None:
    theirs = plan(("place:almaty", "skos:exactMatch", "", "wd:Q1001036", "confirmed", "A. Reader"))
    assert theirs[0].outcome is Outcome.CONFLICT
    assert "is https://w3id.org/carec-kg/id/place/erenhot already" in theirs[0].reason
    another = plan(("place:erenhot", "owl:sameAs", "", "wd:Q7", "confirmed", "A. Reader"))
    assert another[0].outcome is Outcome.CONFLICT
    close = plan(("place:erenhot", "skos:closeMatch", "", "wd:Q7", "confirmed", "A. Reader"))
    assert close[0].outcome is Outcome.NEW


def test_two_rows_of_one_table_cannot_contradict_each_other(plan: Callable[..., list[Change]]) -> None:
    changes = plan(ALMATY, ("place:almaty", "skos:exactMatch", "", "wd:Q9", "confirmed", "A. Reader"))
    assert [change.outcome for change in changes] == [Outcome.NEW, Outcome.CONFLICT]


def test_an_open_row_is_left_open(content: Content, plan: Callable[..., list[Change]]) -> None:
    changes = plan(("place:almaty", "skos:exactMatch", "", "wd:Q35493", "open", ""))
    assert [change.outcome for change in changes] == [Outcome.OPEN]
    assert apply_changes(content, changes) == []


def test_a_second_relation_between_the_same_two_gets_a_name_of_its_own(
    content: Content, plan: Callable[..., list[Change]]
) -> None:
    changes = plan((*STANDING[:1], "skos:closeMatch", "", "wd:Q1001036", "confirmed", "A. Reader"))
    assert changes[0].record.iri.endswith("q1001036-2")
    apply_changes(content, changes)
    assert len(read_holdings(content).records) == 3


def test_a_new_target_gets_a_file_that_describes_itself(content: Content, plan: Callable[..., list[Change]]) -> None:
    row = ("place:almaty", "skos:exactMatch", "", "http://example.org/almaty", "confirmed", "A. Reader")
    with pytest.raises(DataProblem, match="belongs to no known target; name one with --target"):
        plan(row)
    changes = plan(row, defaults=ImportDefaults("", "2026-11-23", "example"))
    assert apply_changes(content, changes) == ["data/links/example.ttl"]
    assert "sssom:MappingSet" in (content.data / "links" / "example.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("place:nowhere", "skos:exactMatch", "", "wd:Q1", "confirmed", "A. Reader"), "is no thing of this graph"),
        (("place:almaty", "skos:exactMatch", "", "wd:Q1", "confirmed", ""), "nobody is named who decided"),
        (("place:almaty", "skos:exactMatch", "Not", "wd:Q1", "", ""), "nobody is named who decided"),
    ],
)
def test_rows_that_cannot_become_records_are_listed(
    plan: Callable[..., list[Change]], row: tuple[str, ...], says: str
) -> None:
    with pytest.raises(DataProblem) as raised:
        plan(row)
    assert "t.tsv:2" in str(raised.value)
    assert says in str(raised.value)


def test_a_reviewer_may_be_named_for_all_rows(plan: Callable[..., list[Change]]) -> None:
    row = ("place:almaty", "skos:exactMatch", "", "wd:Q1", "confirmed", "")
    (change,) = plan(row, defaults=ImportDefaults("B. Reader", "2026-11-23", ""))
    assert change.record.get("reviewer_label") == "B. Reader"
    assert change.record.get("review_date") == "2026-11-23"
