"""The editor at ``/sparql``: the page, the answer to a form without scripts, and what the script asks for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from carec_kg.errors import QueryProblem
from tests.serving.pools import EX
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask.testing import FlaskClient

    from carec_kg.graph.engine import Engine

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
NEXT = f"SELECT ?b ?n {{ <{EX}thing/7> <{EX}next> ?b . ?b <{LABEL}> ?n }}"


class WhyDesk:
    """A desk that says of each query why it gives nothing."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Mapping[str, Any]]] = []

    def answer(
        self, kind: str, asked: Mapping[str, Any], *, inferred: bool, time_left: Callable[[], float]
    ) -> dict[str, Any]:
        """Answer with one cause."""
        assert time_left() > 0
        self.asked.append((kind, asked))
        return {"empty": True, "causes": [{"kind": "term", "text": f"inferred: {inferred}"}], "complete": True}


@pytest.fixture
def pool(engine: Engine) -> LocalPool:
    return LocalPool(engine, WhyDesk())


def read_state(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="editor-state">(.*?)</script>', page, re.DOTALL)
    assert found
    state: dict[str, Any] = json.loads(found[1])
    return state


def test_a_browser_gets_a_form_that_works_without_a_script(client: FlaskClient) -> None:
    page = client.get("/sparql", headers=BROWSER)
    assert page.status_code == 200
    assert '<form id="editor-form" class="editor-form" action="/sparql" method="post">' in page.text
    assert 'name="query"' in page.text


def test_the_page_carries_a_nonce_of_its_own_and_is_never_kept(client: FlaskClient) -> None:
    pages = [client.get("/sparql", headers=BROWSER) for _ in range(2)]
    nonces = [re.search(r'editor\.js[^"]*" nonce="([^"]+)"', page.text) for page in pages]
    assert all(
        nonce and f"'nonce-{nonce[1]}'" in page.headers["Content-Security-Policy"]
        for nonce, page in zip(nonces, pages, strict=True)
    )
    assert len({nonce[1] for nonce in nonces if nonce}) == 2
    assert all(page.headers["Cache-Control"] == "no-store" and "ETag" not in page.headers for page in pages)


def test_a_query_in_the_address_is_shown_and_not_run(client: FlaskClient, pool: LocalPool) -> None:
    page = client.get("/sparql", query_string={"query": "ASK { <a> ?p '</script>' }"}, headers=BROWSER)
    assert "ASK { &lt;a&gt; ?p &#39;&lt;/script&gt;&#39; }" in page.text
    assert read_state(page.text)["asked"] == "ASK { <a> ?p '</script>' }"
    assert pool.tasks == []


def test_graphs_of_the_address_go_along_with_the_query(client: FlaskClient) -> None:
    page = client.get("/sparql?query=ASK%7B%7D&named-graph-uri=urn:g&inferred=false", headers=BROWSER)
    assert read_state(page.text)["graphs"] == [["named-graph-uri", "urn:g"]]
    assert '<input type="hidden" name="named-graph-uri" value="urn:g">' in page.text
    assert 'value="false" checked' in page.text


def test_a_form_is_answered_with_a_table_of_labels(client: FlaskClient, pool: LocalPool) -> None:
    page = client.post("/sparql", data={"query": NEXT}, headers=BROWSER)
    assert page.status_code == 200
    assert '<th scope="col">b</th><th scope="col">n</th>' in page.text
    assert "Thing 8" in page.text
    assert read_state(page.text)["asked"] is None
    assert pool.tasks[0].lane == "free"


def test_a_table_is_capped_and_says_so(client: FlaskClient) -> None:
    page = client.post("/sparql", data={"query": f"SELECT ?s {{ ?s <{LABEL}> ?l }}"}, headers=BROWSER)
    assert page.text.count("<tr>") == 201
    assert "The first 200 rows; there are more." in page.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("ASK {}", "Yes"),
        ("ASK { <urn:a> <urn:b> <urn:c> }", "No"),
        ("SELECT ?s { ?s <urn:b> <urn:c> }", "Nothing in the graph fits this query."),
        (f"CONSTRUCT {{ <urn:a> <urn:b> ?n }} {{ <{EX}thing/7> <{LABEL}> ?n }}", "&lt;urn:b&gt;"),
    ],
)
def test_a_form_is_answered_by_the_kind_of_the_query(client: FlaskClient, query: str, shown: str) -> None:
    assert shown in client.post("/sparql", data={"query": query}, headers=BROWSER).text


