"""The search as pages and programs see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from carec_kg.graph.load import load_files
from carec_kg.web.application import create_app
from carec_kg.web.pages.search import name_kind
from carec_kg.web.settings import WebSettings
from tests.linking.border import BORDER
from tests.web.local_pool import LocalPool, read_library

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def border_pool(tmp_path_factory: pytest.TempPathFactory) -> LocalPool:
    path = tmp_path_factory.mktemp("border") / "graph.ttl"
    path.write_text(BORDER, encoding="utf-8")
    return LocalPool(load_files([path], union_default_graph=True))


@pytest.fixture(scope="module")
def border(border_pool: LocalPool) -> FlaskClient:
    settings = WebSettings(dataset="v1", union_default_graph=True)
    return create_app(border_pool, read_library(), settings).test_client()


def search(client: FlaskClient, query: str) -> dict[str, Any]:
    response = client.get(f"/search.json?{query}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.get_json()
    return found


def test_an_exact_code_comes_first_by_whatever_scheme(border: FlaskClient) -> None:
    for code in ("KAZ", "kz", "398", "Q232", "http://www.wikidata.org/entity/Q232"):
        hit = search(border, f"q={quote(code)}")["hits"][0]
        assert (hit["address"], hit["how"]) == ("/page/country/KAZ", "code"), code


def test_a_result_is_named_in_the_language_asked_for(border: FlaskClient) -> None:
    hit = search(border, f"q={quote('Казахстан')}&lang=ru")["hits"][0]
    assert (hit["name"], hit["language"], hit["how"]) == ("Казахстан", "ru", "name")


def test_a_typo_finds_and_is_told(border: FlaskClient) -> None:
    found = search(border, "q=Kazahstan")
    assert found["hits"][0]["address"] == "/page/country/KAZ"
    assert found["corrected"] == {"kazahstan": "kazakhstan"}
    assert "searched for “kazakhstan”" in border.get("/search?q=Kazahstan", headers=HTML).text


def test_saved_queries_are_results_too(border: FlaskClient) -> None:
    hits = search(border, "q=things+called")["hits"]
    assert hits[0]["address"] == "/queries/labels"


def test_results_are_counted_by_kind_and_can_be_narrowed(border: FlaskClient) -> None:
    found = search(border, "q=khorgos")
    assert found["total"] == sum(group["count"] for group in found["groups"])
    ports = search(border, "q=khorgos&kind=port")
    assert {hit["kind"] for hit in ports["hits"]} == {"port"}
    assert ports["total"] == next(group["count"] for group in found["groups"] if group["kind"] == "port")


def test_results_come_in_pages(border: FlaskClient) -> None:
    every = search(border, "q=khorgos")["hits"]
    assert search(border, "q=khorgos&limit=1&offset=1")["hits"] == every[1:2]


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "offset=-1", "q=a&q=b", f"q={'a' * 201}", "q=%ff"])
def test_a_bad_parameter_is_refused(border: FlaskClient, query: str) -> None:
    assert border.get(f"/search.json?{query}").status_code == 400
    assert border.get(f"/search?{query}", headers=HTML).status_code == 400


def test_the_empty_search_says_what_there_is(border: FlaskClient) -> None:
    page = border.get("/search", headers=HTML).text
    assert "What can be found" in page
    assert "Countries" in page
    assert search(border, "q=")["hits"] == []


def test_nothing_found_is_a_helpful_page(border: FlaskClient) -> None:
    page = border.get("/search?q=xyzzy", headers=HTML).text
    assert "Nothing is found for “xyzzy”." in page
    assert 'href="/queries"' in page


def test_text_of_a_user_stays_text(border: FlaskClient) -> None:
    page = border.get(f"/search?q={quote('<script>alert(1)</script>')}", headers=HTML).text
    assert "<script>alert" not in page


def test_completions_are_few_and_of_several_kinds(border: FlaskClient) -> None:
    found = border.get("/search/suggest?q=kho").get_json()
    kinds = [hit["kind"] for hit in found["suggestions"]]
    assert 0 < len(kinds) <= 8
    assert all(kinds.count(kind) <= 3 for kind in kinds)
    assert {"name", "address", "what", "group"} <= found["suggestions"][0].keys()


def test_the_names_are_read_once_for_search_and_reconciliation(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("once") / "graph.ttl"
    path.write_text(BORDER, encoding="utf-8")
    pool = LocalPool(load_files([path], union_default_graph=True))
    client = create_app(pool, read_library(), WebSettings(union_default_graph=True)).test_client()
    for address in ("/search.json?q=khorgos", "/reconcile", "/search/suggest?q=kaz", "/search.json?q=KAZ"):
        assert client.get(address).status_code == 200
    assert len(pool.tasks) == 1


def test_a_graph_that_is_too_large_still_finds_questions(
    monkeypatch: pytest.MonkeyPatch, border_pool: LocalPool
) -> None:
    monkeypatch.setattr("carec_kg.web.reconcile_index.MOST_TRIPLES", 3)
    client = create_app(border_pool, read_library(), WebSettings(union_default_graph=True)).test_client()
    found = client.get("/search.json?q=things+called").get_json()
    assert [hit["address"] for hit in found["hits"]][:1] == ["/queries/labels"]
    assert found["meta"]["complete"] is False
    assert "only the questions were searched" in client.get("/search?q=things", headers=HTML).text


def test_what_is_not_of_this_graph_is_described_by_the_endpoint(client: FlaskClient) -> None:
    hit = client.get("/search.json?q=Thing+7").get_json()["hits"][0]
    assert hit["address"] == "/sparql?query=DESCRIBE+%3Chttp%3A%2F%2Fexample.org%2Fthing%2F7%3E"
    assert client.get(hit["address"]).status_code == 200


def test_a_kind_without_words_is_told_by_its_own_name() -> None:
    assert name_kind("port") == "Border ports"
    assert name_kind("new-kind") == "New kind"
