"""What the endpoint can do, as RDF."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.media import TURTLE, Format
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Literal, Quad, Term
from carec_kg.web.graph_counts import GraphCounts
from carec_kg.web.service_description import EXTENSION_FUNCTIONS, describe_service
from tests.w3c.service_schema import list_breaches

ENDPOINT = "https://example.org/sparql"
SD = PREFIXES["sd"]
TRIPLES = Iri(PREFIXES["void"] + "triples")
COUNTS = GraphCounts(5, {"urn:a": 2, "urn:b": 3})


@pytest.mark.parametrize("format_", GRAPH_FORMATS, ids=lambda format_: format_.name)
def test_the_service_is_described_in_every_graph_format(format_: Format) -> None:
    quads = set(parse(describe_service(ENDPOINT, format_, COUNTS), format_, "description"))
    assert list_breaches(list(quads)) == []
    assert Quad(Iri(ENDPOINT), Iri(RDF_TYPE), Iri(SD + "Service")) in quads
    assert Quad(Iri(ENDPOINT), Iri(SD + "endpoint"), Iri(ENDPOINT)) in quads
    assert Quad(Iri(ENDPOINT), Iri(SD + "supportedLanguage"), Iri(SD + "SPARQL11Query")) in quads


def test_every_result_format_is_named() -> None:
    quads = parse(describe_service(ENDPOINT, TURTLE), TURTLE, "description")
    assert sum(quad.predicate.value == SD + "resultFormat" for quad in quads) == 8


def test_each_graph_comes_with_its_number_of_triples() -> None:
    quads = parse(describe_service(ENDPOINT, TURTLE, COUNTS), TURTLE, "description")
    named = {quad.object: quad.subject for quad in quads if quad.predicate.value == SD + "name"}
    graphs = {quad.subject: quad.object for quad in quads if quad.predicate.value == SD + "graph"}
    counts: dict[Term, Term] = {quad.subject: quad.object for quad in quads if quad.predicate == TRIPLES}
    integer = PREFIXES["xsd"] + "integer"
    assert {name: counts[graphs[node]] for name, node in named.items()} == {
        Iri("urn:a"): Literal("2", integer),
        Iri("urn:b"): Literal("3", integer),
    }
    assert counts[Iri(ENDPOINT + "#default-graph")] == Literal("5", integer)


@pytest.mark.parametrize("union", [True, False])
def test_only_what_is_so_is_claimed(union: bool) -> None:
    text = describe_service(ENDPOINT, TURTLE, union_default_graph=union).decode()
    assert ("UnionDefaultGraph" in text) == union
    assert "BasicFederatedQuery" not in text
    assert "DereferencesURIs" not in text


@pytest.mark.parametrize("function", EXTENSION_FUNCTIONS)
def test_every_function_that_is_named_is_known_to_the_engine(function: str) -> None:
    list(ox.Store().query(f"SELECT (<{function}>(1) AS ?x) {{}}"))  # type: ignore[arg-type] # rows
    with pytest.raises(RuntimeError, match="not supported"):
        list(ox.Store().query(f"SELECT (<{function}x>(1) AS ?x) {{}}"))  # type: ignore[arg-type]
