from __future__ import annotations

import csv
import io

import pytest

from carec_kg.export.observations import COLUMNS, write_observations
from carec_kg.iris import RDF_TYPE, expand, mint_concept, mint_passage, mint_source, mint_thing
from carec_kg.rdf.terms import Iri, Literal, Quad, Term, text_literal

DATASET = mint_thing("dataset", "waits")
PORT, COUNTRY = mint_thing("port", "oldtown"), mint_thing("country", "AAA")
REGION = mint_thing("region", "AA-N")
IN, OUT = mint_thing("figure", "wait-in"), mint_thing("figure", "wait-out")
PASSAGE, DOCUMENT = mint_passage("sample", "one"), mint_source("sample")
ADDRESS = "https://example.org/sample"


def fact(subject: str, predicate: str, term: Term | str) -> Quad:
    return Quad(Iri(subject), Iri(expand(predicate)), Iri(term) if isinstance(term, str) else term, PASSAGE)


def observation(node: str, direction: str, value: str) -> list[Quad]:
    return [
        fact(node, "rdf:type", expand("qb:Observation")),
        fact(node, "qb:dataSet", DATASET),
        fact(node, "carec:figureOf", PORT),
        fact(node, "carec:measures", mint_concept("measure", "time-at-border")),
        fact(node, "carec:mode", mint_concept("mode", "road")),
        fact(node, "carec:trafficDirection", mint_concept("traffic-direction", direction)),
        fact(node, "carec:referenceYear", Literal("2021", expand("xsd:integer"))),
        fact(node, "carec:value", Literal(value, expand("xsd:decimal"))),
        fact(node, "carec:unit", expand("unit:HR")),
        fact(node, "carec:qualifier", mint_concept("qualifier", "exactly")),
        fact(node, "carec:reportedIn", PASSAGE),
    ]


QUADS = [
    *observation(IN, "inbound", "4.5"),
    *observation(OUT, "outbound", "3.5"),
    fact(IN, "carec:doubt", mint_concept("doubt", "conflict")),
    fact(IN, "carec:doubt", mint_concept("doubt", "rounding")),
    fact(IN, "carec:disagreesWith", OUT),
    fact(PORT, "rdf:type", expand("carec:BorderPort")),
    fact(PORT, "rdfs:label", text_literal("=Oldtown port", "en")),
    fact(PORT, "rdfs:label", text_literal("老城", "zh")),
    fact(PORT, "carec:locatedIn", REGION),
    fact(REGION, "carec:locatedIn", COUNTRY),
    fact(COUNTRY, "rdf:type", expand("carec:Country")),
    fact(COUNTRY, "carec:alpha3Code", Literal("AAA")),
    fact(COUNTRY, "carec:alpha2Code", Literal("AA")),
    fact(COUNTRY, "carec:numericCode", Literal("004")),
    fact(PASSAGE, "carec:passageOf", DOCUMENT),
    fact(PASSAGE, "carec:locator", Literal("Table 3")),
    fact(DOCUMENT, "rdfs:label", text_literal("Sample", "en")),
    fact(DOCUMENT, "carec:pageAddress", Literal(ADDRESS, expand("xsd:anyURI"))),
]


def rows(quads: list[Quad]) -> dict[str, dict[str, str]]:
    table = write_observations(quads)["observations-waits.csv"].decode()
    assert table.endswith("\r\n")
    return {row["observation"]: row for row in csv.DictReader(io.StringIO(table, newline=""), strict=True)}


def test_an_observation_is_a_row_with_the_codes_of_its_country() -> None:
    row = rows(QUADS)[IN]
    assert list(row) == list(COLUMNS)
    assert (row["country_alpha3"], row["country_alpha2"], row["country_m49"]) == ("AAA", "AA", "004")
    assert (row["indicator"], row["mode"], row["direction"]) == ("time-at-border", "road", "inbound")
    assert (row["year"], row["value"], row["unit"], row["qualifier"]) == ("2021", "4.5", "HR", "exactly")
    assert (row["place"], row["place_kind"]) == (PORT, "BorderPort")


def test_a_row_says_where_it_was_read() -> None:
    row = rows(QUADS)[IN]
    assert (row["edition"], row["section"], row["locator"]) == ("Sample", "", "Table 3")
    assert (row["page"], row["passage"]) == (ADDRESS, PASSAGE)


def test_doubts_stand_in_one_cell_and_a_contradiction_on_both_sides() -> None:
    table = rows(QUADS)
    assert table[IN]["doubts"] == "conflict | rounding"
    assert (table[IN]["contradicted_by"], table[OUT]["contradicted_by"]) == (OUT, IN)


def test_a_name_that_a_spreadsheet_would_run_is_disarmed() -> None:
    assert rows(QUADS)[IN]["place_name"] == "'=Oldtown port"


def test_a_place_without_a_country_has_empty_codes() -> None:
    quads = [quad for quad in QUADS if quad.subject.value != REGION]
    assert rows(quads)[IN]["country_alpha3"] == ""


def test_the_order_of_the_quads_does_not_matter() -> None:
    assert write_observations(QUADS) == write_observations(QUADS[::-1])


@pytest.mark.parametrize("kept", ["none", "types"])
def test_without_a_data_set_there_is_no_file(kept: str) -> None:
    quads = [quad for quad in QUADS if quad.predicate.value == RDF_TYPE] if kept == "types" else []
    assert write_observations(quads) == {}
