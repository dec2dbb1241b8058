from __future__ import annotations

import hashlib

from carec_kg.export.catalogue import Release
from carec_kg.export.release import DIGESTS, export_all
from carec_kg.iris import CATALOGUE_GRAPH, INFERRED_GRAPH
from carec_kg.rdf import media
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Quad

RELEASE = Release("0.1.0", "2026-11-23")


def closure(quads: tuple[Quad, ...]) -> list[Quad]:
    return [quads[0]._replace(predicate=Iri("a:follows"), graph=INFERRED_GRAPH)]


def test_every_file_is_the_same_whatever_the_order(small_quads: tuple[Quad, ...]) -> None:
    files = export_all(small_quads, closure(small_quads), RELEASE)
    again = export_all([*reversed(small_quads), *small_quads], closure(small_quads), RELEASE)
    assert again == files
    assert list(again) == list(files)


def test_the_digests_are_those_of_the_files(small_quads: tuple[Quad, ...]) -> None:
    files = export_all(small_quads, [], RELEASE)
    listed = files.pop(DIGESTS).decode().splitlines()
    assert listed == [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(files.items())]


def test_the_kinds_of_files_are_all_there(small_quads: tuple[Quad, ...]) -> None:
    files = export_all(small_quads, closure(small_quads), RELEASE)
    assert {f"carec-kg.{suffix}" for suffix in ("ttl", "trig", "nt", "nq", "rdf", "jsonld", "geojson")} <= files.keys()
    assert {"carec-kg-framed.jsonld", "context.jsonld", "void.ttl", "csv/Figure.csv"} <= files.keys()
    assert b"<a:follows>" in files["carec-kg-inferred.nt"]
    assert b"<a:follows>" not in files["carec-kg.nt"]


def test_the_catalogue_is_added_once(small_quads: tuple[Quad, ...]) -> None:
    files = export_all(small_quads, [], RELEASE)
    read = parse(files["carec-kg.nq"], media.N_QUADS, "dump")
    catalogue = [quad for quad in read if quad.graph == CATALOGUE_GRAPH]
    assert {quad.triple for quad in parse(files["void.ttl"], media.TURTLE, "void")} == {q.triple for q in catalogue}
    assert set(read) - set(catalogue) == set(small_quads)
    assert export_all(read, [], RELEASE) == files


def test_without_closure_and_geometry_their_files_are_not_there(small_quads: tuple[Quad, ...]) -> None:
    plain = [quad for quad in small_quads if not quad.predicate.value.endswith("asWKT")]
    assert not {"carec-kg-inferred.nt", "carec-kg.geojson"} & export_all(plain, [], RELEASE).keys()
