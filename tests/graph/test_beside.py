"""Files beside the CAREC graph: graphs of their own, and no part of the default graph."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from carec_kg.errors import UsageError
from carec_kg.graph.beside import add_files, name_graphs, version_with
from carec_kg.graph.engine import Engine, QueryRequest
from carec_kg.iris import DEFAULT_GRAPH, GRAPH

if TYPE_CHECKING:
    from pathlib import Path

TRIPLE = "<http://example.org/a> <http://example.org/p> <http://example.org/b>"
OWN = "http://example.org/graph/own"


def store() -> ox.Store:
    """Return a store with one triple, in a named graph and in the default graph."""
    found = ox.Store()
    found.load(f"{TRIPLE} <{OWN}> .\n{TRIPLE} .\n".encode(), format=ox.RdfFormat.N_QUADS)
    return found


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_triples_is_a_named_graph_and_leaves_the_default_graph_alone(tmp_path: Path) -> None:
    path = tmp_path / "cities of Asia.nt.gz"
    path.write_bytes(gzip.compress(f"{TRIPLE} .".encode().replace(b"/b>", b"/c>")))
    found = store()
    add_files(found, [path])
    engine = Engine(found, union=True, beside=True)
    assert engine.select("SELECT ?o { ?s ?p ?o }").texts() == [("http://example.org/b",)]
    graphs = engine.select("SELECT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").texts()
    assert graphs == [(OWN,), (GRAPH + "with/cities%20of%20Asia",)]


def test_a_query_can_ask_for_both_as_one_graph(tmp_path: Path) -> None:
    path = write(tmp_path, "more.nt", f"{TRIPLE} .\n{TRIPLE[:-2]}c> .")
    found = store()
    add_files(found, [path])
    engine = Engine(found, union=True, beside=True)
    request = QueryRequest("SELECT ?o { ?s ?p ?o }", {}, (DEFAULT_GRAPH, GRAPH + "with/more"))
    answer = engine.answer(request)
    assert sorted(answer.texts()) == [("http://example.org/b",), ("http://example.org/c",)]  # type: ignore[union-attr]


def test_a_file_of_quads_keeps_its_graphs(tmp_path: Path) -> None:
    path = write(tmp_path, "quads.nq", f"{TRIPLE} <http://example.org/theirs> .\n{TRIPLE} .\n")
    found = store()
    add_files(found, [path])
    names = sorted(graph.value for graph in found.named_graphs())
    assert names == ["http://example.org/graph/own", "http://example.org/theirs", GRAPH + "with/quads"]


def test_a_file_cannot_speak_in_the_name_of_a_graph_that_is_there(tmp_path: Path) -> None:
    path = write(tmp_path, "quads.nq", f"{TRIPLE} <{OWN}> .\n")
    with pytest.raises(UsageError, match="which is a graph of the CAREC graph"):
        add_files(store(), [path])


def test_a_broken_file_is_one_sentence_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "broken.ttl", "a b\nc")
    with pytest.raises(UsageError, match=r"broken\.ttl:1:1: .*Mend this file") as raised:
        add_files(store(), [path])
    assert raised.value.exit_code == 2


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="would be one graph"):
        name_graphs([tmp_path / "a.ttl", tmp_path / "a.nt.gz"])


def test_a_file_without_a_known_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no suffix of an RDF format"):
        name_graphs([tmp_path / "a.doc"])


def test_the_version_changes_with_bytes_and_names(tmp_path: Path) -> None:
    first = write(tmp_path, "a.nt", f"{TRIPLE} .")
    version = version_with("1", [first])
    assert version.startswith("1-with-")
    assert version_with("1", [write(tmp_path, "b.nt", f"{TRIPLE} .")]) != version
    write(tmp_path, "a.nt", "")
    assert version_with("1", [first]) != version
