"""Inquiries through a pool of sealed workers, from a snapshot with its desk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from carec_kg.errors import NotAllowed, OutOfTime, QueryProblem, UsageError
from carec_kg.serving.launch import run_pool
from carec_kg.serving.messages import InquiryTask
from carec_kg.serving.pool_settings import Loader, PoolSettings
from carec_kg.serving.seal import Limits
from tests.evidence.amber import FIGURES, PASSAGE, SPENT, publish_amber
from tests.serving.pools import MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.serving.client import PoolClient

_ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PoolClient]:
    snapshot = publish_amber(tmp_path_factory.mktemp("home"))
    loader = Loader("carec_kg.evidence.holdings:hold_snapshot", {"folder": str(snapshot.folder)})
    with run_pool(PoolSettings(loader, 2, limits=Limits(memory=MEMORY))) as pool:
        client = pool.connect()
        yield client
        client.close()


def ask(client: PoolClient, kind: str, *, timeout: float = 20.0, **asked: object) -> dict[str, Any]:
    answer = client.answer(InquiryTask(kind, asked, timeout=timeout))
    assert (answer.kind, answer.dataset) == ("document", "amber")
    found: dict[str, Any] = json.loads(answer.body)
    return found


def test_every_kind_is_answered_behind_the_seal(client: PoolClient) -> None:
    row = ask(client, "explain", query=SPENT, row=1)
    assert row["derivations"][0]["sources"] == [PASSAGE + "spent"]
    assert ask(client, "explain", query=FIGURES, row=0, proofs=2)["derivations"][0]["triples"][0]["proof"]
    assert len(ask(client, "evidence", query=FIGURES, bindings=True)["rows"]) == 2
    assert ask(client, "prove", subject="id:league", predicate="carec:hasFigure", object="id:spending")["proofs"]
    assert ask(client, "prove", subject="id:leage", predicate="a", object="carec:Figur")["unknown"]
    assert ask(client, "diagnose", query="SELECT ?x { ?x a carec:Figur }")["empty"] is True


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x (carec:hasFigure|^carec:figureOf)+ ?y } LIMIT 3",
        "SELECT ?x (AVG(?v) AS ?a) { ?f carec:figureOf ?x ; carec:value ?v } GROUP BY ?x HAVING (AVG(?v) > 1)",
        "SELECT ?f { ?f carec:value ?v FILTER(?v > 10 && REGEX(STR(?f), 'age$')) MINUS { ?f a carec:Event } }",
        "SELECT ?x { ?x ?p ?d FILTER(DATATYPE(?d) = xsd:date && YEAR(?d) > 2000) } ORDER BY ?d LIMIT 1",
        "SELECT ?x { { SELECT ?x { ?x a carec:Figure } LIMIT 1 } UNION { ?x a carec:Event } }",
    ],
)
def test_nothing_that_an_explanation_needs_is_left_outside(client: PoolClient, query: str) -> None:
    found = ask(client, "explain", query=query, row=0)
    assert found["unexplained"] == ""
    assert found["derivations"]


def test_an_inquiry_is_killed_at_its_deadline_and_the_next_is_answered(client: PoolClient) -> None:
    with pytest.raises(OutOfTime):
        ask(client, "explain", query=_ENDLESS, timeout=0.5)
    assert ask(client, "explain", query=SPENT, row=0)["derivations"]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", NotAllowed),
        ("SELECT * { ?s ?p", QueryProblem),
        ("SELECT ?s { ?s a carec:Corridor }", UsageError),
    ],
)
def test_refusals_come_back_as_what_they_are(client: PoolClient, query: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        ask(client, "explain", query=query, row=0)


def test_a_query_that_the_text_hides_its_call_in_gets_no_network(client: PoolClient) -> None:
    hidden = "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    with pytest.raises((NotAllowed, QueryProblem)):
        ask(client, "explain", query=hidden, row=0)
