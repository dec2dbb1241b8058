from __future__ import annotations

import csv
import io

import pytest

from carec_kg.export.tables import protect, write_tables
from carec_kg.iris import CAREC, ID, RDF_TYPE, SOURCE, expand
from carec_kg.rdf.terms import Iri, Literal, Quad, Term, text_literal


def rows(table: bytes) -> dict[str, dict[str, str]]:
    return {row["iri"]: row for row in csv.DictReader(io.StringIO(table.decode(), newline=""), strict=True)}


def fact(subject: str, predicate: str, term: Term) -> Quad:
    return Quad(Iri(ID + subject), Iri(expand(predicate)), term)


def place(key: str, *facts: tuple[str, Term]) -> list[Quad]:
    kind = Quad(Iri(ID + key), Iri(RDF_TYPE), Iri(CAREC + "Place"))
    return [kind, *(fact(key, predicate, term) for predicate, term in facts)]


def test_there_is_one_file_a_class(small_quads: tuple[Quad, ...]) -> None:
    names = list(write_tables(small_quads))
    assert names == sorted(names)
    assert {"Country.csv", "Figure.csv", "Passage.csv", "org-Membership.csv", "skos-Concept.csv"} <= set(names)
    assert "owl-Class.csv" not in names


def test_a_row_holds_values_labels_and_passages(small_quads: tuple[Quad, ...]) -> None:
    figure = rows(write_tables(small_quads)["Figure.csv"])[ID + "figure/prc-investment"]
    assert figure["label"] == "Investment in the PRC"
    assert figure["value"] == "2360000000.0"
    assert figure["figureOf"] == ID + "country/CHN"
    assert figure["figureOf.label"] == "People's Republic of China"
    assert figure["qualifier.label"] == "about"
    assert figure["passages"] == SOURCE + "prc-brochure/investments-1"


def test_texts_stand_a_language_apart(small_quads: tuple[Quad, ...]) -> None:
    countries = rows(write_tables(small_quads)["Country.csv"])
    assert countries[ID + "country/CHN"]["rdfs:label@zh"] == "中国"
    assert countries[ID + "country/RUS"]["rdfs:label@zh"] == ""


def test_several_values_are_joined_in_order_with_their_labels(small_quads: tuple[Quad, ...]) -> None:
    corridor = rows(write_tables(small_quads)["Corridor.csv"])[ID + "corridor/4"]
    assert corridor["connects"] == f"{ID}country/MNG | {ID}country/RUS | {ID}region/CN-NM"
    assert corridor["connects.label"] == "Mongolia | Russian Federation | Inner Mongolia"


def test_labels_keep_their_places_where_a_thing_has_none() -> None:
    some = [
        *place("place/a", ("carec:near", Iri(ID + "place/b")), ("carec:near", Iri(ID + "place/c"))),
        *place("place/c", ("rdfs:label", text_literal("C", "ru"))),
    ]
    row = rows(write_tables(some)["Place.csv"])[ID + "place/a"]
    assert row["near.label"] == " | C"


def test_a_bar_inside_a_value_cannot_be_taken_for_a_separator(small_quads: tuple[Quad, ...]) -> None:
    event = rows(write_tables(small_quads)["Event.csv"])[ID + "event/digital-economy-workshop"]
    assert event["label"] == 'Digital Economy Workshop, "CAREC-PRC \\| ASEAN-PRC"'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_is_never_a_formula(text: str) -> None:
    assert protect(text) == "'" + text
    row = rows(write_tables(place("place/a", ("rdfs:label", text_literal(text, "en"))))["Place.csv"])[ID + "place/a"]
    assert row["label"] == row["rdfs:label@en"] == "'" + text


def test_numbers_and_dates_stay_as_they_are() -> None:
    some = place("place/a", ("carec:value", Literal("-1.50", expand("xsd:decimal"))))
    assert rows(write_tables(some)["Place.csv"])[ID + "place/a"]["value"] == "-1.50"


def test_lines_end_in_crlf_and_a_line_end_in_a_text_stays_in_its_cell() -> None:
    table = write_tables(place("place/a", ("rdfs:label", text_literal('a\nb, "c"', "en"))))["Place.csv"]
    assert table.startswith(b"iri,label,")
    assert table.endswith(b"\r\n")
    assert rows(table)[ID + "place/a"]["label"] == 'a\nb, "c"'


def test_the_order_of_the_quads_does_not_matter(small_quads: tuple[Quad, ...]) -> None:
    assert write_tables(reversed(small_quads)) == write_tables(small_quads)
