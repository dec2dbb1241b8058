from __future__ import annotations

import pytest

from carec_kg.errors import QueryProblem
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.terms import Iri, Literal, Quad


def test_rows_are_streamed_as_they_are_selected() -> None:
    bench = Workbench([Quad(Iri("http://a"), Iri("http://p"), Literal(str(number))) for number in range(3)])
    text = "SELECT ?s ?o ?none WHERE { ?s ?p ?o } ORDER BY ?o"
    assert list(bench.stream(text)) == bench.select(text).rows
    with pytest.raises(QueryProblem, match="SELECT"):
        list(bench.stream("ASK {}"))
