from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem
from carec_kg.linking.slots import EXACT_MATCH, ReviewState
from carec_kg.linking.sssom_reading import read_sssom
from carec_kg.linking.sssom_writing import write_sssom
from carec_kg.linking.table_text import read_table
from tests.linking.conftest import ID, WD

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.linking.holdings import Holdings

HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tmapping_date\treview_state\n"
ROW = "place:erenhot\tskos:exactMatch\twd:Q1\tsemapv:ManualMappingCuration\t0.9\t2026-11-23\tconfirmed\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "t.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_record_is_written_refused_ones_too(tmp_path: Path, holdings: Holdings) -> None:
    text = write_sssom(holdings.records, holdings.labels, "Links")
    table = read_table(write(tmp_path, text))
    assert {"mapping_set_id", "license", "curie_map", "mapping_set_title"} <= table.metadata.keys()
    assert table.metadata["curie_map"]["wd"] == WD
    rows = [cells for _, cells in table.rows()]
    assert [row["object_id"] for row in rows] == ["wd:Q1001036", "wd:Q956"]
    assert [row["predicate_modifier"] for row in rows] == ["", "Not"]
    assert [row["review_state"] for row in rows] == ["unreviewed", "refused"]
    assert rows[0]["subject_label"] == "Erenhot"


def test_what_is_written_is_read_back(tmp_path: Path, holdings: Holdings) -> None:
    text = write_sssom(holdings.records, holdings.labels, "Links")
    table = read_sssom(write(tmp_path, text))
    assert [dict(row.values) for row in table.rows] == [dict(record.values) for record in holdings.records]
    assert table.left_out == ()


def test_iris_words_and_numbers_are_made_whole(tmp_path: Path) -> None:
    text = "#curie_map:\n#  w: http://www.wikidata.org/entity/\n#mapping_date: 2026-11-01\n" + HEAD
    row = "place:erenhot\tskos:exactMatch\tw:Q1\tsemapv:LexicalMatching\t1.0\t\taccepted\n"
    (found,) = read_sssom(write(tmp_path, text + row)).rows
    assert (found.values["subject_id"], found.values["object_id"]) == ((ID + "place/erenhot",), (WD + "Q1",))
    assert found.values["predicate_id"] == (EXACT_MATCH,)
    assert found.values["confidence"] == ("1",)
    assert found.values["mapping_date"] == ("2026-11-01",)
    assert found.values["review_state"] == (ReviewState.CONFIRMED,)


def test_an_open_row_has_no_state(tmp_path: Path) -> None:
    (found,) = read_sssom(write(tmp_path, HEAD + ROW.replace("confirmed", "open"))).rows
    assert found.is_open
    assert "review_state" not in found.values


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("wd:Q1", "nope:Q1"), "t.sssom.tsv:2, column object_id: the prefix of 'nope:Q1' is not known"),
        (("wd:Q1", "Q1"), "column object_id: 'Q1' is no IRI"),
        (("wd:Q1", ""), "column object_id: it is empty"),
        (("skos:exactMatch", "rdfs:subClassOf"), "column predicate_id: the relation 'rdfs:subClassOf' is not known"),
        (("semapv:ManualMappingCuration", "semapv:Guess"), "column mapping_justification: 'semapv:Guess' is no"),
        (("0.9", "90%"), "column confidence: '90%' is no number between 0 and 1"),
        (("0.9", "1.5"), "column confidence: '1.5' is no number"),
        (("2026-11-23", "23.11.2026"), "column mapping_date: '23.11.2026' is no date"),
        (("confirmed", "maybe"), "column review_state: 'maybe' is not one of unreviewed, confirmed, refused, open"),
    ],
)
def test_what_is_unknown_is_named_with_line_and_column(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    with pytest.raises(DataProblem) as raised:
        read_sssom(write(tmp_path, HEAD + ROW.replace(*change)))
    assert says in str(raised.value)


def test_all_problems_are_listed_up_to_twenty(tmp_path: Path) -> None:
    with pytest.raises(DataProblem) as raised:
        read_sssom(write(tmp_path, HEAD + 30 * ROW.replace("wd:", "nope:")))
    assert str(raised.value).count("nope:Q1") == 20
    assert "and 10 more" in str(raised.value)


def test_a_table_without_a_needed_column_is_none(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="there is no column mapping_justification"):
        read_sssom(write(tmp_path, "subject_id\tpredicate_id\tobject_id\nplace:a\tskos:exactMatch\twd:Q1\n"))
