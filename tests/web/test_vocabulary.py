"""The prefixes, for three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.workbench import Workbench
from carec_kg.iris import FILE_PREFIXES
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_json_programs_get_a_context(client: FlaskClient) -> None:
    response = client.get("/prefixes")
    assert response.content_type == "application/ld+json"
    assert response.get_json(force=True) == {"@context": dict(FILE_PREFIXES)}


def test_turtle_prefixes_can_be_put_before_a_file(client: FlaskClient) -> None:
    response = client.get("/prefixes", headers={"Accept": "text/turtle"})
    assert response.content_type == "text/turtle; charset=utf-8"
    (quad,) = parse(response.data + b"carec:a a skos:Concept .", TURTLE, "file")
    assert quad.subject.value == FILE_PREFIXES["carec"] + "a"


def test_sparql_prefixes_can_be_put_before_a_query(client: FlaskClient) -> None:
    response = client.get("/prefixes.rq")
    assert response.content_type == "application/sparql-query; charset=utf-8"
    assert Workbench().select(response.text + "SELECT (carec:a AS ?x) {}").texts() == [(FILE_PREFIXES["carec"] + "a",)]


@pytest.mark.parametrize(("path", "status"), [("/prefixes.json", 200), ("/prefixes.ttl", 200), ("/prefixes.exe", 404)])
def test_a_suffix_names_the_form(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_another_media_type_is_not_acceptable(client: FlaskClient) -> None:
    assert client.get("/prefixes", headers={"Accept": "image/png"}).status_code == 406
