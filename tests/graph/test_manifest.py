from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.config import Content
from carec_kg.errors import DataProblem
from carec_kg.graph.manifest import digest_content, list_graph_files

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "@prefix carec: <https://w3id.org/carec-kg/ontology#> .\n"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    files = {
        "ontology/carec.ttl": "",
        "ontology/modules/places.ttl": "",
        "ontology/shapes/places.ttl": "",
        "data/curation/places.ttl": "",
        "data/links/wikidata.ttl": "",
        "data/brochure/source.ttl": HEADER + "<https://w3id.org/carec-kg/source/leaflet> a carec:Document .\n",
        "data/brochure/first-1.ttl": "",
        "queries/questions/all.rq": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Content(tmp_path)


def test_each_file_has_the_graph_of_its_folder(content: Content) -> None:
    base = "https://w3id.org/carec-kg/"
    assert {file.name: file.graph.removeprefix(base) for file in list_graph_files(content)} == {
        "ontology/carec.ttl": "graph/ontology",
        "ontology/modules/places.ttl": "graph/ontology",
        "data/curation/places.ttl": "graph/curation",
        "data/links/wikidata.ttl": "graph/links/wikidata",
        "data/brochure/source.ttl": "source/leaflet",
        "data/brochure/first-1.ttl": "source/leaflet/first-1",
    }


def test_files_are_listed_in_the_order_of_their_names(content: Content) -> None:
    names = [file.name for file in list_graph_files(content)]
    assert names == sorted(names)


def test_a_passage_without_a_described_source_is_refused(content: Content) -> None:
    (content.data / "brochure" / "source.ttl").unlink()
    with pytest.raises(DataProblem, match=r"data/brochure/first-1.ttl lies in no source.*source.ttl"):
        list_graph_files(content)


def test_a_source_file_without_a_document_is_refused(content: Content) -> None:
    (content.data / "brochure" / "source.ttl").write_text("")
    with pytest.raises(DataProblem, match="describes no carec:Document"):
        list_graph_files(content)


@pytest.mark.parametrize("name", ["ontology/shapes/places.ttl", "data/curation/places.ttl", "queries/questions/all.rq"])
def test_the_digest_changes_with_every_file(content: Content, name: str) -> None:
    before = digest_content(content, "1")
    (content.root / name).write_text("# changed\n")
    assert digest_content(content, "1") != before


def test_the_digest_changes_with_a_name_and_with_the_salt(content: Content) -> None:
    before = digest_content(content, "1")
    assert digest_content(content, "2") != before
    (content.queries / "questions" / "all.rq").rename(content.queries / "questions" / "every.rq")
    assert digest_content(content, "1") != before


def test_hidden_files_are_no_part_of_the_digest(content: Content) -> None:
    before = digest_content(content, "1")
    (content.data / ".swap").write_text("an editor's")
    assert digest_content(content, "1") == before
