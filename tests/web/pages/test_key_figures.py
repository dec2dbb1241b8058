"""The figures of the start page come from the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.load import load_files
from carec_kg.saved_queries.catalogue import Catalogue, read_saved_query
from carec_kg.web.application import create_app
from carec_kg.web.pages.key_figures import read_key_figures
from carec_kg.web.pages.reader import GraphReader
from carec_kg.web.pages.site import Site
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from pathlib import Path

QUERY = """#+ title: Totals
#+ question: How much?
#+ description: Totals.
#+ tags: figures
#+ column: date (date, optional) The day.
#+ column: value (figure, unit USD) The total.
#+ column: qualifier (string) How exactly.
#+ column: precision (string) How precisely.
#+ column: passage (iri carec:Passage) The passage.
#+ view: line x=date y=value

SELECT ?date ?value ?qualifier ?precision ?passage WHERE {
  ?passage <urn:x:value> ?value ; <urn:x:qualifier> ?qualifier .
  OPTIONAL { ?passage <urn:x:date> ?date } BIND("month" AS ?precision)
} ORDER BY ?date
"""
DATA = """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix s: <https://w3id.org/carec-kg/source/> .
s:one\\/a <urn:x:value> 2000000 ; <urn:x:qualifier> "exactly" ; <urn:x:date> "2020-12-31"^^xsd:date .
s:two\\/b <urn:x:value> 54000000000 ; <urn:x:qualifier> "about" ; <urn:x:date> "2025-11-30"^^xsd:date .
s:two\\/c <urn:x:value> 9 ; <urn:x:qualifier> "about" .
s:two <http://www.w3.org/2000/01/rdf-schema#label> "The second source"@en .
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a site whose graph has one of the questions."""
    file = tmp_path / "data.ttl"
    file.write_text(DATA, encoding="utf-8")
    query = read_saved_query(QUERY, "totals-by-year", "totals-by-year.rq")
    return Site(GraphReader(LocalPool(load_files([file])), 5.0), Catalogue({query.slug: query}, {}), WebSettings())


def test_the_latest_dated_row_is_shown_with_all_that_it_says(site: Site) -> None:
    (figure,) = read_key_figures(site, "en")
    assert (figure.word, figure.before, figure.amount, figure.unit) == ("invested", "about", "54 billion", "US dollars")
    assert (figure.when, figure.path) == ("November 2025", "/queries/totals-by-year")
    assert figure.passage == "https://w3id.org/carec-kg/source/two/b"
    assert figure.document == "The second source"


def test_another_graph_has_none_of_them(site: Site) -> None:
    assert read_key_figures(Site(site.reader, Catalogue({}, {}), site.settings), "en") == []


def test_the_start_page_shows_them_with_their_passage_and_their_question(site: Site) -> None:
    client = create_app(site.reader._pool, site.catalogue, WebSettings(dataset="v1")).test_client()
    page = client.get("/", headers={"Accept": "text/html"}).text
    assert '<a href="/queries/totals-by-year">invested in all</a>, as of November 2025' in page
    assert 'href="/source/two/b"' in page


def test_the_view_of_a_question_is_drawn_from_its_rows(site: Site) -> None:
    client = create_app(site.reader._pool, site.catalogue, WebSettings(dataset="v1")).test_client()
    table = client.get("/queries/totals-by-year", headers={"Accept": "text/html"}).text
    assert 'href="/queries/totals-by-year?view=line"' in table
    assert '<td class="number"><span class="qualifier">about</span>' in table
    drawn = client.get("/queries/totals-by-year?view=line", headers={"Accept": "text/html"}).text
    assert "<svg" in drawn.split("<main")[1]
    assert "The second source" in drawn
