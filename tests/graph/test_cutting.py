"""Counting and cutting rows of a result that is already written."""

from __future__ import annotations

import csv
import io
import json
import re

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carec_kg.graph.cutting import add_member, count_rows, cut_rows, mark_cut
from carec_kg.rdf.terms import Literal

FORMATS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
#: Texts that look like the ends of rows.
TRICKY = ["", '"', '\\"', "},{", '}},{"', '{"x":{"type":"', "{}", ",{}", "</result>", "a\r\nb", "\n", "\t", ",", "]}}"]
VALUES = st.one_of(st.sampled_from(TRICKY), st.text(max_size=8).filter(lambda text: text.isprintable()))
ROWS = st.lists(st.tuples(*[st.one_of(st.none(), VALUES)] * 2), max_size=6)


def write(rows: list[tuple[str | None, ...]], format_: str) -> bytes:
    cells = [" ".join("UNDEF" if value is None else str(Literal(value)) for value in row) for row in rows]
    query = f"SELECT ?x ?subject {{ VALUES (?x ?subject) {{ {' '.join(f'({row})' for row in cells)} }} }}"
    return serialize(query, format_)


def serialize(query: str, format_: str) -> bytes:
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    return found.serialize(format=FORMATS[format_]) or b""


def read(body: bytes, format_: str) -> list[tuple[str, ...]]:
    if format_ == "csv":
        return [tuple(row) or ("", "") for row in csv.reader(io.StringIO(body.decode(), newline=""))][1:]
    found = ox.parse_query_results(body, format=FORMATS[format_])
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(cell.value if cell else "" for cell in row) for row in found]


def expected(rows: list[tuple[str | None, ...]]) -> list[tuple[str, ...]]:
    return [tuple(value or "" for value in row) for row in rows]


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_rows_are_counted_whatever_their_values_look_like(format_: str, rows: list[tuple[str | None, ...]]) -> None:
    assert count_rows(write(rows, format_), format_, ["x", "subject"]) == len(rows)


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=60, deadline=None)
@given(rows=ROWS, most=st.integers(0, 6))
def test_a_cut_result_holds_the_first_rows_and_is_well_formed(
    format_: str, rows: list[tuple[str | None, ...]], most: int
) -> None:
    body, count = cut_rows(write(rows, format_), format_, most)
    assert count == min(most, len(rows))
    assert read(body, format_) == expected(rows[:most])


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=60, deadline=None)
@given(rows=ROWS.filter(bool), data=st.data())
def test_a_body_that_was_broken_off_keeps_its_whole_rows(
    format_: str, rows: list[tuple[str | None, ...]], data: st.DataObject
) -> None:
    whole = write(rows, format_)
    start = len(cut_rows(whole, format_, 0)[0])
    body, count = cut_rows(whole[: data.draw(st.integers(start, len(whole)))], format_, None)
    assert read(body, format_) == expected(rows[:count])


def test_triple_terms_are_no_rows() -> None:
    query = "SELECT ?subject { VALUES ?subject { <<( <a:a> <a:b> 1 )>> <a:a> } }"
    body = serialize(query, "json")
    assert count_rows(body, "json", ["subject"]) == 2
    assert cut_rows(body, "json", 1)[1] == 1


def test_json_says_in_its_results_that_it_was_cut() -> None:
    body = mark_cut(cut_rows(write([("a", "b"), ("c", "d")], "json"), "json", 1)[0], "json", 1)
    assert json.loads(body)["results"]["cut"] is True


@pytest.mark.parametrize(("format_", "pattern"), [("xml", rb"<!-- Cut after 1"), ("turtle", rb"\n# Cut after 1 ")])
def test_formats_with_comments_say_so_in_one(format_: str, pattern: bytes) -> None:
    assert re.search(pattern, mark_cut(b"body\n", format_, 1))


@pytest.mark.parametrize("format_", ["csv", "tsv", "jsonld"])
def test_formats_without_room_stay_as_they_are(format_: str) -> None:
    assert mark_cut(b"body", format_, 1) == b"body"


def test_a_member_more_comes_first_so_that_other_engines_read_the_rows() -> None:
    body = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"1"}}]}}'
    more = add_member(body, "meta", b'{"complete":true}')
    assert json.loads(more)["meta"] == {"complete": True}
    solutions = ox.parse_query_results(more, format=ox.QueryResultsFormat.JSON)
    assert [row["a"].value for row in solutions] == ["1"]  # type: ignore[union-attr]
