"""Sources read side by side with their facts."""

from __future__ import annotations

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


def _words(client: FlaskClient, path: str) -> str:
    response = client.get(path, headers=_HTML)
    assert response.status_code == 200, response.text
    return " ".join(re.sub(r"<[^>]*>", " ", response.text).split())


def test_the_list_of_sources_counts_passages_and_statements(client: FlaskClient) -> None:
    words = _words(client, "/source")
    assert re.search(r"A paper 3 \d+ .*Wording not licensed; only facts are taken", words)
    assert "Sources 1 to " in words


def test_a_source_says_how_much_of_it_became_facts_and_what_states_nothing(client: FlaskClient) -> None:
    words = _words(client, "/source/paper")
    assert "are taken from 2 of 3 passages" in words
    assert "1 passage states nothing passage 1 : The heading." in words


def test_facts_stand_beside_their_passage_in_its_order(client: FlaskClient) -> None:
    page = client.get("/source/paper", headers=_HTML).text
    rows = re.split(r'<article class="reading-row" id="', page)[1:]
    assert [row.partition('"')[0] for row in rows] == ["heading", "one", "two"]
    assert "When the country joined." in rows[1]
    assert "/page/membership/abc-1999" in rows[1]
    assert "more than 1,500" in rows[2]
    assert "It states no fact." in rows[0]


def test_a_section_leads_to_its_place_in_the_source(client: FlaskClient) -> None:
    response = client.get("/source/paper/section-one", headers=_HTML)
    assert (response.status_code, response.headers["Location"]) == (303, "/source/paper#section-one")


def test_a_passage_has_its_place_its_doubts_and_its_neighbours(client: FlaskClient) -> None:
    words = _words(client, "/source/paper/two")
    assert "conflict" in words
    assert "Before: passage 2" in words
    assert "Spot line 2 Read at https://example.org/paper" in _words(client, "/source/paper/one")


def test_a_passage_as_data_is_its_own_statements(client: FlaskClient) -> None:
    text = client.get("/source/paper/one.nt").text
    assert "subcorridorOf" in text
    assert "passageOf" not in text


def test_an_unknown_source_is_not_found(client: FlaskClient) -> None:
    assert client.get("/source/papers", headers=_HTML).status_code == 404
    assert client.get("/source/paper?page=2", headers=_HTML).status_code == 404
