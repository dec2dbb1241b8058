from __future__ import annotations

import json

import pytest

from carec_kg.checks.finding import Finding, Severity
from carec_kg.checks.report import read_json, summarize, write_json, write_text
from carec_kg.errors import DataProblem, Position
from carec_kg.iris import CAREC, ID
from carec_kg.rdf.terms import BlankNode, Iri, Literal, text_literal

VALUE = Finding(
    "Figure-value",
    "A figure has one value.",
    focus=Iri(ID + "figure/x"),
    path=CAREC + "value",
    value=Literal("3"),
    position=Position("data/a.ttl", 12, 3),
    graph="urn:g",
)
LABEL = Finding("label", "A label.", Severity.WARNING, BlankNode("b"), value=text_literal("x", "en"))
NOTE = Finding("note", "A note.", Severity.INFO)


def test_a_line_has_place_severity_message_what_it_is_about_and_rule() -> None:
    first = write_text([VALUE]).splitlines()[0]
    assert first == ('data/a.ttl:12:3: violation: A figure has one value. (figure:x carec:value "3") [Figure-value]')


def test_a_finding_without_place_and_focus_has_a_line_of_what_is_known() -> None:
    assert write_text([NOTE]).splitlines()[0] == "info: A note. [note]"


def test_lines_are_sorted_and_the_last_line_counts() -> None:
    lines = write_text([NOTE, LABEL, VALUE]).splitlines()
    assert [line.split("[")[-1] for line in lines[:-1]] == ["Figure-value]", "label]", "note]"]
    assert lines[-1] == "1 violation, 1 warning, 1 note."


@pytest.mark.parametrize(
    ("findings", "sentence"),
    [([], "Nothing found."), ([VALUE, NOTE], "1 violation, 1 note."), ([LABEL, NOTE, LABEL], "2 warnings, 1 note.")],
)
def test_the_summary_is_one_sentence(findings: list[Finding], sentence: str) -> None:
    assert summarize(findings) == sentence


def test_no_finding_is_said_too() -> None:
    assert write_text([]) == "Nothing found.\n"


def test_json_gives_every_part_that_is_known() -> None:
    [record, _] = json.loads(write_json([NOTE, VALUE]))
    assert record == {
        "severity": "violation",
        "rule": "Figure-value",
        "message": "A figure has one value.",
        "file": "data/a.ttl",
        "line": 12,
        "column": 3,
        "focus": {"type": "uri", "value": ID + "figure/x"},
        "path": CAREC + "value",
        "value": {"type": "literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#string"},
        "graph": "urn:g",
    }


def test_json_is_read_back_as_it_was() -> None:
    findings = [VALUE, LABEL, NOTE]
    assert read_json(write_json(findings)) == findings


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '{"rule": 1}', '[{"rule": "r"}]', '[{"rule": "r", "message": "m", "severity": "bad"}]']
)
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(DataProblem, match="no report of findings"):
        read_json(text)
