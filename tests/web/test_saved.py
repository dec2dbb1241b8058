"""Saved queries over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from carec_kg.web.replies import CUT_HEADER

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.local_pool import LocalPool

HTML = {"Accept": "text/html,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/queries", "/queries.json"])
def test_the_list_is_json_for_programs(client: FlaskClient, path: str) -> None:
    listed = client.get(path).get_json()["queries"]
    assert [query["name"] for query in listed] == ["chain", "is-there", "labels"]
    assert listed[2]["parameters"][0]["name"] == "label"


def test_the_list_is_a_page_for_people(client: FlaskClient) -> None:
    assert 'href="/queries/labels">What are the things called?</a>' in client.get("/queries", headers=HTML).text


@pytest.mark.parametrize(
    ("suffix", "content_type", "start"),
    [
        ("json", "application/sparql-results+json", '{"meta":'),
        ("xml", "application/sparql-results+xml", "<?xml"),
        ("csv", "text/csv; charset=utf-8", "thing,name\r\n"),
        ("tsv", "text/tab-separated-values; charset=utf-8", "?thing\t?name\n"),
        ("rq", "application/sparql-query; charset=utf-8", "#+ title: Labels"),
        ("html", "text/html; charset=utf-8", "<!DOCTYPE html>"),
    ],
)
def test_a_select_comes_in_the_format_of_its_suffix(
    client: FlaskClient, suffix: str, content_type: str, start: str
) -> None:
    response = client.get(f"/queries/labels.{suffix}")
    assert (response.status_code, response.content_type) == (200, content_type)
    assert response.text.startswith(start)


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf"])
def test_a_construct_comes_in_graph_formats(client: FlaskClient, suffix: str) -> None:
    assert b"http://example.org/" in client.get(f"/queries/chain.{suffix}").data
    assert client.get(f"/queries/labels.{suffix}").status_code == 404


def test_the_accept_header_decides_where_no_suffix_does(client: FlaskClient) -> None:
    assert client.get("/queries/labels").content_type == "application/sparql-results+json"
    assert client.get("/queries/chain").content_type == "text/turtle; charset=utf-8"
    assert client.get("/queries/labels", headers={"Accept": "text/csv"}).content_type.startswith("text/csv")
    assert client.get("/queries/labels", headers={"Accept": "application/sparql-query"}).text.startswith("#+")
    assert client.get("/queries/labels", headers=HTML).text.startswith("<!DOCTYPE html>")
    assert client.get("/queries/labels", headers={"Accept": "text/turtle"}).status_code == 406


def test_parameters_are_plain_names(client: FlaskClient) -> None:
    assert (
        client.get("/queries/labels.csv?label=Thing+7").text == "thing,name\r\nhttp://example.org/thing/7,Thing 7\r\n"
    )
    assert client.get("/queries/is-there.json?label=Thing+7").get_json()["boolean"] is True
    assert client.get("/queries/is-there.json?label=none").get_json()["boolean"] is False


@pytest.mark.parametrize(
    ("query_string", "words"),
    [
        ("", "label is missing"),
        ("?lable=x", "Did you mean label?"),
        ("?label=a&label=b", "more than once"),
        ("?label=a&timeout=soon", "timeout"),
        ("?label=a&limit=5", "limit"),
    ],
)
def test_a_bad_parameter_says_which(client: FlaskClient, query_string: str, words: str) -> None:
    response = client.get(f"/queries/is-there.json{query_string}")
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert words in response.get_json(force=True)["detail"]


@pytest.mark.parametrize("text", ['"', "\\", '" . } DROP ALL #', "x\r\nSet-Cookie: a=b", "\u0000", "'''"])
def test_text_of_a_user_stays_a_value(client: FlaskClient, text: str) -> None:
    response = client.get(f"/queries/is-there.json?label={quote(text)}")
    assert response.status_code in {200, 400}
    assert "Set-Cookie" not in response.headers
    if response.status_code == 200:
        assert response.get_json()["boolean"] is False


def test_an_unknown_query_suggests_the_nearest(client: FlaskClient) -> None:
    response = client.get("/queries/label.csv")
    assert response.status_code == 404
    assert response.get_json(force=True)["nearest"] == ["labels"]


def test_pages_have_links_to_those_beside_them(client: FlaskClient) -> None:
    first = client.get("/queries/labels.csv?limit=2&label=")
    assert first.text.count("\r\n") == 3
    assert first.headers["Link"] == '</queries/labels.csv?limit=2&label=&offset=2>; rel="next"'
    second = client.get("/queries/labels.csv?limit=2&offset=2")
    relations = [link.rsplit("=", 1)[1] for link in second.headers["Link"].split(", ")]
    assert relations == ['"first"', '"prev"', '"next"']
    last = client.get("/queries/labels.csv?limit=200&offset=200")
    assert last.text.count("\r\n") == 101
    assert 'rel="next"' not in last.headers["Link"]


def test_a_page_is_not_cut_but_an_answer_above_the_servers_cap_is(client: FlaskClient) -> None:
    page = client.get("/queries/labels.json?limit=2")
    assert CUT_HEADER not in page.headers
    assert b'"cut"' not in page.data
    for path in ("/queries/labels.json", "/queries/labels.json?limit=250"):
        whole = client.get(path)
        assert whole.headers[CUT_HEADER] == "200"
        assert whole.get_json()["results"]["cut"] is True


def test_saved_queries_have_their_own_lane(client: FlaskClient, pool: LocalPool) -> None:
    client.get("/queries/labels.csv?inferred=false&timeout=2")
    (task,) = pool.tasks
    assert (task.lane, task.inferred, task.timeout) == ("saved", False, 2.0)


@pytest.mark.parametrize(("asked", "lane"), [("", "free"), ("&limit=101", "free"), ("&limit=100", "saved")])
def test_evidence_of_more_than_a_page_keeps_no_saved_query_waiting(
    client: FlaskClient, pool: LocalPool, asked: str, lane: str
) -> None:
    client.get(f"/queries/labels.csv?evidence=1{asked}")
    assert [task.lane for task in pool.inquiries] == [lane]


def test_a_download_is_named_after_the_query(client: FlaskClient) -> None:
    assert client.get("/queries/labels.csv").headers["Content-Disposition"] == 'inline; filename="labels.csv"'


def test_a_query_page_has_a_form_with_its_parameters(client: FlaskClient) -> None:
    page = client.get("/queries/is-there", headers=HTML).text
    assert '<label for="p-label">Label (required)</label>' in page
    assert 'href="/queries/is-there.csv?label=x"' in client.get("/queries/is-there?label=x", headers=HTML).text


def test_a_parameter_is_not_longer_than_anything_that_is_meant(client: FlaskClient, pool: LocalPool) -> None:
    # What is nearest to a text is looked for in a time that grows with its square.
    for given in (f"label={'a' * 1001}", f"{'a' * 1001}=1"):
        response = client.get(f"/queries/labels?{given}")
        assert (response.status_code, "1000 characters" in response.text) == (400, True)
    assert pool.tasks == []
    assert client.get(f"/queries/{'a-' * 20_000}").status_code == 404
    assert client.get(f"/export/{'a' * 50_000}").status_code == 404
