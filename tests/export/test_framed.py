from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from pyld import jsonld

from carec_kg.export.context import EMBEDDED
from carec_kg.export.framed import find_hosts, frame_things, write_framed
from carec_kg.iris import CAREC, ID, expand
from carec_kg.rdf.jsonld import expand_nodes
from carec_kg.rdf.media import JSON_LD
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Literal, Quad, Term, Triple, text_literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.jsonld import Json


def by_name(things: list[Json]) -> dict[str, dict[str, Any]]:
    return {cast("dict[str, Any]", thing)["@id"]: cast("dict[str, Any]", thing) for thing in things}


def figure_of(figure: str, thing: str) -> Triple:
    return Triple(Iri(ID + figure), Iri(CAREC + "figureOf"), Iri(thing if ":" in thing else ID + thing))


def test_what_is_framed_is_what_is_said_of_things(small_quads: tuple[Quad, ...], context: dict[str, Json]) -> None:
    read = {quad.triple for quad in parse(write_framed(small_quads, context), JSON_LD, "framed")}
    assert read == {quad.triple for quad in small_quads if quad.subject.value.startswith(ID)}


def test_figures_and_memberships_stand_inside_their_subject(
    small_quads: tuple[Quad, ...], context: dict[str, Json]
) -> None:
    things = by_name(frame_things(small_quads, context))
    china = things["id:country/CHN"]
    assert [figure["@id"] for figure in china["figures"]] == ["id:figure/prc-investment", "id:figure/prc-transport"]
    assert china["figures"][0]["value"] == "2360000000.0"
    assert [membership["@id"] for membership in china["memberships"]] == ["id:membership/chn-carec"]
    assert not [name for name in things if name.startswith(("id:figure/", "id:membership/"))]
    assert sorted(things) == list(things)


def test_nothing_is_embedded_deeper_than_that(small_quads: tuple[Quad, ...], context: dict[str, Json]) -> None:
    things = by_name(frame_things(small_quads, context))
    membership = things["id:country/CHN"]["memberships"][0]
    assert membership["org:organization"] == "id:programme/carec"
    assert things["id:region/CN-NM"]["locatedIn"] == "id:country/CHN"
    assert things["id:place/erenhot"]["geo:hasGeometry"] == {"@id": "id:geometry/erenhot"}


def test_labels_read_by_language(small_quads: tuple[Quad, ...], context: dict[str, Json]) -> None:
    label = by_name(frame_things(small_quads, context))["id:country/MNG"]["label"]
    assert label == {"en": "Mongolia", "ru": "Монголия"}


def test_one_thing_can_be_had_alone_and_reads_the_same(small_quads: tuple[Quad, ...], context: dict[str, Json]) -> None:
    iri = expand("id:country/CHN")
    every = by_name(frame_things(small_quads, context))
    assert frame_things(small_quads, context, [iri]) == [every["id:country/CHN"]]
    assert frame_things(small_quads, context, [expand("id:country/XXX")]) == []


def test_the_order_of_the_quads_changes_nothing(small_quads: tuple[Quad, ...], context: dict[str, Json]) -> None:
    assert write_framed(tuple(reversed(small_quads)), context) == write_framed(small_quads, context)


#: Statements that fit no term of the context, or another than one would think.
ODD: list[tuple[str, Term]] = [
    ("rdfs:label", Literal("no language")),
    ("rdfs:label", text_literal("one", "en")),
    ("skos:altLabel", text_literal("two", "en")),
    ("skos:altLabel", text_literal("three", "en")),
    ("skos:note", text_literal("a note", "en")),
    ("carec:value", Literal("1", expand("xsd:integer"))),
    ("carec:value", Literal("1.5", expand("xsd:decimal"))),
    ("carec:value", Iri("urn:other")),
    ("carec:unLocode", Literal("CNERC")),
    ("carec:earliestDay", Literal("2021", expand("xsd:gYear"))),
    ("carec:locatedIn", Literal("a text")),
    ("carec:locatedIn", Iri(ID)),
    ("skos:exactMatch", Iri("http://www.wikidata.org/entity/Q1")),
    ("rdf:type", Iri(expand("qb:Observation"))),
    ("rdf:type", Iri("urn:class")),
    ("urn:p", Iri("urn:o")),
    ("urn:p", Literal("x")),
]


def frame_with_library(quads: Iterable[Triple | Quad], context: dict[str, Json]) -> list[Json]:
    """Return the frame of every thing as the library's processor makes it."""
    triples = {Triple(*quad[:3]) for quad in quads if quad.subject.value.startswith(ID)}
    nodes = expand_nodes(triples)
    hosts = find_hosts(triples)
    things = {cast("dict[str, Any]", node)["@id"] for node in nodes} | set(hosts.values())
    properties = {key for node in nodes for key in cast("dict[str, Any]", node) if not key.startswith("@")}
    # What is inside a thing names others by IRI; the flag of the guest itself would be handed down to them.
    guest = {"@embed": "@always", **{name: {"@embed": "@never"} for name in properties}}
    frame = {
        "@context": context["@context"],
        "@id": sorted(things - hosts.keys()),
        "@reverse": {expand(name): guest for name in EMBEDDED.values()},
    }
    options = {"embed": "@never", "omitDefault": True, "omitGraph": False, "processingMode": "json-ld-1.1"}
    return cast("list[Json]", jsonld.frame(nodes, frame, options)["@graph"])


def test_the_frame_is_that_of_the_librarys_processor(small_quads: tuple[Quad, ...], context: dict[str, Json]) -> None:
    odd = [Quad(Iri(ID + "port/x"), Iri(expand(predicate)), term) for predicate, term in ODD]
    quads = [*small_quads, *odd, Quad(*figure_of("figure/of-x", "port/x"))]
    assert frame_things(quads, context) == frame_with_library(quads, context)


def test_a_figure_of_no_thing_or_of_several_stands_on_its_own() -> None:
    triples = [
        figure_of("figure/a", "country/X"),
        figure_of("figure/b", "country/X"),
        figure_of("figure/b", "country/Y"),
        figure_of("figure/c", "https://w3id.org/carec-kg/scheme/topic/trade"),
        figure_of("figure/d", "figure/a"),
    ]
    assert find_hosts(triples) == {ID + "figure/a": ID + "country/X"}


def test_a_thing_known_by_its_figures_alone_is_there(context: dict[str, Json]) -> None:
    things = by_name(frame_things([figure_of("figure/a", "country/X")], context))
    assert list(things) == ["id:country/X"]
    assert things["id:country/X"]["figures"] == [{"@id": "id:figure/a", "figureOf": "id:country/X"}]


def test_the_file_carries_its_context(small_quads: tuple[Quad, ...], context: dict[str, Json]) -> None:
    document = json.loads(write_framed(small_quads, context))
    assert document["@context"] == context["@context"]
    assert len(document["@graph"]) == 12
