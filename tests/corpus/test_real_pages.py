"""The description of the API, the search and the quality page over the real graph."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from openapi_spec_validator import validate

from carec_kg.evidence.holdings import hold_snapshot
from carec_kg.graph.snapshot import open_current
from carec_kg.web.application import create_app
from carec_kg.web.openapi import AHEAD, find_undescribed
from carec_kg.web.pages.api_model import fill_address
from carec_kg.web.pages.routes import list_routes
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from carec_kg.session.knowledge_graph import KnowledgeGraph

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def site(graph: KnowledgeGraph, home: Path) -> FlaskClient:
    folder = open_current(home).folder
    data = hold_snapshot(str(folder))
    settings = WebSettings(
        dataset=data.version, exports=folder / "export", queries=folder / "queries", union_default_graph=True
    )
    return create_app(LocalPool(data.engine, data.desk), graph.catalogue, settings).test_client()


@pytest.fixture(scope="module")
def document(site: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = site.get("/openapi.json").get_json()
    return found


def test_the_description_is_valid_and_whole(site: FlaskClient, document: dict[str, Any]) -> None:
    validate(document)
    assert find_undescribed(document, list_routes(site.application.url_map)) == []


def test_every_example_of_the_description_is_answered(site: FlaskClient, document: dict[str, Any]) -> None:
    wrong = {}
    for path, methods in document["paths"].items():
        # A pool without processes has no snapshots: tests/web/test_permalinks.py asks for results of a version.
        if path not in {AHEAD, "/cancel/{id}"} and not path.startswith("/r/") and "get" in methods:
            address = fill_address(path, methods["get"].get("parameters", ()))
            with contextlib.closing(site.get(address)) as response:
                if response.status_code not in {200, 303}:
                    wrong[address] = response.text[:200]
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("KAZ", "/page/country/KAZ"),
        ("CN-XJ", "/page/region/CN-XJ"),
        ("ADB", "/page/organization/adb"),
        ("Q232", "/page/country/KAZ"),
        ("Kazahstan", "/page/country/KAZ"),
        ("Urumchi", "/page/place/urumqi"),
        ("ürümqi", "/page/place/urumqi"),
        ("Казахстан", "/page/country/KAZ"),
        ("corridor 5", "/page/corridor/5"),
        ("carec:disagreesWith", "/ontology#disagreesWith"),
    ],
)
def test_the_search_finds_what_is_meant_first(site: FlaskClient, text: str, address: str) -> None:
    assert site.get(f"/search.json?q={quote(text)}").get_json()["hits"][0]["address"] == address


@pytest.mark.parametrize("text", ["Korgas", "霍尔果斯", "Хоргос"])  # noqa: RUF001 - Cyrillic is meant
def test_a_port_is_found_in_any_script(site: FlaskClient, text: str) -> None:
    hits = site.get(f"/search.json?q={quote(text)}").get_json()["hits"]
    assert hits[0]["kind"] == "port"
    assert "Khorgos" in hits[0]["name"]


def test_the_quality_page_has_every_check_and_the_whole_brochure(site: FlaskClient) -> None:
    page = site.get("/quality", headers=HTML).text
    assert "of 49 passages state facts" in page
    assert "things-have-a-name" in page
    assert 'href="/shape#Programme-iri"' in page


@pytest.mark.parametrize("path", ["/search", "/quality", "/downloads", "/api", "/about"])
@pytest.mark.parametrize("language", ["en", "zh", "ru"])
def test_each_page_is_there_in_each_language_of_labels(site: FlaskClient, path: str, language: str) -> None:
    assert site.get(f"{path}?lang={language}", headers=HTML).status_code == 200
