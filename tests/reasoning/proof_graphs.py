"""Small graphs with their closure, ready to be asked for proofs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.graph.workbench import Workbench
from carec_kg.iris import INFERRED_GRAPH, RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal, Quad, Triple
from carec_kg.reasoning.closure import Closure, infer
from carec_kg.reasoning.origins import Origins, write_origins
from carec_kg.reasoning.proof import Explanation, NotInGraph, Proof, Stated
from carec_kg.reasoning.proving import Prover

from .small_graphs import EXAMPLE, RULES, read_graph, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

FACTS = EXAMPLE + "facts"


@dataclass(frozen=True, slots=True)
class ProofGraph:
    """A graph in an engine, its closure, and the prover over both."""

    engine: Workbench
    closure: Closure
    prover: Prover

    def prove(self, text: str, proofs: int = 1) -> Explanation | NotInGraph:
        """Prove a triple given as ``s p o`` in local names; ``a`` is the type."""
        return self.prover.prove(triple_of(text), proofs=proofs)

    def explain(self, text: str, proofs: int = 1) -> Explanation:
        """Prove a triple that holds."""
        found = self.prove(text, proofs)
        assert isinstance(found, Explanation)
        return found

    def miss(self, text: str) -> NotInGraph:
        """Ask for a triple that does not hold."""
        found = self.prove(text)
        assert isinstance(found, NotInGraph)
        return found


def triple_of(text: str) -> Triple:
    """Return a triple given as ``s p o`` in local names; ``a`` is the type, a number or text in quotes a literal."""
    subject, predicate, value = text.split(" ", 2)
    object_ = Literal(value[1:-1]) if value.startswith('"') else Iri(EXAMPLE + value)
    return Triple(Iri(EXAMPLE + subject), Iri(RDF_TYPE if predicate == "a" else EXAMPLE + predicate), object_)


def graph_of(text: str, others: Iterable[Quad] = ()) -> ProofGraph:
    """Return the graph of a Turtle text, all of it stated in one named graph, with its closure."""
    return with_closure([quad._replace(graph=FACTS) for quad in read_graph(text)], others)


def with_closure(quads: Iterable[Quad], others: Iterable[Quad] = ()) -> ProofGraph:
    """Return quads with their closure in an engine, laid out as a snapshot is; ``others`` are no premises."""
    stated = list(quads)
    closure = infer(stated, RULES)
    inferred = [item.triple for item in closure.triples]
    bench = Workbench([*stated, *others])
    bench.add(Quad(*triple, INFERRED_GRAPH) for triple in inferred)
    bench.add(Quad(*triple) for triple in [*(quad.triple for quad in [*stated, *others]), *inferred])
    return ProofGraph(bench, closure, Prover(bench, RULES, Origins(write_origins(closure.triples).encode())))


def tell(proof: Proof) -> str:
    """Return a proof in one line: the triple, and in brackets the rule with its premises; list cells are numbered."""
    names: dict[str, str] = {}
    return re.sub(r"c14n\d+", lambda name: names.setdefault(name[0], f"l{len(names) + 1}"), _tell(proof))


def _tell(proof: Proof) -> str:
    if isinstance(proof, Stated):
        return shorten(proof.triple)
    return f"{shorten(proof.triple)} [{proof.rule.name}: {'; '.join(map(_tell, proof.premises))}]"
