from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest
from pyld import jsonld

from carec_kg.export import framed
from carec_kg.export.context import CONTEXT_IRI
from carec_kg.export.framed import find_hosts, frame_things, write_framed
from carec_kg.iris import CAREC, ID, expand
from carec_kg.rdf.media import JSON_LD
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Quad, Triple

if TYPE_CHECKING:
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


def test_the_size_of_a_batch_changes_nothing(
    small_quads: tuple[Quad, ...], context: dict[str, Json], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = write_framed(small_quads, context)
    monkeypatch.setattr(framed, "_BATCH", 1)
    assert write_framed(tuple(reversed(small_quads)), context) == whole


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


def test_no_context_but_ours_is_ever_loaded(context: dict[str, Json]) -> None:
    loader = framed._only_ours(context)
    assert loader(CONTEXT_IRI, None)["document"] == context
    with pytest.raises(jsonld.JsonLdError):
        jsonld.expand({"@context": "https://schema.org/", "name": "x"}, {"documentLoader": loader})


def test_the_file_carries_its_context(small_quads: tuple[Quad, ...], context: dict[str, Json]) -> None:
    document = json.loads(write_framed(small_quads, context))
    assert document["@context"] == context["@context"]
    assert len(document["@graph"]) == 12
