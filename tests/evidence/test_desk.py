"""The desk answers why a row, why a triple and why nothing, and says what is wrong with what it is asked."""

from __future__ import annotations

from typing import Any

import pytest

from carec_kg.errors import NotAllowed, OutOfTime, QueryProblem, UsageError
from carec_kg.evidence.desk import Desk
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import CURATION_GRAPH, ONTOLOGY_GRAPH
from carec_kg.rdf.terms import Iri, Quad, text_literal
from tests.evidence.amber import FIGURES, LEAGUE, NOTHING, PASSAGE, SPENT, make_desk


@pytest.fixture(scope="module")
def desk() -> Desk:
    return make_desk()


def ask(desk: Desk, kind: str, *, inferred: bool = True, **asked: object) -> dict[str, Any]:
    return desk.answer(kind, asked, inferred=inferred, time_left=lambda: 10.0)


def test_a_row_comes_with_its_triples_and_their_passages(desk: Desk) -> None:
    found = ask(desk, "explain", query=SPENT, row=1)
    (derivation,) = found["derivations"]
    assert (found["row"]["v"]["value"], found["unexplained"], derivation["check"]) == ("1250000000", "", "row")
    assert derivation["sources"] == [PASSAGE + "spent"]
    assert found["citations"][PASSAGE + "spent"]["document"]["label"] == "Amber brochure"
    assert derivation["triples"][0]["object"]["label"] == "Amber Coast Harbour League (ACHL)"


def test_a_row_is_found_by_its_values_too(desk: Desk) -> None:
    values = {"v": {"type": "literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"}}
    found = ask(desk, "explain", query="SELECT ?v { ?f carec:value ?v }", values=values)
    assert found["derivations"][0]["sources"] == [PASSAGE + "joined"]


def test_an_inferred_triple_of_a_row_is_proved_where_proofs_are_asked_for(desk: Desk) -> None:
    (triple,) = ask(desk, "explain", query=FIGURES, row=0, proofs=1)["derivations"][0]["triples"]
    assert (triple["inferred"], triple["statedIn"]) == (True, [])
    assert {step["rule"]["name"] for step in triple["proof"]["proofs"][0] if "rule" in step} == {"prp-inv1"}
    assert "proof" not in ask(desk, "explain", query=FIGURES, row=0)["derivations"][0]["triples"][0]


def test_rows_come_with_the_passages_behind_what_is_inferred(desk: Desk) -> None:
    found = ask(desk, "evidence", query=FIGURES, bindings=True)
    assert [row["premises"] for row in found["rows"]] == [[PASSAGE + "joined"], [PASSAGE + "spent"]]
    assert [row["inferred"] for row in found["rows"]] == [1, 1]
    assert [row["f"]["value"].rpartition("/")[2] for row in found["bindings"]] == ["ports-joined", "spending"]
    assert set(found["citations"]) == {PASSAGE + "joined", PASSAGE + "spent"}
    assert found["complete"] is True


def test_a_limit_leaves_rows_out_and_says_so(desk: Desk) -> None:
    found = ask(desk, "evidence", query=SPENT, limit=1)
    assert (len(found["rows"]), found["complete"]) == (1, False)


@pytest.mark.parametrize(
    ("asked", "kind"), [("7", "proved"), ("7.00", "proved"), ("7e0", "proved"), ("8", "not-in-graph")]
)
def test_a_number_is_found_however_it_is_written(desk: Desk, asked: str, kind: str) -> None:
    found = ask(desk, "prove", subject="id:ports-joined", predicate="carec:value", object=asked)
    assert found["kind"] == kind


def test_a_row_that_rests_on_an_absence_says_so(desk: Desk) -> None:
    (row,) = ask(desk, "evidence", query=NOTHING)["rows"]
    assert (row["sources"], row["absences"], row["unexplained"]) == ([], 1, "")


def test_a_row_that_cannot_be_explained_says_why(desk: Desk) -> None:
    (row,) = ask(desk, "evidence", query="SELECT (NOW() AS ?now) {}")["rows"]
    assert row["unexplained"] == "This row is not explained, because NOW gives another value at every run."


def test_a_triple_is_proved_by_names_and_the_proof_cites_passages(desk: Desk) -> None:
    found = ask(desk, "prove", subject="id:league", predicate="carec:hasFigure", object="id:spending")
    assert (found["kind"], found["inferring"]) == ("proved", True)
    assert set(found["citations"]) == {PASSAGE + "spent", ONTOLOGY_GRAPH}


def test_without_the_closure_nothing_is_inferred_and_that_is_said(desk: Desk) -> None:
    terms = ("id:league", "carec:hasFigure", "id:spending")
    found = ask(desk, "prove", inferred=False, subject=terms[0], predicate=terms[1], object=terms[2])
    assert (found["kind"], found["inferring"]) == ("not-in-graph", False)
    assert ask(desk, "evidence", inferred=False, query=FIGURES)["rows"] == []


def test_a_triple_with_a_typo_gets_the_name_that_was_meant(desk: Desk) -> None:
    found = ask(desk, "prove", subject="id:league", predicate="carec:hasFigur", object="id:spending")
    (unknown,) = found["unknown"]
    assert (unknown["place"], unknown["suggestions"][0]["name"]) == ("predicate", "carec:hasFigure")


def test_a_triple_that_nearly_follows_says_what_is_missing(desk: Desk) -> None:
    found = ask(desk, "prove", subject="id:league", predicate="carec:hasFigure", object="id:age")
    missing = found["nearMisses"][0]["missing"]
    assert [missing[name]["name"] for name in ("subject", "predicate")] == ["id:age", "carec:figureOf"]


