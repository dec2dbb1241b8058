"""The terms that the editor completes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.graph.load import load_files
from carec_kg.iris import CAREC
from carec_kg.web.pages.editor_terms import describe_terms, read_terms
from carec_kg.web.pages.reader import GraphReader, Label
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.web.pages.editor_terms import Terms

_TURTLE = f"""
@prefix carec: <{CAREC}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <http://example.org/> .
ex:a a carec:Port , ex:Thing ; carec:of ex:c ; rdfs:label "a" .
ex:b a carec:Port , ex:Thing ; carec:of ex:c .
ex:c a carec:Country , ex:Thing .
carec:of skos:definition "Where it is."@en , "где"@ru .
"""


def read(tmp_path: Path) -> Terms:
    path = tmp_path / "terms.ttl"
    path.write_text(_TURTLE, encoding="utf-8")
    return read_terms(GraphReader(LocalPool(load_files([path])), 5.0))


def test_uses_are_counted(tmp_path: Path) -> None:
    terms = read(tmp_path)
    assert terms.classes == {f"{CAREC}Port": 2, f"{CAREC}Country": 1, "http://example.org/Thing": 3}
    assert terms.properties[f"{CAREC}of"] == 2
    assert terms.complete


def test_own_classes_come_first_and_are_named_by_their_places(tmp_path: Path) -> None:
    described = describe_terms(read(tmp_path), {})
    assert [term["iri"].rpartition("/")[2] for term in described["classes"]] == [
        "ontology#Port",
        "ontology#Country",
        "Thing",
    ]
    (of,) = [term for term in described["properties"] if term["iri"] == f"{CAREC}of"]
    assert of["classes"] == {"0": 2, "2": 2}


def test_the_class_that_says_most_of_the_values_comes_first(tmp_path: Path) -> None:
    described = describe_terms(read(tmp_path), {})
    (of,) = [term for term in described["properties"] if term["iri"] == f"{CAREC}of"]
    assert of["values"][0] == 1


def test_definitions_are_in_english_and_short_names_are_no_labels(tmp_path: Path) -> None:
    labels = {f"{CAREC}of": Label("lies in", "en"), f"{CAREC}Port": Label("carec:Port", "")}
    described = describe_terms(read(tmp_path), labels)
    (of,) = [term for term in described["properties"] if term["iri"] == f"{CAREC}of"]
    assert (of["label"], of["text"]) == ("lies in", "Where it is.")
    assert "label" not in described["classes"][0]
