"""Building the real graph: the same bytes every time, and files that read back as the same graph."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from carec_kg.graph import snapshot as layout
from carec_kg.rdf.media import JSON_LD, N_QUADS, TRIG, TURTLE, Format
from carec_kg.rdf.reading import parse

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.session.knowledge_graph import KnowledgeGraph


def test_another_build_with_another_hash_seed_gives_the_same_bytes(
    home: Path, graph: KnowledgeGraph, tmp_path: Path
) -> None:
    environment = {**os.environ, "CAREC_KG_HOME": str(tmp_path), "PYTHONHASHSEED": "1"}
    subprocess.run([sys.executable, "-m", "carec_kg", "build"], env=environment, check=True, stdout=subprocess.DEVNULL)
    names = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {path.relative_to(home) for path in home.rglob("*") if path.is_file()}
    assert [str(name) for name in names if (tmp_path / name).read_bytes() != (home / name).read_bytes()] == []
    assert graph.version


def test_the_default_graph_holds_each_triple_once(graph: KnowledgeGraph) -> None:
    union = graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0]
    named = graph.query(
        "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } }"
    ).rows[0][0]
    assert union == named


def test_without_inference_nothing_inferred_is_there(graph: KnowledgeGraph) -> None:
    assert not graph.query("ASK { ?country a carec:Member }", inferred=False)
    assert not graph.query("ASK { GRAPH graph:inferred { ?s ?p ?o } }", inferred=False)
    assert graph.query("ASK { ?country a carec:Country }", inferred=False)


def test_the_closure_graph_holds_no_asserted_triple(graph: KnowledgeGraph) -> None:
    both = "ASK { GRAPH graph:inferred { ?s ?p ?o } GRAPH ?g { ?s ?p ?o } FILTER(?g != graph:inferred) }"
    assert not graph.query(both)


@pytest.mark.parametrize("format_", [TRIG, N_QUADS, JSON_LD], ids=lambda format_: format_.name)
def test_a_data_set_reads_back_the_same(graph: KnowledgeGraph, format_: Format) -> None:
    assert set(parse(graph.export(format_.name), format_, "export")) == set(graph.quads())


def test_turtle_reads_back_the_same_in_rdflib_and_in_the_engine(graph: KnowledgeGraph) -> None:
    text = graph.export("turtle")
    expected = {str(quad.triple) for quad in graph.quads()}
    assert {str(quad.triple) for quad in parse(text, TURTLE, "export")} == expected
    rdflib.NORMALIZE_LITERALS = False
    try:
        read = rdflib.Graph().parse(data=text, format="turtle")
    finally:
        rdflib.NORMALIZE_LITERALS = True
    engine = ox.parse(text, format=ox.RdfFormat.TURTLE)
    lines = {
        f"{s.n3()} {p.n3()} {o.n3()}".replace("^^<http://www.w3.org/2001/XMLSchema#string>", "") for s, p, o in read
    }
    assert len(lines) == len(expected) == len(list(engine))


def test_exports_stand_in_the_snapshot_with_their_digests(graph: KnowledgeGraph) -> None:
    files = graph.release_files()
    assert {"carec-kg.ttl", "carec-kg.trig", "carec-kg-framed.jsonld", "csv/Figure.csv", "SHA256SUMS"} <= set(files)
    assert files["carec-kg.trig"] == graph.export("trig")


def test_the_snapshot_says_how_each_inferred_triple_came(home: Path, graph: KnowledgeGraph) -> None:
    folder = home / "snapshots" / next(path.name for path in (home / "snapshots").iterdir())
    proofs = (folder / layout.PROOFS).read_text().splitlines()
    inferred = (folder / layout.INFERRED).read_text().splitlines()
    assert len(proofs) == len(inferred) > 0
    assert all(int(line.split("\t")[1]) >= 1 and line.split("\t")[2] for line in proofs)
    assert graph.version.startswith("0.1.0+")
