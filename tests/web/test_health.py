"""Liveness and readiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.web.local_pool import LocalPool


def test_the_server_lives_without_its_pool(client: FlaskClient, pool: LocalPool) -> None:
    pool.ready = False
    response = client.get("/health/live")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"


def test_it_is_ready_when_its_pool_is(client: FlaskClient, pool: LocalPool) -> None:
    response = client.get("/health/ready")
    assert (response.status_code, response.get_json()["dataset"]) == (200, "v1")
    pool.ready = False
    assert client.get("/health/ready").status_code == 503
