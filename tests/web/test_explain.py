"""Why a statement, and why a row, over HTTP: as JSON and as a page, within the limits of queries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from carec_kg.errors import Busy, OutOfTime
from carec_kg.evidence.holdings import hold_snapshot
from carec_kg.web.application import create_app
from carec_kg.web.settings import WebSettings
from tests.evidence.amber import FIGURES, LEAGUE, PASSAGE, SPENT, load, make_desk, publish_amber
from tests.evidence.curated import FORUM, load_curated, make_curated
from tests.sources.made_up import TEXT
from tests.web.local_pool import LocalPool, read_library

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

HTML = {"Accept": "text/html"}
PROVED = "/explain?" + urlencode({"s": "id:league", "p": "carec:hasFigure", "o": "id:spending"})


@pytest.fixture(scope="module")
def shared_pool() -> LocalPool:
    return LocalPool(load()[0], make_desk())


@pytest.fixture
def pool(shared_pool: LocalPool) -> LocalPool:
    shared_pool.inquiries.clear()
    shared_pool.error = None
    return shared_pool


@pytest.fixture
def client(pool: LocalPool) -> FlaskClient:
    return create_app(pool, read_library(), WebSettings(dataset="v1", timeout=5.0)).test_client()


@pytest.fixture
def quoting(pool: LocalPool, tmp_path: Path) -> FlaskClient:
    (tmp_path / "amber.txt").write_text(TEXT, encoding="utf-8")
    settings = WebSettings(dataset="v1", timeout=5.0, sources=tmp_path)
    return create_app(pool, read_library(), settings).test_client()


def post(client: FlaskClient, **asked: object) -> TestResponse:
    return client.post("/explain", json=asked)


def test_a_statement_is_proved_as_json(client: FlaskClient) -> None:
    response = client.get(PROVED)
    assert (response.status_code, response.content_type) == (200, "application/json")
    found = response.get_json()
    assert (found["kind"], found["meta"]["dataset"]) == ("proved", "v1")
    assert PASSAGE + "spent" in found["citations"]
    assert response.headers["ETag"]


def test_a_statement_is_proved_as_a_page_with_its_sources(client: FlaskClient) -> None:
    response = client.get(PROVED, headers=HTML)
    assert response.content_type == "text/html; charset=utf-8"
    for words in ("<h1>Why this statement</h1>", "prp-inv1", "Amber brochure", 'href="#source-1"', 'id="source-1"'):
        assert words in response.text


def test_what_is_not_in_the_graph_says_so_with_the_name_that_was_meant(client: FlaskClient) -> None:
    page = client.get("/explain?s=id:league&p=carec:hasFigur&o=id:spending", headers=HTML)
    assert (page.status_code, "<h1>Not in the graph</h1>" in page.text) == (200, True)
    assert "carec:hasFigure</a>" in page.text
    missing = client.get("/explain?s=id:league&p=carec:hasFigure&o=id:age", headers=HTML)
    assert "What is missing for it" in missing.text


def test_a_browser_without_a_statement_gets_a_form_and_a_program_a_sentence(client: FlaskClient) -> None:
    assert '<form class="explain-form"' in client.get("/explain", headers=HTML).text
    response = client.get("/explain")
    assert response.status_code == 400
    assert "s, p and o" in response.get_json(force=True)["detail"]


@pytest.mark.parametrize("inferred", ["true", "false"])
def test_the_closure_can_be_left_out(client: FlaskClient, pool: LocalPool, inferred: str) -> None:
    response = client.get(f"{PROVED}&inferred={inferred}")
    assert response.get_json()["kind"] == ("proved" if inferred == "true" else "not-in-graph")
    assert response.headers["X-Inferred"] == ("included" if inferred == "true" else "excluded")
    assert pool.inquiries[-1].inferred is (inferred == "true")


def test_a_row_of_any_query_is_explained(client: FlaskClient) -> None:
    found = post(client, query=SPENT, row=1).get_json()
    assert found["derivations"][0]["sources"] == [PASSAGE + "spent"]
    form = client.post("/explain", data={"query": SPENT, "row": "1"}).get_json()
    direct = client.post("/explain?row=1", data=SPENT, content_type="application/sparql-query").get_json()
    assert form == direct == found


def test_a_row_is_named_by_its_values_too(client: FlaskClient) -> None:
    values = {"f": {"type": "uri", "value": LEAGUE.replace("league", "spending")}}
    found = post(client, query="SELECT ?f { ?f carec:value ?v }", values=values).get_json()
    assert found["derivations"][0]["sources"] == [PASSAGE + "spent"]


def test_a_page_of_a_row_shows_statements_sources_and_how_what_is_inferred_follows(client: FlaskClient) -> None:
    page = client.post("/explain", data={"query": FIGURES, "row": "0"}, headers=HTML).text
    for words in ("<h1>Why this row</h1>", "How it follows", "prp-inv1", "inferred", "Amber brochure", "/explain?s="):
        assert words in page


@pytest.fixture
def curated() -> FlaskClient:
    pool = LocalPool(load_curated(), make_curated())
    return create_app(pool, read_library(), WebSettings(dataset="v1", timeout=5.0)).test_client()


def test_a_page_has_facts_below_their_passage_readings_with_reason_and_names_apart(curated: FlaskClient) -> None:
    page = curated.post("/explain", data={"query": FORUM}, headers=HTML).text
    facts, _, others = page.partition("Names, types and structure")
    assert facts.index("Leaflet") < facts.index("carec:value") < facts.index("Our reading")
    assert "The sentence before names the town." in facts
    assert "It interprets" in facts
    assert "rdfs:label" not in facts
    assert "rdfs:label" in others
    assert "Nothing states that" in facts
    assert '<details class="others">' in page


def test_marks_on_a_page_have_the_numbers_of_the_text(curated: FlaskClient) -> None:
    page = curated.post("/explain", data={"query": FORUM}, headers=HTML).text
    found = curated.post("/explain", json={"query": FORUM}).get_json()
    places = [page.index(f'id="source-{number}"') for number in range(1, len(found["citations"]) + 1)]
    assert places == sorted(places)


def test_a_page_of_an_aggregate_has_twenty_solutions_their_number_and_the_way_to_the_next(client: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d carec:value ?e . ?f carec:value ?g }"
    page = client.post("/explain", data={"query": query}, headers=HTML).text
    assert "It counts over 5,439 solutions." in page.replace("it counts", "It counts")
    assert "solutions 1 to 20" in page
    assert "Page 1 of 272" in page
    assert '<button class="quiet" name="page" value="1">' in page
    assert "finds these solutions again" in page
    last = client.post("/explain", data={"query": query, "page": "271"}, headers=HTML).text
    assert "solutions 5,421 to 5,439" in last
    assert 'value="272"' not in last
    assert client.post("/explain", data={"query": query, "page": "272"}).status_code == 400


def test_a_year_has_no_thousands_on_the_page(client: FlaskClient) -> None:
    query = "SELECT (2019 AS ?year) (2019 AS ?count) {}"
    page = client.post("/explain", data={"query": query}, headers=HTML).text
    facts = page[page.index('<dl class="facts">') : page.index("</dl>")]
    assert facts.count(">2019<") == 1
    assert facts.count(">2,019<") == 1


def test_an_ask_query_is_led_to_the_explanation_of_its_statement(client: FlaskClient) -> None:
    response = post(client, query="ASK { country:KAZ a carec:Member }")
    assert response.status_code == 400
    assert "carec-kg explain S P O" in response.get_json()["detail"]


def test_a_row_that_cannot_be_explained_says_why_on_the_page(client: FlaskClient) -> None:
    page = client.post("/explain", data={"query": "SELECT (RAND() AS ?x) {}"}, headers=HTML).text
    assert "This row is not explained, because RAND" in page
    assert "What it rests on" not in page


def test_a_saved_query_explains_its_rows_on_its_own_lane(client: FlaskClient, pool: LocalPool) -> None:
    response = client.get("/queries/labels/explain?row=0&label=Port+Maren")
    found = response.get_json()
    assert found["row"]["name"]["value"] == "Port Maren"
    assert found["unexplained"] == ""
    assert pool.inquiries[-1].lane == "saved"
    page = client.get("/queries/labels/explain?row=1", headers=HTML).text
    assert "Next row" in page
    assert "row=0" in page


def test_strangers_queries_take_their_own_lane_and_share_and_can_be_cancelled(
    client: FlaskClient, pool: LocalPool
) -> None:
    client.post("/explain?cancel-id=abcdefghijklmnop&timeout=2", data={"query": SPENT})
    task = pool.inquiries[-1]
    assert (task.lane, task.client, task.cancel_name, task.timeout) == ("free", "127.0.0.1", "abcdefghijklmnop", 2.0)
    client.get(PROVED)
    assert pool.inquiries[-1].lane == "free"


def test_labels_follow_the_language_that_is_asked_for(client: FlaskClient, pool: LocalPool) -> None:
    client.get(f"{PROVED}&lang=ru")
    assert pool.inquiries[-1].asked["language"] == "ru"
    client.get(PROVED, headers={**HTML, "Accept-Language": "zh"})
    assert pool.inquiries[-1].asked["language"] == "zh"


def test_a_page_can_be_had_as_json_by_its_address(client: FlaskClient) -> None:
    assert client.get(f"{PROVED}&format=json", headers=HTML).content_type == "application/json"
    assert client.get(f"{PROVED}&format=html").content_type == "text/html; charset=utf-8"
    assert client.get(f"{PROVED}&format=pdf").status_code == 400
    assert client.get(PROVED, headers={"Accept": "text/turtle"}).status_code == 406


def test_sentences_are_quoted_with_their_marks_where_the_texts_are_held(quoting: FlaskClient) -> None:
    found = quoting.post("/explain", json={"query": SPENT, "row": 1}).get_json()
    assert "billion" in found["citations"][PASSAGE + "spent"]["quotation"]["text"]
    page = quoting.post("/explain", data={"query": SPENT, "row": "1"}, headers=HTML).text
    assert "<mark>\\$1.25^a billion</mark>" in page
    assert "<blockquote>" in page


def test_a_text_that_differs_is_refused_on_the_page(pool: LocalPool, tmp_path: Path) -> None:
    (tmp_path / "amber.txt").write_text(TEXT.replace("seven", "eight"), encoding="utf-8")
    client = create_app(pool, read_library(), WebSettings(dataset="v1", timeout=5.0, sources=tmp_path)).test_client()
    page = client.post("/explain", data={"query": SPENT, "row": "1"}, headers=HTML).text
    assert "Not quoted: amber.txt is not Amber brochure as it was read" in page
    assert "from line" in page


def test_without_texts_there_is_no_quotation(client: FlaskClient) -> None:
    assert "quotation" not in post(client, query=SPENT, row=1).text


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ({"query": SPENT, "row": 99}, 400, "numbered from 0 to 1"),
        ({"query": SPENT, "row": "0"}, 400, "whole number"),
        ({"query": SPENT, "row": 1.5}, 400, "whole number"),
        ({"query": "SELECT ?s { ?s ?p"}, 400, "syntax error"),
        ({"query": "ASK {}"}, 400, "Only the rows of a SELECT"),
        ({"query": "SELECT * { SERVICE <http://a.b/> { ?s ?p ?o } }"}, 403, "leave SERVICE out"),
        ({"query": SPENT, "inferred": "maybe"}, 400, "true or false"),
        ({"query": SPENT, "timeout": []}, 400, "timeout"),
        ({"query": SPENT, "default-graph-uri": 7}, 400, "list of IRIs"),
        ({}, 400, "There is no query"),
    ],
)
def test_bad_input_gets_a_sentence(client: FlaskClient, asked: dict[str, object], status: int, says: str) -> None:
    response = post(client, **asked)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert says in response.get_json(force=True)["detail"]


@pytest.mark.parametrize("body", [b"[]", b"{", b"[" * 100_000, b"\xff", b'"x"'])
def test_a_body_that_is_no_object_is_refused(client: FlaskClient, body: bytes) -> None:
    response = client.post("/explain", data=body, content_type="application/json")
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/explain?s=id:league", 400, "parameter p is missing"),
        ("/explain?s=contry:KAZ&p=a&o=carec:Member", 400, "did you mean country:?"),
        ("/explain?s=a&s=b&p=a&o=c", 400, "more than once"),
        (f"{PROVED}&proofs=21", 400, "0 to 20"),
        (f"{PROVED}&proofs=-1", 400, "proofs is a whole number"),
        ("/queries/labels/explain?row=x", 400, "row is a whole number"),
        ("/queries/labels/explain?row=99999", 400, "There is no row 99999"),
        ("/queries/labels/explain?row=0&lable=x", 400, "Did you mean label?"),
        ("/queries/lables/explain?row=0", 404, "labels"),
        ("/queries/is-there/explain?label=x", 400, "Only the rows of a SELECT"),
    ],
)
def test_a_bad_address_gets_a_sentence(client: FlaskClient, path: str, status: int, says: str) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert says in response.get_json(force=True)["detail"]


def test_another_type_of_body_is_refused_with_those_that_are_taken(client: FlaskClient) -> None:
    response = client.post("/explain", data="x", content_type="text/plain")
    assert response.status_code == 415
    assert "application/json" in response.headers["Accept-Post"]


@pytest.mark.parametrize(("error", "status"), [(OutOfTime("Over."), 503), (Busy("Full."), 503)])
def test_the_pools_errors_are_what_they_are_for_queries(
    client: FlaskClient, pool: LocalPool, error: Busy | OutOfTime, status: int
) -> None:
    pool.error = error
    assert client.get(PROVED).status_code == status
    assert client.get(PROVED, headers=HTML).status_code == status


def test_what_a_stranger_writes_is_escaped_on_the_page(client: FlaskClient) -> None:
    query = 'SELECT ("<script>alert(1)</script>" AS ?x) {} # <script>'
    assert "<script>alert" not in client.post("/explain", data={"query": query}, headers=HTML).text
    path = "/explain?" + urlencode({"s": "id:league", "p": "rdfs:label", "o": '"<script>alert(1)</script>"'})
    assert "<script>alert" not in client.get(path, headers=HTML).text


def test_a_saved_querys_rows_come_with_a_column_of_evidence(client: FlaskClient, pool: LocalPool) -> None:
    response = client.get("/queries/labels.csv?evidence=1&label=Port+Maren")
    assert response.text.splitlines()[0] == "thing,name,evidence"
    assert response.text.splitlines()[1].endswith(",https://w3id.org/carec-kg/graph/curation")
    assert pool.inquiries[-1].lane == "free"
    found = client.get("/queries/labels.json?evidence=1&limit=1").get_json()
    assert (found["head"]["vars"], len(found["results"]["bindings"])) == (["thing", "name", "evidence"], 1)
    assert 'rel="next"' in client.get("/queries/labels.tsv?evidence=1&limit=1").headers["Link"]
    assert '<binding name="evidence">' in client.get("/queries/labels.xml?evidence=1").text


def test_triples_have_no_column_of_evidence(client: FlaskClient) -> None:
    assert client.get("/queries/is-there.json?evidence=1&label=x").status_code == 400
    assert client.get("/queries/labels.csv?evidence=perhaps").status_code == 400


def test_a_snapshots_desk_answers_the_same(tmp_path: Path) -> None:
    data = hold_snapshot(str(publish_amber(tmp_path).folder))
    client = create_app(LocalPool(data.engine, data.desk), read_library(), WebSettings(dataset="v1")).test_client()
    assert json.loads(client.get(PROVED).data)["kind"] == "proved"
