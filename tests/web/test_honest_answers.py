"""Every answer says which data it is from, whether it is whole, whether it has what is inferred, and its time."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from rdflib import Variable
from rdflib.query import Result
from werkzeug.test import Client, EnvironBuilder

from carec_kg.errors import OutOfTime
from carec_kg.evidence.desk import Desk
from carec_kg.iris import INFERRED_GRAPH
from carec_kg.saved_queries.catalogue import Catalogue, read_saved_query
from carec_kg.web.application import create_app
from carec_kg.web.front import AnswerCache
from carec_kg.web.query_operation import DirectOperation
from carec_kg.web.settings import WebSettings
from carec_kg.web.threads import ThreadedApplication
from tests.evidence.empty_queries import PREFIXES, build_engine
from tests.web.local_pool import LocalPool
from tests.web.looping import as_wsgi, wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.graph.load import InquiryDesk
    from carec_kg.serving.messages import Task

SETTINGS = WebSettings(dataset="v1", timeout=5.0, max_rows=3)
MEMBERS = "SELECT ?member { ?member a <http://example.org/Member> }"
MANY = "SELECT ?s ?p { ?s ?p ?o } ORDER BY ?s ?p"
EMPTY = PREFIXES + "SELECT ?c { ?c a :Coridor }"
SAVED = """#+ title: Members
#+ question: Who is a member?
#+ description: Every member of a class.
#+ tags: members
#+ parameter: kind (iri, default <http://example.org/Member>) The class.
#+ column: member (iri) The member.

