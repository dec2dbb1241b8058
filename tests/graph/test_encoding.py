"""From a query to finished bytes."""

from __future__ import annotations

import json

import pytest

from carec_kg.errors import NotAcceptable, NotAllowed, QueryProblem
from carec_kg.graph.encoding import EncodedAnswer, encode_answer
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.media import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, find_format
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Literal, Quad

EX = "http://example.org/"
CAREC = "https://w3id.org/carec-kg/ontology#"
QUADS = [Quad(Iri(f"{EX}{i}"), Iri(CAREC + "value"), Literal(str(i))) for i in range(5)]
ROWS = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o"
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
RESULTS = ("json", "xml", "csv", "tsv")
GRAPHS = ("turtle", "jsonld", "ntriples", "rdfxml")


@pytest.fixture(scope="module")
def engine() -> Workbench:
    return Workbench(QUADS)


def encode(engine: Workbench, text: str, *formats: str, rows: int | None = None, cap: int = 2**20) -> EncodedAnswer:
    return encode_answer(engine, QueryRequest(text, row_cap=rows), formats, byte_cap=cap)


@pytest.mark.parametrize("name", RESULTS)
def test_rows_come_in_every_result_format(engine: Workbench, name: str) -> None:
    answer = encode(engine, ROWS, name)
    assert (answer.kind, answer.format, answer.count, answer.cut) == ("rows", name, 5, False)
    assert f"{EX}4".encode() in answer.body


@pytest.mark.parametrize("name", RESULTS)
def test_rows_above_the_cap_are_cut_and_said(engine: Workbench, name: str) -> None:
    answer = encode(engine, ROWS, name, rows=3)
    assert (answer.count, answer.cut) == (3, True)
    assert f"{EX}2".encode() in answer.body
    assert f"{EX}3".encode() not in answer.body


def test_exactly_as_many_rows_as_the_cap_are_not_cut(engine: Workbench) -> None:
    assert not encode(engine, ROWS, "json", rows=5).cut


def test_a_body_above_the_byte_cap_is_cut_at_a_row(engine: Workbench) -> None:
    answer = encode(engine, ROWS, "json", cap=400)
    assert answer.cut
    assert len(json.loads(answer.body)["results"]["bindings"]) == answer.count < 5


def test_the_end_of_a_page_is_not_noted_in_the_body(engine: Workbench) -> None:
    answer = encode_answer(engine, QueryRequest(ROWS, row_cap=2), ("json",), note_cut=False)
    assert answer.cut
    assert b'"cut"' not in answer.body


@pytest.mark.parametrize("name", RESULTS)
def test_yes_or_no_comes_in_every_result_format(engine: Workbench, name: str) -> None:
    answer = encode(engine, "ASK { ?s ?p ?o }", name, rows=0)
    assert (answer.kind, answer.cut) == ("yesno", False)
    assert b"true" in answer.body


@pytest.mark.parametrize("name", GRAPHS)
def test_triples_come_in_every_graph_format(engine: Workbench, name: str) -> None:
    answer = encode(engine, TRIPLES, name)
    formats = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
    assert (answer.kind, answer.count) == ("triples", 5)
    assert set(parse(answer.body, find_format(name, formats), name)) == set(QUADS)


@pytest.mark.parametrize("name", GRAPHS)
def test_triples_above_the_cap_are_cut_and_said(engine: Workbench, name: str) -> None:
    answer = encode(engine, TRIPLES, name, rows=2)
    assert (answer.count, answer.cut) == (2, True)
    assert len(parse(answer.body, find_format(name, (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)), name)) == 2


def test_triples_above_the_byte_cap_are_cut(engine: Workbench) -> None:
    answer = encode(engine, TRIPLES, "ntriples", cap=250)
    assert answer.cut
    assert 0 < answer.count < 5


def test_turtle_declares_our_prefixes_where_they_are_used(engine: Workbench) -> None:
    body = encode(engine, TRIPLES, "turtle").body.decode()
    assert "@prefix carec:" in body
    assert "carec:value" in body
    assert "@prefix skos:" not in body


def test_describe_gives_triples(engine: Workbench) -> None:
    assert encode(engine, f"DESCRIBE <{EX}1>", "json", "ntriples").count == 1


def test_the_format_is_the_first_that_suits_the_kind(engine: Workbench) -> None:
    wanted = ("jsonld", "csv", "turtle", "json")
    assert encode(engine, ROWS, *wanted).format == "csv"
    assert encode(engine, TRIPLES, *wanted).format == "jsonld"


def test_a_kind_without_a_format_is_refused_with_those_that_there_are(engine: Workbench) -> None:
    with pytest.raises(NotAcceptable, match="json, xml, csv, tsv, not as turtle"):
        encode(engine, ROWS, "turtle")
    with pytest.raises(NotAcceptable, match="turtle, jsonld, ntriples, rdfxml"):
        encode(engine, TRIPLES)


@pytest.mark.parametrize("name", ["xml", "rdfxml"])
def test_xml_refuses_a_control_character_that_it_cannot_hold(engine: Workbench, name: str) -> None:
    text = {"xml": 'SELECT ("\\f" AS ?x) {}', "rdfxml": 'CONSTRUCT { <a:a> <a:b> "\\f" } {}'}[name]
    with pytest.raises(NotAcceptable, match="control character"):
        encode(engine, text, name)


def test_rdf_xml_refuses_a_predicate_without_a_name(engine: Workbench) -> None:
    with pytest.raises(NotAcceptable, match="predicate"):
        encode(engine, "CONSTRUCT { <a:a> <http://example.org/> 1 } {}", "rdfxml")


def test_json_ld_refuses_a_triple_term(engine: Workbench) -> None:
    with pytest.raises(NotAcceptable, match="another format"):
        encode(engine, "CONSTRUCT { <a:a> <a:b> <<( <a:a> <a:b> 1 )>> } {}", "jsonld")


@pytest.mark.parametrize("text", ["SELECT", "SELECT (<http://example.org/f>(1) AS ?x) {}", "", "INSERT DATA {}"])
def test_what_the_engine_refuses_is_a_problem_of_the_query(engine: Workbench, text: str) -> None:
    with pytest.raises(QueryProblem):
        encode(engine, text, "json")


def test_a_graph_name_that_is_no_iri_is_a_problem_of_the_query(engine: Workbench) -> None:
    with pytest.raises(QueryProblem):
        encode_answer(engine, QueryRequest(ROWS, default_graphs=("no iri",)), ("json",))


def test_a_service_that_fails_is_not_allowed(engine: Workbench) -> None:
    # The engine refuses port 1 by itself, before it opens a connection.
    with pytest.raises(NotAllowed, match="SERVICE"):
        encode(engine, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "json")


def test_a_relative_iri_is_one_of_ours_unless_the_query_says_otherwise(engine: Workbench) -> None:
    query = "SELECT (<ontology#value> AS ?iri) {}"
    assert CAREC.encode() + b"value" in encode(engine, query, "csv").body
    assert b"http://example.org/ontology#value" in encode(engine, f"BASE <{EX}> {query}", "csv").body
