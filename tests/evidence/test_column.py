"""Evidence as a column: graphs by name, or the reason why there are none, in every format of rows."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from carec_kg.errors import NotAcceptable
from carec_kg.evidence.column import encode_with_evidence, number_cited, say_graphs, say_marks
from carec_kg.graph.answers import Rows
from carec_kg.graph.results import read_answer
from carec_kg.iris import CURATION_GRAPH, ID, INFERRED_GRAPH
from tests.evidence.amber import FIGURES, NOTHING, PASSAGE, SPENT, make_desk

_ROW = {"sources": [], "inferred": 0, "premises": [], "readings": [], "passages": [], "absences": 0, "unexplained": ""}


def ask(query: str, **asked: object) -> dict[str, Any]:
    wanted = {"query": query, "bindings": True, **asked}
    return make_desk().answer("evidence", wanted, inferred=True, time_left=lambda: 10.0)


def test_csv_has_the_graphs_with_spaces_between_them() -> None:
    body = encode_with_evidence(ask(FIGURES), ["csv"]).body.decode()
    rows = list(csv.reader(io.StringIO(body)))
    assert rows[0] == ["f", "evidence"]
    assert rows[1][1] == f"{INFERRED_GRAPH} {PASSAGE}joined"


@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv"])
def test_each_format_has_every_row_and_the_column(format_: str) -> None:
    answer = encode_with_evidence(ask(SPENT), [format_])
    assert (answer.format, answer.count, answer.cut) == (format_, 2, False)
    assert answer.body.count(PASSAGE.encode() + b"spent") == 1
    assert b"evidence" in answer.body


def test_json_is_read_as_any_result_is() -> None:
    rows = read_answer(encode_with_evidence(ask(SPENT), ["turtle", "json"]).body, "json")
    assert isinstance(rows, Rows)
    assert rows.variables == ("f", "v", "evidence")


def test_a_cut_is_noted() -> None:
    answer = encode_with_evidence(ask(SPENT, limit=1), ["json"])
    assert answer.cut
    assert json.loads(answer.body)["results"]["cut"] is True
    assert b"cut" not in encode_with_evidence(ask(SPENT, limit=1), ["json"], note_cut=False).body


def test_a_row_without_a_source_never_has_an_empty_cell() -> None:
    assert say_graphs({**_ROW, "unexplained": "This row is not explained, because of it."}).endswith("because of it.")
    assert say_graphs({**_ROW, "absences": 1}) == "This row rests on what is not in the graph, which no passage states."
    assert say_graphs(_ROW) == "This row rests on no triple: the query itself gives it."
    assert "not in the graph" in encode_with_evidence(ask(NOTHING), ["csv"]).body.decode()


def test_a_column_of_that_name_keeps_it() -> None:
    answer = encode_with_evidence(ask("SELECT (1 AS ?evidence) {}"), ["csv"])
    assert answer.body.startswith(b"evidence,evidence_\r\n1,")


def test_triples_have_no_such_column() -> None:
    with pytest.raises(NotAcceptable, match="json, xml, csv"):
        encode_with_evidence(ask(SPENT), ["turtle"])


def test_marks_number_what_a_reader_goes_to_and_leave_names_out() -> None:
    rows = [
        {**_ROW, "sources": [CURATION_GRAPH, PASSAGE + "a"], "passages": [PASSAGE + "a"]},
        {**_ROW, "inferred": 2, "premises": [PASSAGE + "b"], "passages": [PASSAGE + "b"]},
        {**_ROW, "sources": [CURATION_GRAPH]},
    ]
    numbers = number_cited({"rows": rows})
    assert numbers == {PASSAGE + "a": 1, PASSAGE + "b": 2, CURATION_GRAPH: 3}
    assert [say_marks(row, numbers) for row in rows] == ["[1]", "inferred [2]", "[3]"]


def test_marks_of_a_reading_name_it_and_the_passages_that_it_interprets() -> None:
    reading = ID + "reading/one"
    row = {**_ROW, "sources": [CURATION_GRAPH], "readings": [reading], "passages": [PASSAGE + "read"]}
    numbers = number_cited({"rows": [row]})
    assert numbers == {PASSAGE + "read": 1, reading: 2}
    assert say_marks(row, numbers) == "reading [2] [1]"
    assert say_graphs(row) == f"{CURATION_GRAPH} {PASSAGE}read"
