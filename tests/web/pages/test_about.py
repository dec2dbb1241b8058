"""What the server says of itself, as far as it depends on how it is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.web.application import create_app
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import read_library

if TYPE_CHECKING:
    from tests.web.local_pool import LocalPool


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (WebSettings(), "writes no log of requests"),
        (WebSettings(access_log="-"), "the text of queries, are not written"),
        (WebSettings(access_log="-", log_queries=True), "queries among them, are written too"),
        (WebSettings(federated=True), "A query with SERVICE sends a part of it"),
        (WebSettings(dataset="0.1.0+abc"), "CAREC-KG, version 0.1.0+abc"),
    ],
)
def test_what_is_said_is_true_of_this_server(pool: LocalPool, settings: WebSettings, words: str) -> None:
    page = create_app(pool, read_library(), settings).test_client().get("/about", headers={"Accept": "text/html"}).text
    assert words in page


def test_nothing_is_said_of_service_where_it_calls_nobody(pool: LocalPool) -> None:
    page = create_app(pool, read_library(), WebSettings()).test_client().get("/about").text
    assert "SERVICE" not in page