SELECT ?member WHERE {
  VALUES (?kind) { (<http://example.org/Member>) }  # parameters
  ?member a ?kind .
}
ORDER BY ?member
"""
TIMED = re.compile(r"total;dur=\d+\.\d\d")


class TwoGraphs(LocalPool):
    """A pool with the graph and the same without what is inferred, as the workers have them."""

    def __init__(self) -> None:
        whole, asserted = build_engine(), build_engine(inferred=False)
        desk: InquiryDesk = Desk(whole, asserted)
        super().__init__(whole, desk)
        self._asserted = LocalPool(asserted, desk)

    def answer(self, task: Task) -> EncodedAnswer:
        """Answer from the graph that the task is for."""
        return super().answer(task) if task.inferred else self._asserted.answer(task)


@pytest.fixture(scope="module")
def pool() -> TwoGraphs:
    return TwoGraphs()


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    for name in ("carec-kg.ttl", "carec-kg-inferred.ttl"):
        (tmp_path / name).write_text("<a:a> <a:b> 1 .\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def client(pool: TwoGraphs, exports: Path) -> FlaskClient:
    members = read_saved_query(SAVED, "members", "members.rq")
    return create_app(pool, Catalogue({"members": members}, {}), replace(SETTINGS, exports=exports)).test_client()


def ask(client: Client, query: str, accept: str = "application/json", **more: str) -> TestResponse:
    return client.get(f"/sparql?{urlencode({'query': query, **more})}", headers={"Accept": accept})


def meta_of(response: TestResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(response.data)["meta"]
    return found


PATHS = {
    "query": (f"/sparql?{urlencode({'query': MEMBERS})}", "true"),
    "query, cut": (f"/sparql?{urlencode({'query': MANY})}", "false"),
    "triples, cut": (f"/sparql?{urlencode({'query': 'CONSTRUCT WHERE { ?s ?p ?o }'})}", "false"),
    "yes or no": (f"/sparql?{urlencode({'query': 'ASK {}'})}", "true"),
    "saved query": ("/queries/members", "true"),
    "a page of one": ("/queries/members.csv?limit=1", "true"),
    "graph": ("/graph-store?graph=http://example.org/p3", "false"),
    "file": ("/export/carec-kg.ttl", "true"),
}


@pytest.mark.parametrize("accept", ["application/json", "text/csv, text/turtle", "*/*"])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_headers_say_version_completeness_inference_and_time(
    client: FlaskClient, path: tuple[str, str], accept: str
) -> None:
    address, complete = path
    accept = "*/*" if "graph-store" in address else accept
    response = client.get(address, headers={"Accept": accept}, buffered=True)
    assert response.status_code in {200, 406}
    if response.status_code == 406:
        return
    assert response.headers["X-Dataset-Version"] == "v1"
    assert response.headers["X-Result-Complete"] == complete
    assert ("X-Result-Cut" in response.headers) == (complete == "false")
    assert response.headers["X-Inferred"] in {"included", "excluded"}
    assert TIMED.fullmatch(response.headers["Server-Timing"])


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_head_and_304_say_the_same_but_no_time(client: FlaskClient, path: tuple[str, str]) -> None:
    response = client.get(path[0], buffered=True)
    headed = client.head(path[0], buffered=True)
    held = client.get(path[0], headers={"If-None-Match": response.headers["ETag"]}, buffered=True)
    assert held.status_code == 304
    for other in (headed, held):
        for name in ("X-Dataset-Version", "X-Result-Complete", "X-Inferred", "X-Result-Cut"):
            assert other.headers.get(name) == response.headers.get(name)
        assert "Server-Timing" not in other.headers


def test_other_hosts_may_read_what_is_said(client: FlaskClient) -> None:
    response = ask(client, MEMBERS)
    exposed = set(response.headers["Access-Control-Expose-Headers"].split(", "))
    assert {"X-Dataset-Version", "X-Result-Complete", "X-Result-Cut", "X-Inferred", "Server-Timing"} <= exposed
    assert response.headers["Timing-Allow-Origin"] == "*"


def test_results_in_json_say_it_in_meta_too(client: FlaskClient) -> None:
    assert meta_of(ask(client, MEMBERS)) == {"dataset": "v1", "complete": True, "inferred": True, "rows": 1}
    cut = ask(client, MANY, inferred="false")
    assert meta_of(cut) == {"dataset": "v1", "complete": False, "inferred": False, "rows": 3}
    assert cut.headers["X-Result-Cut"] == "3"
    assert meta_of(ask(client, "ASK {}")) == {"dataset": "v1", "complete": True, "inferred": True}
    assert meta_of(client.get("/queries/members.json?limit=1"))["complete"] is True
    for path in ("/queries.json", "/export/"):
        assert meta_of(client.get(path)) == {"dataset": "v1", "complete": True}


def test_results_with_meta_are_read_by_other_readers(client: FlaskClient) -> None:
    rows = Result.parse(io.BytesIO(ask(client, MEMBERS).data), format="json")
    assert [str(row[Variable("member")]) for row in rows.bindings] == ["http://example.org/mongolia"]
    assert Result.parse(io.BytesIO(ask(client, "ASK {}").data), format="json").askAnswer is True
    assert set(json.loads(ask(client, MEMBERS).data)) == {"head", "results", "meta"}


def test_both_doors_say_the_same(client: FlaskClient, pool: TwoGraphs) -> None:
    direct = DirectOperation(pool, SETTINGS)
    for query, more in ((MANY, ""), (MEMBERS, "&inferred=false"), (EMPTY, "")):
        path = f"/sparql?{urlencode({'query': query})}{more}"
        environ = EnvironBuilder(path, headers=[("Accept", "application/json")]).get_environ()
        answer = wait_for(direct.answer(environ, "v1"))
        assert answer
        response = client.get(path, headers={"Accept": "application/json"})
        assert answer.body == response.data
        ours, theirs = dict(answer.headers), dict([*response.headers])
        assert TIMED.fullmatch(ours.pop("Server-Timing"))
        assert TIMED.fullmatch(theirs.pop("Server-Timing"))
        assert ours == theirs


def test_an_answer_that_is_given_again_says_so_and_no_time(client: FlaskClient) -> None:
    threaded = ThreadedApplication(client.application, 2)
    cached = Client(as_wsgi(AnswerCache(threaded, capacity=2**20, current_version=lambda: "v1", patience=1.0)))
    first, second = ask(cached, MEMBERS), ask(cached, MEMBERS)
    assert TIMED.fullmatch(first.headers["Server-Timing"])
    assert second.headers.getlist("Server-Timing") == ['cache;desc="hit"']
    assert {name: value for name, value in first.headers if name != "Server-Timing"} == {
        name: value for name, value in second.headers if name != "Server-Timing"
    }
    path = f"/sparql?{urlencode({'query': MEMBERS})}"
    assert "Server-Timing" not in cached.head(path, headers={"Accept": "application/json"}).headers


@pytest.mark.parametrize(
    "path",
    [f"/sparql?{urlencode({'query': MEMBERS})}&", "/queries/members.json?"],
    ids=["sparql", "saved"],
)
def test_without_the_closure_nothing_of_it_is_in_the_rows(client: FlaskClient, path: str) -> None:
    response = client.get(f"{path}inferred=false", headers={"Accept": "application/json"})
    assert json.loads(response.data)["results"]["bindings"] == []
    assert response.headers["X-Inferred"] == "excluded"
    assert json.loads(client.get(path, headers={"Accept": "application/json"}).data)["results"]["bindings"]


def test_without_the_closure_nothing_of_it_is_in_a_graph(client: FlaskClient) -> None:
    wide = create_app(TwoGraphs(), Catalogue({}, {}), replace(SETTINGS, max_rows=1000)).test_client()
    whole = wide.get("/graph-store?default", headers={"Accept": "application/n-triples"})
    asserted = wide.get("/graph-store?default&inferred=false", headers={"Accept": "application/n-triples"})
    lost = set(whole.text.splitlines()) - set(asserted.text.splitlines())
    assert {line.split()[0] for line in lost} == {"<http://example.org/mongolia>", "<http://example.org/kazakhstan>"}
    assert (whole.headers["X-Inferred"], asserted.headers["X-Inferred"]) == ("included", "excluded")
    assert client.get(f"/graph-store?graph={INFERRED_GRAPH}").headers["X-Inferred"] == "included"
    assert client.get(f"/graph-store?graph={INFERRED_GRAPH}&inferred=false").status_code == 404


def test_graphs_that_hold_nothing_inferred_are_said_to_exclude_it(client: FlaskClient) -> None:
    assert client.get("/graph-store?graph=http://example.org/p3").headers["X-Inferred"] == "excluded"
    passage = {"default-graph-uri": "http://example.org/p3"}
    assert ask(client, MEMBERS, **passage).headers["X-Inferred"] == "excluded"
    assert ask(client, MEMBERS, **{"named-graph-uri": INFERRED_GRAPH}).headers["X-Inferred"] == "included"
    files = ("carec-kg.ttl", "carec-kg-inferred.ttl")
    inferred = [client.get(f"/export/{name}", buffered=True).headers["X-Inferred"] for name in files]
    assert inferred == ["excluded", "included"]


def test_who_asks_why_is_told_in_meta(client: FlaskClient) -> None:
    why = meta_of(ask(client, EMPTY, why="1"))["why"]
    (cause,) = why["causes"]
    assert (why["empty"], why["complete"], cause["kind"], cause["fragment"]) == (True, True, "term", ":Coridor")
    assert "why" not in meta_of(ask(client, EMPTY))
    assert "why" not in meta_of(ask(client, MEMBERS, why="1"))
    assert "why" in meta_of(ask(client, MEMBERS, why="1", inferred="false"))
    assert ask(client, EMPTY, "text/csv", why="1").text == "c\r\n"
    assert ask(client, EMPTY, why="perhaps").status_code == 400
    saved = meta_of(client.get("/queries/members.json?kind=http://example.org/Corridors&why=1"))["why"]
    assert saved["causes"][0]["parameter"] == "kind"


def test_an_answer_is_not_lost_where_there_is_no_reason_to_be_had(client: FlaskClient, pool: TwoGraphs) -> None:
    pool.desk, desk = None, pool.desk
    try:
        response = ask(client, EMPTY, why="1")
    finally:
        pool.desk = desk
    why = meta_of(response)["why"]
    assert (why["causes"], why["complete"], why["problem"]) == ([], False, "There is no desk.")
    # Another time there may be one.
    assert "ETag" not in response.headers


def test_a_refusal_says_no_more_than_it_knows(client: FlaskClient, pool: TwoGraphs) -> None:
    pool.error = OutOfTime("The time is over.")
    try:
        response = ask(client, MEMBERS)
    finally:
        pool.error = None
    assert response.status_code == 503
    assert {"X-Result-Complete", "X-Inferred"}.isdisjoint(response.headers.keys())
    assert response.headers["X-Dataset-Version"] == "v1"
