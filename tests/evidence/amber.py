"""The made-up brochure as a served graph: facts, a little ontology, closure and desk; also as a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.desk import Desk
from carec_kg.graph import snapshot as layout
from carec_kg.graph.snapshot import publish
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import CAREC, ID, INFERRED_GRAPH, ONTOLOGY_GRAPH, PREFIXES
from carec_kg.rdf.terms import Iri, Quad, format_quad, format_triple
from carec_kg.reasoning.closure import Closure, infer
from carec_kg.reasoning.origins import Origins, write_origins
from tests.reasoning.small_graphs import FOLDER, RULES
from tests.sources.made_up import SOURCE, describe, facts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from carec_kg.graph.snapshot import Snapshot

PASSAGE = f"{SOURCE}/"
LEAGUE = ID + "league"
AXIOM = Quad(Iri(CAREC + "figureOf"), Iri(PREFIXES["owl"] + "inverseOf"), Iri(CAREC + "hasFigure"), ONTOLOGY_GRAPH)
STATED = [*facts(), *describe(), AXIOM]
#: Rows that rest on a passage, on what is inferred, on nothing that is there.
SPENT = "SELECT ?f ?v { ?f carec:figureOf id:league ; carec:value ?v } ORDER BY ?v"
FIGURES = "SELECT ?f { id:league carec:hasFigure ?f } ORDER BY ?f"
NOTHING = "SELECT (COUNT(*) AS ?n) { ?x a carec:Corridor }"


def load(*, inferred: bool = True) -> tuple[Workbench, Closure]:
    """Return the graph in an engine, with its closure or without, and the closure."""
    closure = infer(STATED, RULES)
    found = [Quad(*item.triple, INFERRED_GRAPH) for item in closure.triples] if inferred else []
    bench = Workbench([*STATED, *found])
    bench.add(Quad(*quad.triple) for quad in [*STATED, *found])
    return bench, closure


def make_desk() -> Desk:
    """Return the desk over the graph."""
    engine, closure = load()
    return Desk(engine, load(inferred=False)[0], RULES, Origins(write_origins(closure.triples).encode()))


def publish_amber(home: Path) -> Snapshot:
    """Publish the graph as a snapshot, with the rules and origins of its closure."""
    closure = infer(STATED, RULES)
    found = [item.triple for item in closure.triples]
    union = {quad.triple: None for quad in STATED}
    files = {
        layout.ASSERTED: _lines(map(format_quad, STATED)),
        layout.INFERRED: _lines(format_quad(Quad(*triple, INFERRED_GRAPH)) for triple in found),
        layout.CATALOGUE: b"",
        layout.UNION: _lines(map(format_triple, [*union, *found])),
        layout.UNION_ASSERTED: _lines(map(format_triple, union)),
        layout.PROOFS: write_origins(closure.triples).encode(),
        **{f"{layout.RULES}{path.name}": path.read_bytes() for path in FOLDER.glob("*.rq")},
    }
    return publish(home, f"{1:064x}", "amber", files, {})


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
