"""From an Accept header to formats."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.errors import NotAcceptable
from carec_kg.rdf.media import RDF_XML, RESULT_CSV, RESULT_FORMATS, RESULT_JSON, RESULT_TSV, RESULT_XML, TURTLE
from carec_kg.web.negotiation import choose_format, choose_formats, prefers_html, read_accept

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def names(header: str | None) -> list[str]:
    return [choice.format.name for choice in choose_formats(header, RESULT_FORMATS)]


@pytest.mark.parametrize("header", [None, "", "  ", "*/*", "application/*, text/*"])
def test_who_takes_anything_gets_our_order(header: str | None) -> None:
    assert names(header) == ["json", "xml", "csv", "tsv"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/csv", ["csv"]),
        ("text/csv;q=0.5, application/sparql-results+xml", ["xml", "csv"]),
        ("text/tab-separated-values, text/csv;q=0.9, */*;q=0.1", ["tsv", "csv", "json", "xml"]),
        ("text/csv, */*", ["csv", "json", "xml", "tsv"]),
        ("text/*;q=0.3, text/csv;q=0", ["xml", "tsv"]),
        ("*/*, application/sparql-results+json;q=0, application/json;q=0", ["xml", "csv", "tsv"]),
        ("TEXT/CSV ; Q=1.000 ; header=present", ["csv"]),
        ("image/png", []),
        ("text/csv;q=0", []),
    ],
)
def test_weights_and_names_decide(header: str, expected: list[str]) -> None:
    assert sorted(names(header)) == sorted(expected)
    assert names(header)[:1] == expected[:1]


@pytest.mark.parametrize(
    ("header", "media_type"),
    [
        ("application/json", "application/json"),
        ("application/sparql-results+json, application/json", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
    ],
)
def test_the_media_type_is_the_one_that_was_named(header: str, media_type: str) -> None:
    assert choose_format(header, (RESULT_JSON, RESULT_XML)).media_type == media_type


def test_what_is_malformed_is_passed_over() -> None:
    assert names("text, /, text/csv;q=2, ;;;, , text/tab-separated-values;q=0.1") == ["csv", "tsv"]


def test_nothing_acceptable_is_refused_with_what_there_is() -> None:
    with pytest.raises(NotAcceptable, match="text/turtle, application/rdf\\+xml"):
        choose_format("text/csv", (TURTLE, RDF_XML))


@given(st.text(max_size=200))
def test_any_header_can_be_read(header: str) -> None:
    assert all(0 <= found.weight <= 1 for found in read_accept(header))
    assert set(names(header)) <= {"json", "xml", "csv", "tsv"}


@given(st.lists(st.sampled_from([RESULT_JSON, RESULT_XML, RESULT_CSV, RESULT_TSV]), unique=True))
def test_formats_listed_with_falling_weights_come_in_that_order(formats: list[object]) -> None:
    wanted = [format_ for format_ in RESULT_FORMATS if format_ in formats]
    wanted.sort(key=formats.index)
    header = ", ".join(f"{format_.media_type};q=0.{9 - place}" for place, format_ in enumerate(wanted))
    assert names(header) == [format_.name for format_ in wanted] or not header


@pytest.mark.parametrize(
    ("header", "expected"),
    [(BROWSER, True), ("*/*", False), (None, False), ("application/json, text/html;q=0.5", False), ("text/*", False)],
)
def test_a_browser_is_known_by_naming_html(header: str | None, expected: bool) -> None:
    assert prefers_html(header) is expected
