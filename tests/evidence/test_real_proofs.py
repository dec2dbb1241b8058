"""The real graph: every triple that was inferred is proved, and every proof replayed."""

from __future__ import annotations

import pytest

from carec_kg.build.examination import premises
from carec_kg.config import find_content
from carec_kg.evidence.citation import cite_all
from carec_kg.evidence.proof_json import to_dict
from carec_kg.evidence.proof_text import write_text
from carec_kg.evidence.proof_words import ProofWords
from carec_kg.graph.manifest import list_graph_files
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.skolem import skolemise
from carec_kg.reasoning.proof import Derived, Explanation, cited_graphs
from carec_kg.reasoning.replaying import find_flaw
from tests.reasoning.proof_graphs import ProofGraph, with_closure
from tests.reasoning.small_graphs import RULES


@pytest.fixture(scope="module")
def graph() -> ProofGraph:
    files = list_graph_files(find_content())
    quads = [
        quad._replace(graph=file.graph)
        for file in files
        for quad in skolemise(read_file(file.path), file.name.replace("/", "-"))
    ]
    stated = premises(quads)
    return with_closure(stated, set(quads) - set(stated))


def test_every_inferred_triple_has_a_proof_that_holds_and_rests_on_cited_graphs(graph: ProofGraph) -> None:
    words = ProofWords(graph.engine)
    graphs: set[str] = set()
    for place, item in enumerate(graph.closure.triples):
        found = graph.prover.prove(item.triple, shortest=place % 10 == 0)
        assert isinstance(found, Explanation)
        proof = found.proofs[0]
        assert isinstance(proof, Derived)
        assert find_flaw(proof, RULES) == ""
        graphs.update(cited_graphs(found.proofs))
        if place % 200 == 0:
            assert "stated in" in write_text(to_dict(found, graph.engine, words))
    assert graphs
    assert cite_all(graph.engine, graphs).keys() == graphs
