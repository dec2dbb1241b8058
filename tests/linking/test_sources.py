"""Candidates from RDF files and from sets of mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import CarecError
from carec_kg.linking.geography import Position
from carec_kg.linking.holdings import Holdings, read_holdings
from carec_kg.linking.identifiers import Identifier
from carec_kg.linking.opening import open_file
from carec_kg.linking.suggesting import suggest
from carec_kg.linking.table_source import TableOptions

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.config import Content

PLAIN = TableOptions({})
TURTLE = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix wd: <http://www.wikidata.org/entity/> .
<http://example.org/almaty> a <https://schema.org/City> ; skos:prefLabel "Алма-Ата"@ru, "Almaty"@kk ;
  wgs:lat "43.25" ; wgs:long "76.95" ; wdt:P17 wd:Q232 ; wdt:P1566 "1526384" .
<http://example.org/other> skos:prefLabel "Nowhere"@en .
"""


def write(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_rdf_file_gives_names_codes_kind_and_position(tmp_path: Path) -> None:
    source = open_file(write(tmp_path, "x.ttl", TURTLE), PLAIN)
    mentions = {(mention.key, mention.text, mention.scheme) for mention in source.mentions()}
    assert ("http://example.org/almaty", "Алма-Ата", "") in mentions
    assert ("http://example.org/almaty", "1526384", "geonames") in mentions
    (found,) = source.describe({"http://example.org/almaty"})
    assert (found.kind, found.country, found.position) == ("place", "Q232", Position(43.25, 76.95))
    assert Identifier("geonames", "1526384") in found.identifiers


def test_named_graphs_are_seen_too(tmp_path: Path) -> None:
    line = '<http://example.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "Almaty" <http://example.org/g> .\n'
    source = open_file(write(tmp_path, "x.nq", line), PLAIN)
    assert [mention.text for mention in source.mentions()] == ["Almaty"]


def test_suggestions_come_from_an_rdf_file(tmp_path: Path, holdings: Holdings) -> None:
    (found,) = suggest(holdings.things, open_file(write(tmp_path, "x.ttl", TURTLE), PLAIN))
    assert found.thing.label == "Almaty"
    assert found.candidate.iri == "http://example.org/almaty"


def test_a_file_that_names_ours_is_linked_by_it(tmp_path: Path, holdings: Holdings) -> None:
    line = (
        "<http://example.org/a> <http://www.w3.org/2002/07/owl#sameAs> "
        "<https://w3id.org/carec-kg/id/organization/adb> .\n"
    )
    (found,) = suggest(holdings.things, open_file(write(tmp_path, "x.nt", line), PLAIN))
    assert found.thing.label == "Asian Development Bank"
    assert found.reasons.startswith("It is linked to ours")


def test_mappings_carry_on_from_what_we_are_linked_to(tmp_path: Path, content: Content) -> None:
    text = (
        "#curie_map:\n#  x: http://example.org/\n"
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        "x:7\tskos:exactMatch\twd:Q1001036\tsemapv:ManualMappingCuration\n"
        "x:8\tskos:closeMatch\twd:Q1001036\tsemapv:ManualMappingCuration\n"
    )
    source = open_file(write(tmp_path, "x.sssom.tsv", text), PLAIN)
    found = suggest(read_holdings(content).things, source, is_decided=lambda _thing, iri: "wikidata" in iri)
    assert [(one.thing.label, one.candidate.iri) for one in found] == [("Erenhot", "http://example.org/7")]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("x.ttl", "<a> <b> .\n", "x.ttl:1"),
        ("x.doc", "", "has no suffix of an RDF format"),
        ("x.nt", "nonsense\n", "x.nt:1"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(CarecError) as raised:
        open_file(write(tmp_path, name, text), PLAIN)
    assert says in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CarecError, match="is no file"):
        open_file(tmp_path / "none.csv", PLAIN)
