"""The frame of all pages: languages, menu, static files, nonces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from carec_kg.web.finishing import write_policy
from carec_kg.web.handing_over import add_finishing
from carec_kg.web.pages.frame import add_frame, asset, here, is_served, link, nonce, page_language
from carec_kg.web.settings import WebSettings

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}


@pytest.fixture
def app() -> Flask:
    """Return an application with nothing but the frame."""
    app = Flask(__name__, static_folder=None)
    add_frame(app, WebSettings(dataset="v1"))
    add_finishing(app, "v1")
    return app


def test_the_language_that_was_asked_for_goes_along(app: Flask) -> None:
    with app.test_request_context("/queries?lang=ru&q=a"):
        assert page_language() == "ru"
        assert link("/map", tag="b c") == "/map?lang=ru&tag=b+c"
        assert link("/ontology#Port") == "/ontology?lang=ru#Port"
        assert here(lang="zh") == "/queries?lang=zh&q=a"
        assert here(q=None) == "/queries?lang=ru"
    with app.test_request_context("/", headers={"Accept-Language": "zh"}):
        assert page_language() == "zh"
        assert link("/map") == "/map"


def test_the_menu_names_only_what_is_served(client: FlaskClient) -> None:
    page = client.get("/queries", headers=HTML).text
    paths = re.findall(r'<li><a href="(/[^"?]*)"', page.split('class="menu"')[1].split("</nav>")[0])
    assert "/queries" in paths
    # The graph of these tests has no ontology, and says so.
    for path in set(paths) - {"/ontology"}:
        assert client.get(path, headers=HTML).status_code == 200, path
    with client.application.test_request_context():
        assert not is_served("/nowhere/at/all")


def test_pages_say_where_the_reader_is_and_which_language_is_chosen(client: FlaskClient) -> None:
    page = client.get("/queries?lang=zh", headers=HTML).text
    assert '<a href="/queries?lang=zh" aria-current="page">' in page
    assert re.search(r'lang="zh" hreflang="zh" aria-current="true"', page)
    assert '<html lang="en">' in page


def test_a_file_asked_for_by_its_version_is_kept_for_ever_and_comes_packed(client: FlaskClient) -> None:
    address = asset("pages.css")
    assert re.fullmatch(r"/static/pages\.css\?v=[0-9a-f]{8}", address)
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Content-Type"].startswith("text/css")


def test_a_file_asked_for_by_another_version_is_asked_about_each_time(client: FlaskClient) -> None:
    for query in ("", "?v=00000000"):
        response = client.get(f"/static/pages.css{query}", buffered=True)
        assert "must-revalidate" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/static/../finishing.py", "/static/%2e%2e/finishing.py", "/static/none.css", "/static/"]
)
def test_nothing_but_static_files_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_font_that_the_style_sheet_names_is_there(client: FlaskClient) -> None:
    sheet = client.get("/static/pages.css", buffered=True).text
    fonts = re.findall(r"url\(\"?\./(fonts/[^)\"]+)", sheet)
    assert len(fonts) >= 9
    for font in fonts:
        response = client.get(f"/static/{font}", buffered=True)
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]


def test_a_page_with_a_nonce_says_so_and_is_never_kept(app: Flask) -> None:
    app.add_url_rule("/n", view_func=lambda: f"<p>{nonce()}")
    first, second = (app.test_client().get("/n") for _ in range(2))
    value = first.text.removeprefix("<p>")
    assert first.headers["Content-Security-Policy"] == write_policy(value)
    assert f"script-src 'self' 'nonce-{value}'" in write_policy(value)
    assert first.headers["Cache-Control"] == "no-store"
    assert first.text != second.text


def test_the_policy_allows_no_inline_code_and_no_other_host() -> None:
    assert "unsafe" not in write_policy()
    assert "http" not in write_policy()
    assert write_policy().startswith("default-src 'none'; ")
