"""The pages of problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import Busy, ShareUsed

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.local_pool import LocalPool

HTML = {"Accept": "text/html"}


def test_a_page_that_is_not_there_names_the_nearest(client: FlaskClient) -> None:
    response = client.get("/querys", headers=HTML)
    assert response.status_code == 404
    assert '<li><a href="/queries">Questions</a></li>' in response.text


def test_a_question_that_is_not_there_names_the_nearest(client: FlaskClient) -> None:
    response = client.get("/queries/lables", headers=HTML)
    assert (response.status_code, 'href="/queries/labels"' in response.text) == (404, True)


def test_the_address_is_offered_as_a_search(client: FlaskClient) -> None:
    page = client.get("/ports/eren-hot%22%3E", headers=HTML).text
    assert 'href="/search?q=eren+hot"' in page


@pytest.mark.parametrize(("error", "status"), [(Busy("Later."), 503), (ShareUsed("Your share."), 429)])
def test_who_comes_at_a_busy_time_may_try_again(client: FlaskClient, pool: LocalPool, error: Busy, status: int) -> None:
    pool.error = error
    response = client.get("/queries/labels.csv?label=a", headers=HTML)
    assert (response.status_code, response.headers["Retry-After"]) == (status, "2")
    assert '<a class="button" href="/queries/labels.csv?label=a">Try again</a>' in response.text


def test_too_much_is_told_on_a_page(client: FlaskClient) -> None:
    response = client.post("/sparql", data={"query": "#" * 20_000}, headers=HTML)
    assert response.status_code == 413
    assert "This is too much at once" in response.text