def test_values_are_escaped(client: FlaskClient) -> None:
    page = client.post("/sparql", data={"query": "SELECT ('<img src=x>' AS ?x) {}"}, headers=BROWSER)
    assert "<img src=x>" not in page.text
    assert "&lt;img src=x&gt;" in page.text


def test_what_is_wrong_with_a_form_stands_beside_the_query(client: FlaskClient, pool: LocalPool) -> None:
    pool.error = QueryProblem("syntax error before 'oops'.", 1, 8)
    page = client.post("/sparql", data={"query": "SELECT oops"}, headers=BROWSER)
    assert page.status_code == 400
    assert "syntax error before" in page.text
    assert "SELECT oops</textarea>" in page.text


@pytest.mark.parametrize(
    "accept", ["application/sparql-results+json", "*/*", "text/html, application/sparql-results+json", "text/csv"]
)
def test_programs_get_answers_and_no_page(client: FlaskClient, accept: str) -> None:
    answer = client.post("/sparql", data={"query": "SELECT (1 AS ?x) {}"}, headers={"Accept": accept})
    assert "html" not in answer.content_type


def test_terms_come_once_for_each_version(client: FlaskClient) -> None:
    first = client.get("/editor/terms.json")
    terms = first.get_json()
    assert {term["iri"]: term["uses"] for term in terms["properties"]}[LABEL] == 300
    assert sorted(term["iri"] for term in terms["graphs"]) == [f"{EX}graph/one", f"{EX}graph/two"]
    again = client.get("/editor/terms.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_an_example_has_its_parameters_filled(client: FlaskClient) -> None:
    given = client.get("/editor/example/labels")
    assert given.content_type == "application/sparql-query; charset=utf-8"
    assert given.text.startswith("# ")
    assert "PREFIX" in given.text
    other = client.get("/editor/example/labels", query_string={"label": "Thing 250"})
    assert "Thing 250" in other.text


def test_an_example_that_is_not_there_is_a_404(client: FlaskClient) -> None:
    assert client.get("/editor/example/nothing").status_code == 404


def test_the_reason_for_nothing_is_asked_on_the_lane_of_strangers(client: FlaskClient, pool: LocalPool) -> None:
    answer = client.post("/editor/why", json={"query": "SELECT * {}", "inferred": False})
    assert answer.get_json()["causes"] == [{"kind": "term", "text": "inferred: False"}]
    (task,) = pool.inquiries
    assert (task.kind, task.lane, task.asked["query"]) == ("diagnose", "free", "SELECT * {}")
    assert task.client == "127.0.0.1"


@pytest.mark.parametrize("body", [b"", b"[]", b'{"query": 1}', b'{"query": " "}', b"{"])
def test_a_question_for_the_reason_needs_a_query(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/editor/why", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "'query'" in answer.get_json()["detail"]


@pytest.mark.parametrize("path", ["/editor/why", "/editor/drawing"])
@pytest.mark.parametrize("type_", ["text/plain", "application/sparql-query", "application/x-www-form-urlencoded", None])
def test_a_body_of_another_media_type_is_said_to_be_one(client: FlaskClient, path: str, type_: str | None) -> None:
    answer = client.post(path, data=b'{"query": "SELECT * {}"}', content_type=type_)
    assert (answer.status_code, answer.headers["Accept-Post"]) == (415, "application/json")


@pytest.mark.parametrize("path", ["/editor/why", "/editor/drawing"])
@pytest.mark.parametrize("body", [b"[" * 1_500, b'{"a":' * 1_500, b'{"query": "\xff"}', b"9" * 10_000])
def test_a_body_that_cannot_be_read_is_the_senders_fault(client: FlaskClient, path: str, body: bytes) -> None:
    assert client.post(path, data=body, content_type="application/json").status_code == 400


def test_a_drawing_comes_as_svg(client: FlaskClient) -> None:
    order = {"kind": "bar", "title": "t", "measure": "m", "marks": [{"name": "<a>", "value": "2.5"}]}
    answer = client.post("/editor/drawing", json=order)
    assert answer.content_type.startswith("image/svg+xml")
    assert "&lt;a&gt;" in answer.text
