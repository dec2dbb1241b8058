"""A figure is changed in a copy of a small graph, and the build says which question, row and file that is about."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from carec_kg.build.blaming import Blame
from carec_kg.build.examination import examine
from carec_kg.checks.placement import CheckedFile
from carec_kg.config import Content, find_content
from carec_kg.graph.answers import Rows
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Literal
from carec_kg.saved_queries.expectations import Breach

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.checks.finding import Finding

MARK = "1280000000"
FILE = "data/brochure/investments-1.ttl"
QUERY = """#+ title: Amounts
#+ question: How much was invested?
#+ description: Every amount with what it is of.
#+ tags: figures
#+ column: amount (figure, unit USD) The amount.
#+ column: qualifier (string) How exactly the source states it.
#+ column: unit (iri) The unit.
#+ column: asOf (date) The day for which it holds.
#+ column: precision (iri, optional) Whether a day, a month or a year is meant.
#+ column: doubts (iri, optional) Reasons to take care.
#+ column: passage (iri) The passage that states it.
#+ column: figure (iri) The figure.
#+ expect: columns amount qualifier unit asOf precision doubts passage figure
#+ expect: row amount=1820000000 figure=figure:prc-transport

PREFIX carec: <https://w3id.org/carec-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?amount ?qualifier ?unit ?asOf ?precision ?doubts ?passage ?figure WHERE {
  GRAPH ?passage {
    ?figure carec:value ?amount .
  }
  ?figure carec:unit ?unit ;
    carec:asOf ?asOf ;
    carec:qualifier ?code .
  OPTIONAL { ?figure carec:precision ?precision }
  OPTIONAL { ?figure carec:doubt ?doubts }
  ?code rdfs:label ?qualifier .
  FILTER(LANG(?qualifier) = "en")
}
ORDER BY ?amount ?figure
"""


@pytest.fixture
def content(tmp_path: Path, small_content: Content) -> Content:
    """Return a copy of the small graph with the real rules and shapes, and one saved query over its figures."""
    root = tmp_path / "content"
    real = find_content()
    shutil.copytree(small_content.root, root)
    for folder in ("ontology/rules", "ontology/shapes", "queries/checks"):
        shutil.copytree(real.root / folder, root / folder)
    (root / "queries" / "questions").mkdir()
    (root / "queries" / "questions" / "amounts.rq").write_text(QUERY, encoding="utf-8")
    return Content(root)


def find_broken(content: Content) -> list[Finding]:
    findings = examine(content, lambda _: None).findings
    return [finding for finding in findings if finding.rule == "expectations"]


def test_a_changed_figure_is_a_finding_with_query_row_and_file(content: Content) -> None:
    assert find_broken(content) == []
    path = content.root / FILE
    text = path.read_text(encoding="utf-8").replace('"1820000000"', '"1280000000"')
    path.write_text(text, encoding="utf-8")
    (finding,) = find_broken(content)
    line = next(i for i, written in enumerate(text.splitlines(), 1) if MARK in written)
    assert finding.message.startswith(
        "amounts: No row has amount=1820000000 and figure=figure:prc-transport; the nearest, row "
    )
    assert "has amount=1280000000." in finding.message
    assert f"rests on {FILE}:{line} (carec:value, " in finding.message
    assert finding.position
    assert finding.position.file.endswith("amounts.rq")
    assert QUERY.splitlines()[finding.position.line - 1].startswith("#+ expect: row amount=")


def test_a_question_without_rows_is_a_finding_that_says_why(content: Content) -> None:
    path = content.queries / "questions" / "amounts.rq"
    path.write_text(QUERY.replace("?code rdfs:label", "?code rdfs:lable"), encoding="utf-8")
    (finding,) = find_broken(content)
    assert finding.message.endswith(
        "there are no rows at all. Line 13 below the header: rdfs:lable is not in this graph; did you mean rdfs:label?"
    )


def test_each_build_explains_so_many_rows_and_no_more() -> None:
    data = b'<http://e.org/a> <http://e.org/p> "1" .\n'
    quads = [quad._replace(graph="http://e.org/g") for quad in parse(data, TURTLE, "a.ttl")]
    engine = Workbench([*quads, *(quad._replace(graph=None) for quad in quads)])
    blame = Blame(engine, [CheckedFile("a.ttl", "http://e.org/g", data)])
    text = "SELECT ?x WHERE { ?s <http://e.org/p> ?x }"
    answer = Rows(("x",), [(Literal("1"),)])
    said = [blame.find(text, answer, Breach("Broken.", row=0, columns=("x",))) for _ in range(40)]
    assert said[0] == "Row 0 rests on a.ttl:1 (<http://e.org/p>, <http://e.org/g>)."
    assert said[-1] == ""
    assert blame.find(text, answer, Breach("Broken.")) == ""


def test_a_row_that_cannot_be_explained_says_so() -> None:
    blame = Blame(Workbench(), [])
    answer = Rows(("x",), [(Literal("1"),)])
    said = blame.find("SELECT (NOW() AS ?x) {}", answer, Breach("Broken.", row=0))
    assert said.startswith("Where row 0 comes from was not found out")


@pytest.mark.skipif(sys.platform != "linux", reason="there is no deadline elsewhere")
def test_a_question_and_a_rule_that_never_end_are_findings_that_name_them(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . FILTER(?a = ?d && ?c = ?m && ?i = 7)"
    question = content.queries / "questions" / "amounts.rq"
    question.write_text(QUERY.replace("  FILTER(LANG", f"  FILTER NOT EXISTS {{ {endless} }}\n  FILTER(LANG"))
    counting = "SELECT (STR(COUNT(*)) AS ?message) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    rule = f"#+ says: It ends.\n#+ severity: warning\n\n{counting}\n"
    (content.queries / "checks" / "it-ends.rq").write_text(rule)
    monkeypatch.setenv("CAREC_KG_CHECK_SECONDS", "1")
    found = {
        (finding.rule, finding.position.file): finding.message
        for finding in examine(content, lambda _name: None).findings
        if finding.position
    }
    assert "amounts: It took too long" in found["expectations", "queries/questions/amounts.rq"]
    assert "CAREC_KG_CHECK_SECONDS" in found["it-ends", "queries/checks/it-ends.rq"]
