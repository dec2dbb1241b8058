from __future__ import annotations

from carec_kg.checks.flattening import flatten_shapes
from carec_kg.iris import PREFIXES
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Triple
from carec_kg.rdf.turtle import write_turtle
from tests.checks.breakages import Index

SH = PREFIXES["sh"]


def read(text: str) -> list[Triple]:
    data = f"@prefix sh: <{SH}> .\n@prefix ex: <urn:ex:> .\n{text}".encode()
    return [quad.triple for quad in parse(data, TURTLE, "shapes.ttl")]


def test_property_shapes_get_the_targets_of_the_shapes_that_refer_to_them() -> None:
    flat = flatten_shapes(
        read("ex:a sh:targetClass ex:A ; sh:property ex:p . ex:b sh:targetSubjectsOf ex:B ; sh:property ex:p .")
    ).shapes
    about = {triple for triple in flat if triple.subject == Iri("urn:ex:p")}
    assert about == set(read("ex:p sh:targetClass ex:A ; sh:targetSubjectsOf ex:B ."))
    assert not any(triple.predicate == Iri(SH + "property") for triple in flat)


def test_a_shape_without_targets_stays_as_it_is() -> None:
    shapes = read("ex:n a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .")
    assert write_turtle(flatten_shapes(shapes).shapes) == write_turtle(shapes)


def test_a_closed_shape_lists_its_paths_and_what_it_ignored() -> None:
    shapes = read(
        "ex:n sh:targetClass ex:N ; sh:closed true ; sh:ignoredProperties ( ex:i ) ; sh:property ex:a , ex:b .\n"
        "ex:a sh:path ex:x . ex:b sh:path [ sh:inversePath ex:y ] ."
    )
    index = Index(flatten_shapes(shapes).shapes)
    [head] = index.objects(Iri("urn:ex:n"), SH + "ignoredProperties")
    assert index.members(head) == [Iri("urn:ex:x"), Iri("urn:ex:i")]


def test_a_closed_shape_without_properties_allows_nothing() -> None:
    index = Index(flatten_shapes(read("ex:n sh:targetClass ex:N ; sh:closed true .")).shapes)
    [head] = index.objects(Iri("urn:ex:n"), SH + "ignoredProperties")
    assert index.members(head) == []


def test_a_choice_of_classes_becomes_one_class_above_them() -> None:
    shapes = read("ex:p sh:path ex:x ; sh:or ( [ sh:class ex:B ] [ sh:class ex:A ] ) .")
    flat = flatten_shapes(shapes)
    above = Iri("urn:x-any-of:urn:ex:A,urn:ex:B")
    assert Triple(Iri("urn:ex:p"), Iri(SH + "class"), above) in flat.shapes
    assert not any(triple.predicate == Iri(SH + "or") for triple in flat.shapes)
    below = Iri(PREFIXES["rdfs"] + "subClassOf")
    assert set(flat.classes) == {Triple(Iri(f"urn:ex:{name}"), below, above) for name in "AB"}


def test_a_choice_of_anything_else_stays_a_choice() -> None:
    for branch in (
        "[ sh:class ex:B ; sh:minCount 1 ]",
        "[ sh:class ex:B , ex:C ]",
        "ex:other",
        "[ sh:path ex:y ; sh:minCount 1 ]",
    ):
        shapes = read(f"ex:p sh:path ex:x ; sh:or ( [ sh:class ex:A ] {branch} ) .")
        flat = flatten_shapes(shapes)
        assert (set(flat.shapes), flat.classes) == (set(shapes), [])
