"""The pages of questions over HTTP."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from carec_kg.errors import Busy, OutOfTime
from carec_kg.web.application import create_app
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask.testing import FlaskClient

    from carec_kg.graph.engine import Engine
    from carec_kg.saved_queries.catalogue import Catalogue

HTML = {"Accept": "text/html"}


class Desk:
    """Answers two inquiries as the real desk does."""

    def answer(
        self, kind: str, asked: Mapping[str, Any], *, inferred: bool, time_left: Callable[[], float]
    ) -> dict[str, Any]:
        """Return a made-up answer."""
        assert inferred
        assert time_left() > 0
        if kind == "evidence":
            rows = [{"sources": ["https://w3id.org/carec-kg/source/a/b"], "inferred": 1, "more": False}] * asked[
                "limit"
            ]
            return {"rows": rows, "citations": {}, "complete": True}
        return {"empty": True, "causes": [{"kind": "value", "text": "Nothing is called that <b>."}], "complete": True}


def get(client: FlaskClient, path: str) -> str:
    return client.get(path, headers=HTML).text


def test_a_question_is_the_heading_and_its_rows_a_table(client: FlaskClient) -> None:
    page = get(client, "/queries/labels")
    assert "<h1>What are the things called?</h1>" in page
    assert page.count("<tr>") == 101
    assert "Rows 1 to 100 of 300" in page
    assert 'rel="next" href="/queries/labels?offset=100&amp;limit=100"' in page


def test_the_pager_leads_through_all_rows(client: FlaskClient) -> None:
    page, seen = "/queries/labels", set[str]()
    for _ in range(3):
        text = get(client, page)
        seen |= set(re.findall(r">(Thing \d+)<", text))
        following = re.search(r'rel="next" href="([^"]+)"', text)
        page = following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == 300
    assert page == ""


def test_files_and_snippets_carry_the_choices(client: FlaskClient) -> None:
    page = get(client, "/queries/labels?label=Thing+7")
    for suffix in ("csv", "tsv", "json", "xml"):
        assert f'href="/queries/labels.{suffix}?label=Thing+7"' in page
    assert "curl --fail --location &#39;http://localhost/queries/labels.csv?label=Thing+7&#39;" in page
    assert 'href="/sparql?query=' in page
    assert 'href="/queries/chain.ttl"' in get(client, "/queries/chain")


def test_the_form_holds_what_was_given(client: FlaskClient) -> None:
    page = get(client, "/queries/labels?label=Thing+%227%22&inferred=false")
    assert 'value="Thing &#34;7&#34;"' in page
    assert 'name="inferred" value="false" checked' in page


def test_an_answer_of_one_row_is_said_first(client: FlaskClient) -> None:
    page = get(client, "/queries/labels?label=Thing+7")
    assert 'class="verdict"' in page
    assert 'class="verdict"' not in get(client, "/queries/labels")


@pytest.mark.parametrize(("label", "word"), [("Thing+7", "Yes."), ("none", "No.")])
def test_a_yes_or_no_is_a_sentence(client: FlaskClient, label: str, word: str) -> None:
    assert f'<p class="verdict">{word}' in get(client, f"/queries/is-there?label={label}")


def test_a_question_that_needs_a_choice_waits_for_it(client: FlaskClient, pool: LocalPool) -> None:
    response = client.get("/queries/is-there", headers=HTML)
    assert (response.status_code, pool.tasks) == (200, [])
    assert 'class="problem"' not in response.text
    assert "required" in response.text


@pytest.mark.parametrize(
    ("query_string", "words"),
    [("lable=x", "Did you mean label?"), ("limit=0", "from 1"), ("offset=-1", "offset"), ("label=a&label=b", "once")],
)
def test_bad_input_is_told_on_a_page(client: FlaskClient, query_string: str, words: str) -> None:
    response = client.get(f"/queries/labels?{query_string}", headers=HTML)
    assert response.status_code == 400
    assert words in response.text
    assert 'class="problem"' in response.text
    assert "<h1>" in response.text


def test_rows_beyond_the_last_are_none_and_said(client: FlaskClient) -> None:
    page = get(client, "/queries/labels?offset=5000")
    assert "There are no rows from 5,001 on." in page
    assert 'rel="first"' in page


def test_a_server_that_is_full_says_so_with_the_form(client: FlaskClient, pool: LocalPool) -> None:
    pool.error = OutOfTime("It took more than 5 s.")
    response = client.get("/queries/labels", headers=HTML)
    assert response.status_code == 503
    assert "It took more than 5 s." in response.text
    assert '<form class="choices' in response.text
    pool.error = Busy("Later.")
    assert client.get("/queries/labels", headers=HTML).status_code == 503


def test_an_empty_answer_says_why(engine: Engine, catalogue: Catalogue) -> None:
    client = create_app(LocalPool(engine, Desk()), catalogue, WebSettings(dataset="v1")).test_client()
    page = get(client, "/queries/labels?label=nobody")
    assert "The answer has no rows." in page
    assert "Nothing is called that &lt;b&gt;." in page


def test_without_a_diagnosis_an_empty_answer_is_still_an_answer(client: FlaskClient) -> None:
    response = client.get("/queries/labels?label=nobody", headers=HTML)
    assert (response.status_code, "The answer has no rows." in response.text) == (200, True)


def test_each_row_has_its_evidence_where_it_is_wanted(engine: Engine, catalogue: Catalogue) -> None:
    client = create_app(LocalPool(engine, Desk()), catalogue, WebSettings(dataset="v1")).test_client()
    page = get(client, "/queries/labels?limit=5&evidence=1")
    assert page.count('class="mark" href="/source/a/b"') == 5
    assert page.count('class="chip inferred"') == 5
    assert '<ol>\n    <li value="1">' in page


def test_the_gallery_finds_by_words_and_by_topic(client: FlaskClient) -> None:
    assert "1 of 3 questions" in get(client, "/queries?q=called")
    assert "Nearest to what you wrote:" in get(client, "/queries?q=caled+thngs")
    assert "&lt;script&gt;" in get(client, "/queries?q=%3Cscript%3E")


def test_a_drawing_that_is_not_there_is_404(client: FlaskClient) -> None:
    assert client.get("/queries/labels.svg").status_code == 404
