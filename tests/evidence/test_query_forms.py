"""A query of any form as a SELECT of what it looks for, with the places of the query as it was written."""

from __future__ import annotations

import pytest

from carec_kg.evidence.lexing import CannotRead
from carec_kg.evidence.parts import choose_active, list_parts, split_components
from carec_kg.evidence.query_forms import read_form
from carec_kg.evidence.query_names import QueryNames

QUERIES = (
    "SELECT ?a { ?a <x:p> ?b }",
    "ASK { ?a <x:p> ?b }",
    "PREFIX x: <x:> ASK FROM <x:g> WHERE { ?a <x:p> ?b }",
    "CONSTRUCT { ?a <x:q> ?b .\n ?b <x:q> [] }\nWHERE { ?a <x:p> ?b }",
    "CONSTRUCT WHERE { ?a <x:p> ?b }",
)


@pytest.mark.parametrize("text", QUERIES)
def test_places_are_those_of_the_query_as_it_was_written(text: str) -> None:
    form = read_form(text)
    (part,) = list_parts(form.query.select.group, form.text)
    place = form.find(*part.place)
    assert place.fragment == "?a <x:p> ?b"
    assert text[place.start :].startswith(place.fragment)
    assert text.split("\n")[place.line - 1][place.column - 1 :].startswith(place.fragment)


@pytest.mark.parametrize("text", ["DESCRIBE <x:a>", "ASK { << ?a ?b ?c >> ?p ?o }", " " * 100_001 + "ASK {}"])
def test_what_is_not_read_says_why(text: str) -> None:
    with pytest.raises(CannotRead):
        read_form(text)


def test_a_part_is_left_out_where_what_it_needs_is() -> None:
    text = "SELECT * { ?a <x:p> ?b . ?b <x:q> ?c FILTER(?c > ?a) OPTIONAL { ?c <x:r> ?d } BIND(?d AS ?e) FILTER(?e) }"
    form = read_form(text)
    parts = list_parts(form.query.select.group, form.text)
    assert [part.kind for part in parts] == ["pattern", "pattern", "filter", "optional", "bind", "filter"]
    assert choose_active(parts) == list(parts)
    assert [part.kind for part in choose_active([part for part in parts if part is not parts[1]])] == ["pattern"]
    assert [part.kind for part in choose_active([part for part in parts if part is not parts[3]])] == [
        "pattern",
        "pattern",
        "filter",
    ]


def test_a_filter_joins_no_parts_that_hang_together_by_others() -> None:
    form = read_form("SELECT * { ?a <x:p> ?b . ?b <x:q> ?c . ?c <x:r> ?d FILTER(?a = ?d) }")
    parts = list_parts(form.query.select.group, form.text)
    active = choose_active([parts[0], parts[2], parts[3]])
    assert [part.kind for part in active] == ["pattern", "pattern"]
    assert len(split_components(active)) == 2


def test_groups_that_only_join_are_taken_apart_and_others_are_not() -> None:
    text = "SELECT * { GRAPH ?g { ?a <x:p> ?b ; <x:q> ?c } { ?a <x:r> ?d } { ?a <x:s> ?e OPTIONAL { ?a <x:t> ?f } } }"
    form = read_form(text)
    parts = list_parts(form.query.select.group, form.text)
    assert [(part.kind, part.graph) for part in parts] == [
        ("pattern", "?g"),
        ("pattern", "?g"),
        ("pattern", None),
        ("nested", None),
    ]
    assert [form.find(*part.place).fragment for part in parts[:2]] == ["?a <x:p> ?b", "<x:q> ?c"]


def test_names_are_made_whole_and_written_as_the_query_has_them() -> None:
    names = QueryNames(
        "PREFIX c: <https://w3id.org/carec-kg/ontology#>\nSELECT * FROM <x:g> { ?a a c:Corridor ; c:x 1 }"
    )
    assert [use.text for use in names.uses] == ["c:Corridor", "c:x"]
    ontology = "https://w3id.org/carec-kg/ontology#"
    assert names.iri_of("c:Corridor") == f"{ontology}Corridor"
    assert names.iri_of("?a") == ""
    assert names.spell(f"{ontology}BorderPort", "c:x") == "c:BorderPort"
    assert names.spell(f"{ontology}BorderPort", "<x:y>") == "carec:BorderPort"
    assert names.spell("https://w3id.org/carec-kg/id/country/KAZ", "c:x") == "country:KAZ"
    assert names.spell("https://w3id.org/carec-kg/source/a/b", "c:x") == "<https://w3id.org/carec-kg/source/a/b>"
    assert names.spell("http://else.org/y", "c:x") == "<http://else.org/y>"
