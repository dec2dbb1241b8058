from __future__ import annotations

from dataclasses import replace

import pytest

from carec_kg.checks.finding import (
    Finding,
    Severity,
    about_triple,
    count_findings,
    exit_code,
    from_syntax,
    sort_findings,
)
from carec_kg.errors import Position, SyntaxProblem
from carec_kg.iris import CAREC, CURATION_GRAPH, ID, PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Triple, text_literal

TRIPLE = Triple(Iri(ID + "figure/x"), Iri(CAREC + "value"), Literal("3"))


def test_a_finding_is_a_violation_unless_told_otherwise() -> None:
    assert Finding("rule", "It is so.").severity is Severity.VIOLATION


@pytest.mark.parametrize(
    ("severities", "code"),
    [([], 0), (["info", "warning"], 0), (["warning", "violation"], 1)],
)
def test_only_a_violation_makes_the_command_fail(severities: list[str], code: int) -> None:
    assert exit_code(Finding("rule", "It is so.", Severity(severity)) for severity in severities) == code


def test_findings_are_sorted_by_place_and_those_without_a_place_come_last() -> None:
    nowhere = Finding("a", "m")
    first, second, third = (
        replace(nowhere, position=Position(*place)) for place in (("a.ttl", 9, 1), ("a.ttl", 10, 2), ("b.ttl", 1, 1))
    )
    assert sort_findings([nowhere, third, second, first]) == [first, second, third, nowhere]


def test_at_one_place_the_worst_comes_first() -> None:
    place = Position("a.ttl", 1)
    mild, bad = (Finding("a", "m", severity, position=place) for severity in (Severity.INFO, Severity.VIOLATION))
    assert sort_findings([mild, bad]) == [bad, mild]


def test_the_order_does_not_depend_on_the_order_of_discovery_whatever_parts_are_known() -> None:
    parts = [
        Finding("r", "m"),
        Finding("r", "m", focus=Iri("urn:a")),
        Finding("r", "m", focus=Literal("a")),
        Finding("r", "m", focus=BlankNode("a"), value=text_literal("x", "en")),
        Finding("r", "m", path="urn:p", graph="urn:g"),
    ]
    assert sort_findings(parts) == sort_findings(reversed(parts))


def test_what_is_found_twice_is_told_once() -> None:
    assert sort_findings([Finding("r", "m"), Finding("r", "m")]) == [Finding("r", "m")]


def test_counts_name_every_severity_the_worst_first() -> None:
    counts = count_findings([Finding("r", "m", Severity.WARNING)])
    assert list(counts.items()) == [(Severity.VIOLATION, 0), (Severity.WARNING, 1), (Severity.INFO, 0)]


def test_a_syntax_problem_becomes_a_finding_with_its_place() -> None:
    place = Position("a.ttl", 3, 4)
    assert from_syntax(SyntaxProblem("A dot is expected.", place)) == Finding(
        "syntax", "A dot is expected.", position=place
    )


def test_a_finding_about_a_quad_takes_its_parts_and_graph() -> None:
    finding = about_triple("clash", "It clashes.", Quad(*TRIPLE, CURATION_GRAPH), Severity.WARNING)
    assert (finding.focus, finding.path, finding.value) == (TRIPLE.subject, CAREC + "value", Literal("3"))
    assert (finding.graph, finding.severity) == (CURATION_GRAPH, Severity.WARNING)


def test_a_finding_about_a_triple_may_be_given_a_graph() -> None:
    assert about_triple("clash", "It clashes.", TRIPLE).graph is None
    assert about_triple("clash", "It clashes.", TRIPLE, graph="urn:g").graph == "urn:g"


def test_what_a_finding_is_about_is_told_in_short_names() -> None:
    assert about_triple("r", "m", TRIPLE).about == 'figure:x carec:value "3"'
    assert Finding("r", "m", value=Literal("3", PREFIXES["xsd"] + "decimal")).about == '"3"^^xsd:decimal'
    assert Finding("r", "m", value=text_literal("x", "en")).about == '"x"@en'
    assert Finding("r", "m").about == ""
