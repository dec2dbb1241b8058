from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.checks.audit import AuditReport, ReviewedEntry, audit
from carec_kg.iris import CURATION_GRAPH, ID, ONTOLOGY_GRAPH, PREFIXES
from carec_kg.rdf.terms import Iri, Literal, Quad
from tests.sources.made_up import SOURCE, TEXT, describe, document, facts

if TYPE_CHECKING:
    from carec_kg.sources.document import Document

_LABEL = Iri(PREFIXES["rdfs"] + "label")


def _audit(
    quads: list[Quad] | None = None,
    reviewed: tuple[ReviewedEntry, ...] = (),
    text: str = TEXT,
    described: Document | None = None,
) -> AuditReport:
    return audit(described or document(), text, [*describe(), *(facts() if quads is None else quads)], reviewed)


def _uncovered(report: AuditReport) -> list[tuple[str, str, str]]:
    return [(audited.passage.key, audited.mention.words, audited.reason) for audited in report.having("uncovered")]


def _rules(report: AuditReport) -> list[str]:
    return [finding.rule for finding in report.findings]


def _held(report: AuditReport, words: str) -> list[str]:
    return [a.assertion.text for a in report.mentions if a.assertion and a.mention.words == words]


def test_a_text_whose_every_word_has_its_fact_passes() -> None:
    report = _audit()
    assert (_uncovered(report), _rules(report), report.passed) == ([], [], True)
    assert (report.document, report.passages, len(report.mentions)) == (SOURCE, 8, 20)


def test_what_holds_a_mention_is_said_in_words() -> None:
    report = _audit()
    assert _held(report, "seven") == ["id:ports-joined · carec:value · 7.0"]
    assert _held(report, "since 1994") == ["id:ports-joined · carec:earliestDay · 1994-01-01"]
    assert _held(report, "Port Maren") == ["Amber Coast Harbour League (ACHL) · carec:tookPlaceIn · Port Maren"]


@pytest.mark.parametrize(
    ("without", "instead", "words", "reason"),
    [
        ("carec:value 7.0", "carec:value 8.0", "seven", "no figure of this passage has the value 7"),
        ("carec:value 7.0", 'rdfs:label "7"', "seven", "no figure of this passage has the value 7"),
        ("a carec:Figure ; carec:value 12.5", "carec:value 12.5", "12.5-hectare", "not a carec:Figure"),
        ("unit:CCY_USD", "unit:CCY_EUR", "\\$1.25^a billion", "has the unit CCY_EUR, the text CCY_USD"),
        ("qualifier:more-than", "qualifier:about", "3 decades", "qualified 'about', the text 'more-than'"),
        ("carec:qualifier qualifier:about", "carec:ofWhom id:x", "1,400", "qualified 'exactly', the text 'about'"),
        ('"1994-01-01"', '"1994-02-01"', "since 1994", "nothing in this passage's graph has earliestDay 1994-01-01"),
        (
            '"1994-01-01"^^xsd:date',
            '"1994-01-01"^^xsd:date ; carec:latestDay "2000-12-31"^^xsd:date',
            "since 1994",
            "earliestDay 1994-01-01 and no other end",
        ),
        ('"2018-06-02"', '"2018-06-30"', "4 May-2 June 2018", "earliestDay 2018-05-04 and latestDay 2018-06-02"),
        ("carec:tookPlaceIn id:maren", "carec:tookPlaceIn id:lorne", "Port Maren", "id/maren> occurs in no statement"),
    ],
)
def test_a_fact_that_says_otherwise_does_not_hold_the_words(
    without: str, instead: str, words: str, reason: str
) -> None:
    uncovered = {found[1]: found[2] for found in _uncovered(_audit(facts(without, instead)))}
    assert list(uncovered) == [words]
    assert reason in uncovered[words]


def test_a_name_that_stands_in_a_label_or_summary_alone_is_not_held() -> None:
    report = _audit(facts("id:league carec:tookPlaceIn id:maren", 'id:maren rdfs:label "Port Maren"@en'))
    assert _uncovered(report)[0][:2] == ("office", "Port Maren")
    assert "id/maren> occurs in no statement" in _uncovered(report)[0][2]


