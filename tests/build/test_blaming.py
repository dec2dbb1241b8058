"""A figure is changed in a copy of a small graph, and the build says which question, row and file that is about."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from carec_kg.build.blaming import Blame
from carec_kg.build.examination import Examination, examine
from carec_kg.config import Content, find_content
from carec_kg.graph.answers import Rows
from carec_kg.graph.workbench import Workbench
from carec_kg.saved_queries.expectations import Breach

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.checks.finding import Finding

FILE = "data/brochure/investments-1.ttl"
QUERY = """#+ title: Amounts
#+ question: How much was invested?
#+ description: Every amount with what it is of.
#+ tags: figures
#+ column: amount (decimal) The amount.
#+ column: label (string) What the amount is.
#+ expect: columns amount label
#+ expect: row amount={amount} label="{label}"@en

PREFIX carec: <https://w3id.org/carec-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?amount ?label WHERE {{
  ?figure carec:value ?amount ;
    rdfs:label ?label .
}}
ORDER BY ?amount ?label
"""


@pytest.fixture
def content(tmp_path: Path, small_content: Content) -> Content:
    """Return a copy of the small graph with the real rules and one saved query that its first figure answers."""
    shutil.copytree(small_content.root, tmp_path / "content")
    shutil.copytree(find_content().ontology / "rules", tmp_path / "content" / "ontology" / "rules")
    shutil.copytree(find_content().ontology / "shapes", tmp_path / "content" / "ontology" / "shapes")
    (tmp_path / "content" / "queries" / "questions").mkdir(parents=True)
    return Content(tmp_path / "content")


def ask(content: Content, query: str) -> tuple[Examination, list[Finding]]:
    (content.queries / "questions" / "amounts.rq").write_text(query, encoding="utf-8")
    found = examine(content, lambda _: None)
    return found, [finding for finding in found.findings if finding.rule == "expectations"]


def test_x(content: Content) -> None:
    f, e = ask(content, QUERY.format(amount="1", label="x"))
    for x in f.findings: print(x.rule, x.position, x.message)
    raise SystemExit
