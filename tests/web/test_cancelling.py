"""Queries that can be cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import Cancelled, ShareUsed

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.local_pool import LocalPool

NAME = "0123456789abcdef"


def test_a_query_carries_its_name_and_its_clients_address(client: FlaskClient, pool: LocalPool) -> None:
    client.get(f"/sparql?query=ASK%7B%7D&cancel-id={NAME}", headers={"X-Forwarded-For": "198.51.100.7"})
    assert (pool.tasks[-1].cancel_name, pool.tasks[-1].client) == (NAME, "127.0.0.1")
    client.post("/sparql", data={"query": "ASK {}", "cancel-id": NAME})
    assert pool.tasks[-1].cancel_name == NAME
    client.post(f"/sparql?cancel-id={NAME}", data="ASK {}", content_type="application/sparql-query")
    assert pool.tasks[-1].cancel_name == NAME


@pytest.mark.parametrize("name", ["short", "x" * 129, "0123456789abcde/", "%00" * 16, f"{NAME}&cancel-id={NAME}"])
def test_a_name_that_is_easy_to_guess_is_refused(client: FlaskClient, name: str) -> None:
    response = client.get(f"/sparql?query=ASK%7B%7D&cancel-id={name}")
    assert (response.status_code, response.get_json(force=True)["reason"]) == (400, "parameter")


def test_a_query_under_way_is_cancelled_and_another_name_is_unknown(client: FlaskClient) -> None:
    client.get(f"/sparql?query=ASK%7B%7D&cancel-id={NAME}")
    response = client.post(f"/cancel/{NAME}")
    assert (response.status_code, response.get_json()) == (200, {"cancelled": 1})
    assert client.post(f"/cancel/{NAME[::-1]}").status_code == 404
    assert client.post("/cancel/short").status_code == 404
    assert client.get(f"/cancel/{NAME}").status_code == 405


def test_a_cancelled_query_says_so(client: FlaskClient, pool: LocalPool) -> None:
    pool.error = Cancelled("Cancelled.")
    response = client.get("/sparql?query=ASK%7B%7D")
    assert (response.status_code, response.get_json(force=True)["reason"]) == (503, "cancelled")


def test_who_has_its_share_is_told_when_to_return(client: FlaskClient, pool: LocalPool) -> None:
    pool.error = ShareUsed("Too many.")
    response = client.get("/sparql?query=ASK%7B%7D")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "2")
