"""What every answer of the application carries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import Busy, SnapshotProblem
from carec_kg.web.replies import VERSION_HEADER

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.local_pool import LocalPool

HTML = {"Accept": "text/html"}
PATHS = ["/", "/queries", "/queries/labels", "/prefixes", "/export/", "/health/live", "/sparql", "/nowhere"]
PAGES = ["/", "/queries", "/queries/labels", "/export/", "/nowhere", "/sparql?query=SELECT"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_says_version_and_that_it_varies(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.headers[VERSION_HEADER] == "v1"
    languages = ", Accept-Language" if response.mimetype == "text/html" else ""
    assert response.headers["Vary"] == f"Accept, Accept-Encoding{languages}"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_pages_run_files_of_ours_alone_and_load_nothing_from_elsewhere(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers=HTML)
    assert response.content_type == "text/html; charset=utf-8"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    page = re.sub(r'<script type="module"[^>]* src="/static/[^>]+></script>', "", response.text)
    # Data for scripts is no script; it cannot end its element.
    page = re.sub(r'<script type="application/(?:ld\+)?json"[^>]*>[^<]*</script>', "", page)
    assert not re.search(r"<script|\son\w+=|style=|(?:src=|<link[^>]* href=)\"(?:https?:)?//", page)


@pytest.mark.parametrize("path", PAGES)
def test_pages_have_language_title_heading_and_a_way_past_the_menu(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers=HTML).text
    assert '<html lang="en">' in page
    assert len(re.findall(r"<h1>[^<]+</h1>", page)) == 1
    assert re.search(r"<title>[^<]+</title>", page)
    assert '<a class="skip" href="#content">' in page
    inputs = set(re.findall(r'<(?:input|textarea) id="([^"]+)"', page))
    assert inputs <= set(re.findall(r'<label for="([^"]+)"', page))


def test_the_style_sheet_is_served(client: FlaskClient) -> None:
    assert client.get("/static/pages.css", buffered=True).status_code == 200


def test_text_of_a_user_is_no_markup_on_a_page(client: FlaskClient) -> None:
    page = client.get("/queries/%3Cscript%3Ex", headers=HTML).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/sparql?query=SELECT", 400)])
def test_programs_get_problem_documents(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert response.get_json(force=True)["status"] == status


def test_who_comes_at_a_busy_time_is_told_when_to_return(client: FlaskClient, pool: LocalPool) -> None:
    pool.error = Busy("Later.")
    response = client.get("/sparql?query=ASK%7B%7D")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")


def test_our_own_failures_are_logged_and_not_shown(
    client: FlaskClient, pool: LocalPool, caplog: pytest.LogCaptureFixture
) -> None:
    pool.error = SnapshotProblem("/somewhere is broken")
    response = client.get("/sparql?query=ASK%7B%7D")
    assert response.status_code == 500
    assert "somewhere" not in response.text
    assert "somewhere" in caplog.text
