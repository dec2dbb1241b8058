"""The pages of things, as a reader gets them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.web.pages.world import open_world

if TYPE_CHECKING:
    from flask.testing import FlaskClient

_HTML = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """Return a client of the application over the small world."""
    return open_world()


def _get(client: FlaskClient, path: str, **headers: str) -> str:
    response = client.get(path, headers={**_HTML, **headers})
    assert response.status_code == 200, response.text
    return response.text


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_a_page_says_what_a_thing_is_and_that_sources_differ(client: FlaskClient) -> None:
    words = _words(_get(client, "/page/country/ABC"))
    assert "The Republic of Abece is a country" in words
    assert "since 1999 or 2001; the sources differ" in words


def test_values_that_contradict_each_other_stand_side_by_side_with_a_note(client: FlaskClient) -> None:
    words = _words(_get(client, "/page/country/ABC"))
    assert re.search(r"three-letter code ABC \d+ ABX \d+ ≠ Sources differ", words)
    assert "Disagrees with Membership from 2001" in words
    assert "Take care: conflict" in words


def test_a_value_of_several_passages_carries_several_marks(client: FlaskClient) -> None:
    page = _get(client, "/page/place/old-town")
    fact = page[page.index("lies in") : page.index("</dd>", page.index("lies in"))]
    assert re.findall(r'class="mark" href="([^"]+)"', fact) == ["/source/paper/one", "/source/paper/two"]


def test_an_inferred_value_says_so_and_leads_to_its_proof(client: FlaskClient) -> None:
    page = _get(client, "/page/country/ABC")
    assert re.search(r'class="chip inferred" href="/explain\?s=[^"]*memberOf[^"]*o=[^"]*programme', page)


def test_what_is_stated_from_the_other_end_is_not_called_inferred(client: FlaskClient) -> None:
    words = _words(_get(client, "/page/corridor/7"))
    assert re.search(r"Subcorridor 7a \d", words)
    assert "Subcorridor 7a inferred" not in words
    assert "Its subcorridors" not in words


def test_a_property_without_a_place_in_the_order_still_shows(client: FlaskClient) -> None:
    assert re.search(r"Other facts flower rose \d", _words(_get(client, "/page/country/ABC")))


def test_properties_are_named_as_a_person_says_them(client: FlaskClient) -> None:
    words = _words(_get(client, "/page/country/ABC"))
    assert "has flower" not in words
    assert "three-letter code ABC" in words


def test_that_terms_are_not_translated_is_said_once_and_not_at_each(client: FlaskClient) -> None:
    page = _get(client, "/page/country/ABC?lang=zh")
    assert page.count("nobody has translated them yet") == 1
    terms = re.findall(r"<dt>(.*?)</dt>", page, re.DOTALL)
    assert terms
    assert not any("fallback" in term for term in terms)
    assert "nobody has translated them yet" not in _get(client, "/page/country/ABC")


def test_long_lists_show_their_first_and_lead_to_all(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carec_kg.web.pages.thing_page.SHOWN", 1)
    page = _get(client, "/page/country/ABC")
    assert "1 of 2 are shown." in _words(page)
    assert '<a class="button quiet" href="/page/country/ABC?show=all#' in page
    whole = _get(client, "/page/country/ABC?show=all")
    assert "are shown." not in _words(whole)
    assert len(whole) > len(page)


def test_observations_of_one_year_stand_together_where_reports_differ(client: FlaskClient) -> None:
    page = _get(client, "/page/country/ABC")
    table = page[page.index('<table class="data series">') :]
    cells = re.findall(r'<span class="reading"><a href="([^"]+)">([^<]+)</a>', table)
    assert cells == [("/page/figure/delay-a", "4.5"), ("/page/figure/delay-b", "5")]


def test_a_figure_is_said_in_a_whole_sentence(client: FlaskClient) -> None:
    words = _words(_get(client, "/page/figure/patients"))
    assert "more than 1,500 Kashmirian patients" in words
    assert re.search(r"among “ All patients ” ?, since 2023", words)


def test_links_to_other_graphs_are_told_in_words(client: FlaskClient) -> None:
    words = _words(_get(client, "/page/country/ABC"))
    assert "The same thing in Wikidata: Q1 stated by its author; no second reader has looked at it" in words


def test_the_block_of_schema_org_is_json_that_cannot_end_its_element(client: FlaskClient) -> None:
    page = _get(client, "/page/place/old-town")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    node = json.loads(found[1])
    assert node["@id"].endswith("place/old-town")
    assert node["name"][0]["@value"] == "Old Town </script><b>"
    assert "<b>" not in page


def test_labels_follow_the_language_and_others_stand_beside(client: FlaskClient) -> None:
    page = _get(client, "/page/country/ABC?lang=zh")
    assert re.search(r'<h1>\s*<span lang="zh">阿贝策</span>', page)
    assert "Republic of Abece" in page


def test_a_page_may_be_kept_but_not_for_readers_of_other_languages(client: FlaskClient) -> None:
    response = client.get("/page/country/ABC", headers=_HTML)
    assert response.headers["ETag"]
    assert "Accept-Language" in response.headers["Vary"]


def test_an_unknown_thing_leads_to_those_with_a_name_like_it(client: FlaskClient) -> None:
    response = client.get("/page/place/oldtown", headers=_HTML)
    assert response.status_code == 404
    assert 'href="/page/place/old-town"' in response.text


def test_all_that_points_at_a_thing_has_pages_of_its_own(client: FlaskClient) -> None:
    words = _words(_get(client, "/page/country/ABC?from=carec:locatedIn"))
    assert "Lies in it: Republic of Abece" in words
    assert "Old Town" in words


@pytest.mark.parametrize("query", ["from=carec:locatedIn&page=2", "from=carec:locatedIn&page=x", "from=nonsense"])
def test_a_page_that_is_not_there_is_not_found(client: FlaskClient, query: str) -> None:
    assert client.get(f"/page/country/ABC?{query}", headers=_HTML).status_code == 404


def test_the_report_link_is_there_only_where_the_operator_wants_it(client: FlaskClient) -> None:
    assert "Report a wrong fact" not in _get(client, "/page/country/ABC")
    page = _get(open_world(report="mailto:facts@example.org"), "/page/country/ABC")
    assert "mailto:facts@example.org?subject=https%3A%2F%2Fw3id.org%2Fcarec-kg%2Fid%2Fcountry%2FABC" in page