def test_a_title_in_the_graph_of_the_passage_holds_the_title_and_a_label_does_not() -> None:
    report = _audit(facts("id:league dcterms:title", "id:league rdfs:label"))
    assert _uncovered(report)[0][:2] == ("heading", "THE AMBER COAST HARBOUR LEAGUE")


def test_a_fact_of_another_passage_holds_nothing() -> None:
    report = _audit(facts("id:league carec:tookPlaceIn id:maren", "id:league carec:connects id:lorne"))
    assert [found[:2] for found in _uncovered(report)] == [("office", "Port Maren")]


def test_a_predicate_holds_the_noun_that_it_is_named_by() -> None:
    label = Quad(Iri("urn:p"), _LABEL, Literal("has Port Maren"), ONTOLOGY_GRAPH)
    statement = Quad(Iri("urn:s"), Iri("urn:p"), Iri("urn:o"), f"{SOURCE}/office")
    quads = [quad for quad in facts() if quad.graph != f"{SOURCE}/office"]
    assert _uncovered(_audit([*quads, label, statement])) == []


def test_one_figure_holds_one_number_and_not_two() -> None:
    text = TEXT.replace("35% of them", "35% of them and 35% of the crews")
    report = audit(document(text), text, [*describe(text), *facts()], [])
    assert [found[1:] for found in _uncovered(report)] == [
        ("35%", "the figure with this value already holds another number of this passage")
    ]


def test_a_reviewed_mention_is_not_uncovered_and_keeps_its_reason() -> None:
    entry = ReviewedEntry("joined", "number", "seven", "Said of nothing.")
    report = _audit(facts("carec:value 7.0", "carec:value 8.0"), (entry,))
    assert report.passed
    assert [audited.reason for audited in report.having("reviewed")] == ["Said of nothing."]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (ReviewedEntry("joined", "number", "seven", "r"), "number 'seven' of joined, which needs no review now"),
        (ReviewedEntry("joined", "number", "nine", "r"), "number 'nine' of joined, which needs no review now"),
        (ReviewedEntry("joint", "number", "seven", "r"), "number 'seven' of joint, which is no passage"),
        (ReviewedEntry("joined", "passage", "", "r"), "the passage of joined, which needs no review now"),
    ],
)
def test_a_review_that_nothing_needs_is_a_finding(entry: ReviewedEntry, message: str) -> None:
    (finding,) = _audit(reviewed=(entry,)).findings
    assert finding.rule == "stale-review"
    assert message in finding.message


def test_a_sentence_without_a_file_is_a_finding_unless_it_is_reviewed() -> None:
    quads = [quad for quad in facts() if quad.graph != f"{SOURCE}/office"]
    entries = (
        ReviewedEntry("office", "passage", "", "It states nothing."),
        ReviewedEntry("office", "name", "Port Maren", "It states nothing."),
    )
    assert _rules(_audit(quads)) == ["no-file"]
    assert _audit(quads, entries).passed


def test_a_file_with_nothing_but_labels_states_no_fact() -> None:
    assert _rules(_audit(facts("id:league carec:tookPlaceIn id:maren", 'id:x rdfs:label "x"@en'))) == ["no-file"]


def test_a_file_without_a_passage_is_a_finding() -> None:
    (finding,) = _audit([*facts(), Quad(Iri("urn:s"), Iri("urn:p"), Iri("urn:o"), f"{SOURCE}/lost")]).findings
    assert (finding.rule, finding.passage) == ("no-passage", f"{SOURCE}/lost")


def test_a_passage_that_does_not_fit_the_text_is_found_and_not_examined() -> None:
    report = _audit(text=TEXT.replace("seven", "eight"), reviewed=(ReviewedEntry("joined", "number", "six", "r"),))
    assert _rules(report) == ["document", "digest"]
    assert "joined" not in {audited.passage.key for audited in report.mentions}
    assert not report.passed


def test_the_labels_of_statements_are_no_names() -> None:
    ours = Quad(Iri(ID + "guests"), _LABEL, Literal("Tidal Forum drew about"), CURATION_GRAPH)
    assert _audit([*facts(), ours]).passed
    thing = ours._replace(subject=Iri(ID + "drawing"))
    assert [found[1] for found in _uncovered(_audit([*facts(), thing]))] == ["Tidal Forum drew about"]
