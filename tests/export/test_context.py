from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carec_kg.export.context import EMBEDDED, LANGUAGE_MAPS, build_context, prefix_context, write_context
from carec_kg.iris import CAREC, FILE_PREFIXES, ONTOLOGY_GRAPH, PREFIXES, expand
from carec_kg.rdf.media import JSON_LD
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Literal, Quad, text_literal

if TYPE_CHECKING:
    from carec_kg.rdf.jsonld import Json


def inner(context: dict[str, Json]) -> dict[str, Any]:
    terms = context["@context"]
    assert isinstance(terms, dict)
    return terms


def test_classes_and_properties_lose_our_prefix(context: dict[str, Json]) -> None:
    terms = inner(context)
    assert terms["Figure"] == {"@id": "carec:Figure"}
    assert terms["locatedIn"] == {"@id": "carec:locatedIn", "@type": "@id"}
    assert terms["earliestDay"] == {"@id": "carec:earliestDay", "@type": "xsd:date"}
    assert terms["value"] == {"@id": "carec:value", "@type": "xsd:decimal"}
    assert terms["alpha3Code"] == {"@id": "carec:alpha3Code"}


def test_borrowed_properties_keep_their_prefix(context: dict[str, Json]) -> None:
    assert inner(context)["org:organization"] == {"@id": "org:organization", "@type": "@id"}


def test_labels_are_maps_by_language(context: dict[str, Json]) -> None:
    assert inner(context)["label"] == {"@id": "rdfs:label", "@container": "@language"}


def test_a_term_with_the_name_of_a_prefix_has_the_name(context: dict[str, Json]) -> None:
    terms = inner(context)
    assert terms["unit"] == {"@id": "carec:unit", "@type": "@id"}
    assert {name for name in PREFIXES if terms[name] != PREFIXES[name]} == {"unit"}


def test_every_term_of_the_ontology_is_there(small_quads: tuple[Quad, ...], context: dict[str, Json]) -> None:
    kind = expand("rdf:type")
    declared = {
        quad.subject.value for quad in small_quads if quad.graph == ONTOLOGY_GRAPH and quad.predicate.value == kind
    }
    ours = {iri.removeprefix(CAREC) for iri in declared if iri.startswith(CAREC)}
    assert len(ours) > 30
    assert ours <= inner(context).keys()


def test_names_in_the_tables_expand() -> None:
    for name in (*LANGUAGE_MAPS.values(), *EMBEDDED.values()):
        assert expand(name) != name


def test_a_document_written_by_hand_with_the_context_means_what_it_says(context: dict[str, Json]) -> None:
    thing = {
        "@context": context["@context"],
        "@id": "id:figure/x",
        "@type": "Figure",
        "unit": "http://qudt.org/vocab/unit/NUM",
        "value": "1.50",
        "asOf": "2024-12-31",
        "label": {"en": "x", "ru": "икс"},
        "figureOf": "id:country/CHN",
    }
    figure = Iri(expand("id:figure/x"))
    expected = {
        Quad(figure, Iri(expand("rdf:type")), Iri(CAREC + "Figure")),
        Quad(figure, Iri(CAREC + "unit"), Iri(PREFIXES["unit"] + "NUM")),
        Quad(figure, Iri(CAREC + "value"), Literal("1.50", expand("xsd:decimal"))),
        Quad(figure, Iri(CAREC + "asOf"), Literal("2024-12-31", expand("xsd:date"))),
        Quad(figure, Iri(expand("rdfs:label")), text_literal("x", "en")),
        Quad(figure, Iri(expand("rdfs:label")), text_literal("икс", "ru")),
        Quad(figure, Iri(CAREC + "figureOf"), Iri(expand("id:country/CHN"))),
    }
    assert set(parse(json.dumps(thing).encode(), JSON_LD, "by hand")) == expected


def test_the_order_of_the_ontology_does_not_matter(small_quads: tuple[Quad, ...]) -> None:
    ontology = [quad for quad in small_quads if quad.graph == ONTOLOGY_GRAPH]
    assert write_context(ontology) == write_context(reversed(ontology))
    assert json.loads(write_context(ontology)) == build_context(ontology)


def test_the_prefixes_alone_are_a_context_too() -> None:
    assert inner(prefix_context()) == dict(FILE_PREFIXES)