def test_labels_are_in_the_language_that_is_asked_for() -> None:
    name = Iri("http://www.w3.org/2000/01/rdf-schema#label")
    labels = [text_literal("League", "en"), text_literal("Liga", "ru")]
    bench = Workbench(Quad(Iri(LEAGUE), name, label, graph) for label in labels for graph in (CURATION_GRAPH, None))
    desk = Desk(bench, bench)
    found = ask(desk, "prove", subject="id:league", predicate="rdfs:label", object='"Liga"@ru', language="ru")
    assert (found["kind"], found["triple"]["subject"]["label"]) == ("proved", "Liga")


@pytest.mark.parametrize(
    ("kind", "asked", "error", "says"),
    [
        ("explain", {"query": SPENT, "row": 2}, UsageError, "numbered from 0 to 1"),
        ("explain", {"query": SPENT, "row": -1}, UsageError, "whole number from 0"),
        ("explain", {"query": SPENT, "row": True}, UsageError, "whole number from 0"),
        ("explain", {"query": SPENT, "values": {"x": {}}}, UsageError, "no column x"),
        ("explain", {"query": SPENT, "values": {"v": 7}}, UsageError, "value of v is no term"),
        ("explain", {"query": SPENT, "values": {"v": {"type": "bnode", "value": "b"}}}, UsageError, "blank node"),
        ("explain", {"query": SPENT, "values": []}, UsageError, "object of variable"),
        ("explain", {}, UsageError, "There is no query"),
        ("explain", {"query": "SELECT ?s { ?s"}, QueryProblem, "syntax error"),
        ("explain", {"query": "ASK {}"}, QueryProblem, "Only the rows of a SELECT"),
        ("evidence", {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}, QueryProblem, "Only the rows of a SELECT"),
        ("explain", {"query": "SELECT * { SERVICE <http://a.b/> {} }"}, NotAllowed, "leave SERVICE out"),
        ("evidence", {"query": SPENT, "limit": 10**9}, UsageError, "from 0 to 10,000"),
        ("prove", {"subject": "nothing:x", "predicate": "a", "object": "id:y"}, UsageError, "prefix that is not known"),
        ("prove", {"subject": "id:x", "predicate": "a"}, UsageError, "There is no object"),
        ("prove", {"subject": "id:x", "predicate": "a", "object": "id:y", "language": "?"}, UsageError, "language is"),
        ("explain", {"query": SPENT, "defaultGraphs": "x"}, UsageError, "list of IRIs"),
        ("explain", {"query": SPENT, "defaultGraphs": ["http://a.b/> {}"]}, UsageError, "no absolute IRI"),
        ("explain", {"query": SPENT, "namedGraphs": ["http://a.b/\ud800"]}, UsageError, "no absolute IRI"),
        ("explain", {"query": "SELECT ('\ud800' AS ?v) {}"}, UsageError, "half of a character"),
        ("diagnose", {"query": "SELECT ('\ud800' AS ?v) {}"}, UsageError, "half of a character"),
        ("guess", {}, UsageError, "no inquiry 'guess'"),
    ],
)
def test_what_makes_no_sense_is_said(
    desk: Desk, kind: str, asked: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        ask(desk, kind, **asked)


@pytest.mark.parametrize(
    "value",
    [
        {"type": "uri", "value": "http://a.b/> } UNION { ?s ?p ?o } #"},
        {"type": "uri", "value": ""},
        {"type": "uri", "value": "http://a.b/\ud800"},
        {"type": "literal", "value": "a", "datatype": "http://a.b/> } #"},
        {"type": "literal", "value": "a", "xml:lang": "en } #"},
    ],
)
def test_a_value_that_could_end_its_place_in_a_query_is_refused(desk: Desk, value: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="no RDF term"):
        ask(desk, "explain", query=SPENT, values={"v": value})


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("explain", {"query": SPENT}),
        ("evidence", {"query": SPENT}),
        ("prove", {"subject": "id:league", "predicate": "carec:hasFigure", "object": "id:spending"}),
    ],
)
def test_time_that_is_over_is_said(desk: Desk, kind: str, asked: dict[str, str]) -> None:
    with pytest.raises(OutOfTime):
        desk.answer(kind, asked, inferred=True, time_left=lambda: 0.0)


def test_an_aggregate_over_many_solutions_is_paged(desk: Desk) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d carec:value ?e . ?f carec:value ?g }"
    first = ask(desk, "explain", query=query)["derivations"][0]
    assert (first["check"], first["whole"], first["group"]["shown"]) == ("members", False, 200)
    assert first["group"]["total"] > 1_000
    with pytest.raises(UsageError, match="no page 99"):
        ask(desk, "explain", query=query, page=99)


def test_the_pages_of_an_aggregate_have_all_of_its_solutions_between_them(desk: Desk) -> None:
    query = "SELECT (COUNT(?f) AS ?n) { ?f carec:value ?v }"
    whole = ask(desk, "explain", query=query)["derivations"][0]
    pages = [ask(desk, "explain", query=query, size=4, page=page)["derivations"][0] for page in (0, 1)]
    assert (whole["check"], whole["whole"], whole["group"]["total"]) == ("row", True, 7)
    assert [page["group"] for page in pages] == [
        {"total": 7, "first": 0, "shown": 4, "size": 4},
        {"total": 7, "first": 4, "shown": 3, "size": 4},
    ]
    assert all(not page["whole"] and page["check"] == "members" for page in pages)
    triples = [str(triple) for page in pages for triple in page["triples"]]
    assert sorted(triples) == sorted(map(str, whole["triples"]))
