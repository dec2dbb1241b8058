"""The graph from Python, over a small content of its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import rdflib

import carec_kg
from carec_kg.errors import NotAllowed, OutOfTime, ParameterProblem, QueryProblem, UnknownName, UsageError
from carec_kg.session.knowledge_graph import KnowledgeGraph, is_query_text
from tests.corpus.conftest import content, graph, home

__all__ = ["content", "graph", "home"]


def test_a_saved_query_gives_rows_as_python_values(graph: KnowledgeGraph) -> None:
    rows = {row["passage"]: row for row in graph.query("investments")}
    row = rows["https://w3id.org/carec-kg/source/prc-brochure/about-5"]
    assert row["amount"] == Decimal(52500000000)
    assert row["from"] == date(2001, 1, 1)


def test_parameters_may_be_python_values(graph: KnowledgeGraph) -> None:
    result = graph.query("events-in-period", start=date(2024, 5, 1), end=date(2024, 6, 30))
    assert [row["name"] for row in result] == ["CAREC-PRC and ASEAN-PRC Digital Economy Workshop"]


def test_text_gives_terms_with_their_lexical_forms(graph: KnowledgeGraph) -> None:
    result = graph.query('SELECT ("2024-01-01"^^xsd:date AS ?day) ("a"@en AS ?text) ?free WHERE {}')
    assert result.columns == ("day", "text", "free")
    assert [str(term) for term in result.rows[0][:2]] == [
        '"2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        '"a"@en',
    ]
    assert result.rows[0][2] is None
    assert list(result) == [{"day": date(2024, 1, 1), "text": "a", "free": None}]


def test_a_frame_has_the_columns_of_the_query(graph: KnowledgeGraph) -> None:
    frame = graph.query("hosts").frame()
    assert list(frame.columns) == ["host", "name", "events", "likelyTwice"]
    assert frame["events"].max() >= 2


def test_rdflib_gets_terms_and_graphs(graph: KnowledgeGraph) -> None:
    rows = graph.query("hosts").rdflib_rows()
    assert isinstance(rows[0]["host"], rdflib.URIRef)
    about = graph.query("about-thing", thing="corridor:5").rdflib_graph()
    corridor = rdflib.URIRef("https://w3id.org/carec-kg/id/corridor/5")
    assert (corridor, rdflib.SKOS.notation, rdflib.Literal("5")) in about


def test_the_whole_graph_is_an_rdflib_dataset_with_its_named_graphs(graph: KnowledgeGraph) -> None:
    dataset = graph.graph()
    names = {str(context.identifier) for context in dataset.graphs()}
    assert "https://w3id.org/carec-kg/source/prc-brochure/prc-5" in names
    assert "https://w3id.org/carec-kg/graph/inferred" not in names
    assert sum(1 for _ in dataset.quads()) == len(graph.quads())


def test_a_yes_or_no_is_a_bool(graph: KnowledgeGraph) -> None:
    assert graph.query("is-member")
    assert not graph.query("is-member", country="country:RUS")


def test_what_an_answer_is_not_is_said(graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="gives no rows"):
        list(graph.query("is-member"))
    with pytest.raises(UsageError, match="gives no triples"):
        _ = graph.query("hosts").triples


@pytest.mark.parametrize(
    ("what", "parameters", "error", "says"),
    [
        ("investmentz", {}, UnknownName, "investments"),
        ("hosts", {"host": "x"}, ParameterProblem, "no parameter named 'host'"),
        ("is-member", {"country": "country:XXX"}, ParameterProblem, "which 'country:XXX' is not"),
        ("events-in-period", {"start": "2024-02-30"}, ParameterProblem, "start"),
        ("SELECT * WHERE {\n ?s ?p", {}, QueryProblem, "line 2"),
        ("ASK {}", {"x": 1}, UsageError, "Only a saved query takes parameters"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {}, NotAllowed, "SERVICE"),
    ],
)
def test_mistakes_are_told_in_words(
    graph: KnowledgeGraph, what: str, parameters: dict[str, object], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        graph.query(what, **parameters)  # type: ignore[arg-type] # the names are not known to the type checker


def test_a_runaway_query_ends_at_its_deadline_and_the_next_one_works(graph: KnowledgeGraph) -> None:
    with pytest.raises(OutOfTime):
        graph.query("SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.5)
    assert graph.query("is-member")


def test_a_name_is_told_from_a_query() -> None:
    assert not is_query_text("corridors-of-country")
    assert is_query_text("ASK {}")


def test_the_package_offers_open_and_its_version() -> None:
    assert carec_kg.__version__ == "0.1.0"
    assert callable(carec_kg.open)
