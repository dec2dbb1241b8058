"""Files to take away, and the description of the data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.load import load_files
from carec_kg.iris import CATALOGUE_GRAPH, PREFIXES
from carec_kg.web.application import create_app
from carec_kg.web.pages.downloads import WELL_KNOWN, describe_file
from carec_kg.web.pages.downloads_model import GraphRow, group_files, group_graphs
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import LocalPool, read_library

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
SOURCE = "https://w3id.org/carec-kg/source/"
CATALOGUE = f"""
<{CATALOGUE_GRAPH}#dataset> <http://purl.org/dc/terms/title> "A made-up data set"@en <{CATALOGUE_GRAPH}> .
<{CATALOGUE_GRAPH}#dataset> <http://purl.org/dc/terms/license> <http://example.org/licence> <{CATALOGUE_GRAPH}> .
<{CATALOGUE_GRAPH}#one> <{PREFIXES["sd"]}name> <{SOURCE}made-up> <{CATALOGUE_GRAPH}> .
<{CATALOGUE_GRAPH}#one> <{PREFIXES["void"]}triples> "7"^^<{PREFIXES["xsd"]}integer> <{CATALOGUE_GRAPH}> .
"""


@pytest.fixture
def described(tmp_path: Path, exports: Path) -> FlaskClient:
    path = tmp_path / "catalogue.nq"
    path.write_text(CATALOGUE, encoding="utf-8")
    settings = WebSettings(dataset="v1", exports=exports)
    return create_app(LocalPool(load_files([path])), read_library(), settings).test_client()


def test_each_file_has_its_size_digest_and_media_type(described: FlaskClient) -> None:
    page = described.get("/downloads", headers=HTML).text
    listed = described.get("/export/").get_json()["files"]
    assert len(listed) == 2
    for file in listed:
        assert file["sha256"] in page
        assert f'href="/export/{file["name"]}"' in page
        assert file["mediaType"] in page
    assert "sha256sum --check" in page


def test_the_data_set_is_told_from_the_catalogue(described: FlaskClient) -> None:
    page = described.get("/downloads", headers=HTML).text
    assert "A made-up data set" in page
    assert 'href="http://example.org/licence"' in page
    assert "/graph-store?graph=https%3A//w3id.org/carec-kg/source/made-up" in page


def test_the_catalogue_comes_in_the_format_asked_for(described: FlaskClient) -> None:
    for media_type in ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"):
        response = described.get(WELL_KNOWN, headers={"Accept": media_type})
        assert (response.status_code, response.mimetype) == (200, media_type)
        assert "A made-up data set" in response.text
        assert response.headers["ETag"]
    assert described.get(WELL_KNOWN, headers={"Accept": "text/csv"}).status_code == 406


def test_a_browser_is_sent_from_the_catalogue_to_the_page(described: FlaskClient) -> None:
    response = described.get(WELL_KNOWN, headers=HTML)
    assert (response.status_code, response.headers["Location"]) == (303, "/downloads")


def test_data_without_a_catalogue_have_none(client: FlaskClient) -> None:
    assert client.get(WELL_KNOWN).status_code == 404
    assert client.get("/downloads", headers=HTML).status_code == 200


def test_plain_files_have_a_page_that_says_so(engine_client: FlaskClient) -> None:
    assert "offers no finished files" in engine_client.get("/downloads", headers=HTML).text


@pytest.fixture
def engine_client(tmp_path: Path) -> FlaskClient:
    path = tmp_path / "one.nt"
    path.write_text("<http://a.example/a> <http://a.example/b> 1 .\n".replace(" 1 ", ' "1" '), encoding="utf-8")
    return create_app(LocalPool(load_files([path])), read_library(), WebSettings()).test_client()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("carec-kg.trig", "TriG"),
        ("carec-kg-inferred.nt", "N-Triples"),
        ("csv/Country.csv", "class Country"),
        ("csv/observations-cpmm.csv", "cpmm"),
        ("void.ttl", "description"),
        ("SHA256SUMS", "sha256sum"),
        ("new.zip", "ZIP"),
    ],
)
def test_every_file_is_described_in_words(name: str, words: str) -> None:
    assert words in describe_file(name)


def test_groups_without_files_are_left_out() -> None:
    assert group_files([]) == []


def test_graphs_of_passages_are_counted_with_their_source() -> None:
    rows = [(f"{SOURCE}a", "3"), (f"{SOURCE}a/one", "5"), (f"{SOURCE}a/two", "1"), ("https://w3id.org/g", "2")]
    others, sources = group_graphs(rows)
    assert others == [GraphRow("https://w3id.org/g", 2)]
    assert sources == [GraphRow(f"{SOURCE}a", 3, 2, 6)]
