from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.saved_queries.catalogue import read_catalogue
from carec_kg.web.application import create_app
from carec_kg.web.settings import WebSettings
from tests.drawing.reading import read_svg, texts
from tests.web.local_pool import LocalPool
from tests.web.pages.region import load_region

if TYPE_CHECKING:
    from flask.testing import FlaskClient

_HEADER = """#+ title: Ports on a map
#+ question: Which ports are there?
#+ description: Each port with its position.
#+ tags: ports
#+ parameter: port (iri, default any, example id:port/dostyk) The port.
#+ column: port (iri) The port.
#+ column: name (string) Its name.
#+ column: position (geometry, optional) Its position.
{view}#+ expect: rows 2

PREFIX carec: <https://w3id.org/carec-kg/ontology#>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?port ?name ?position WHERE {{
  VALUES ?port {{ UNDEF }}  # parameters
  ?port a carec:BorderPort ; rdfs:label ?name .
  OPTIONAL {{ ?port geo:hasDefaultGeometry/geo:asWKT ?position }}
}}
ORDER BY ?port ?name ?position
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("charts")
    (folder / "questions").mkdir()
    (folder / "choices").mkdir()
    view = "#+ view: map label=name geometry=position\n"
    (folder / "questions" / "ports-drawn.rq").write_text(_HEADER.format(view=view), encoding="utf-8")
    (folder / "questions" / "ports-listed.rq").write_text(_HEADER.format(view=""), encoding="utf-8")
    pool = LocalPool(load_region(folder))
    return create_app(pool, read_catalogue(folder), WebSettings(dataset="v1", timeout=5.0)).test_client()


def test_a_question_can_be_had_as_a_picture_that_stands_alone(client: FlaskClient) -> None:
    answer = client.get("/chart/ports-drawn.svg")
    assert answer.status_code == 200
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert {"Ports on a map", "Dostyk <port>"} <= set(texts(answer.text))
    assert "Without a position (1): Alashankou port." in " ".join(texts(answer.text))
    assert not [found for found in read_svg(answer.text).iter() if found.get("style")]


def test_a_picture_may_load_and_run_nothing(client: FlaskClient) -> None:
    headers = client.get("/chart/ports-drawn.svg").headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'; sandbox"
    assert headers["Content-Disposition"] == 'inline; filename="ports-drawn.svg"'
    assert headers["ETag"]


def test_parameters_are_those_of_the_question(client: FlaskClient) -> None:
    answer = client.get("/chart/ports-drawn.svg?port=id:port/dostyk&lang=zh")
    assert "Alashankou port" not in answer.text


def test_the_same_address_has_the_same_bytes(client: FlaskClient) -> None:
    first = client.get("/chart/ports-drawn.svg", headers={"Accept-Language": "zh"})
    assert client.get("/chart/ports-drawn.svg").data == first.data


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/chart/ports-listed.svg", 404, "is a table and has no drawing"),
        ("/chart/ports-drawn.svg?port=id:port/alashankou", 404, "nothing to draw"),
        ("/chart/ports-drawn.svg?harbour=1", 400, "no parameter named 'harbour'"),
        ("/chart/ports-drown.svg", 404, "ports-drawn"),
    ],
)
def test_what_cannot_be_drawn_says_why(client: FlaskClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.get_json()["detail"]
