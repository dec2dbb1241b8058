"""Find which named graphs state triples, and the smallest set of them that states all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.model import CitedTriple
from carec_kg.evidence.precedence import order_graph
from carec_kg.evidence.restricting import write_term, write_values
from carec_kg.iris import DEFAULT_GRAPH, INFERRED_GRAPH
from carec_kg.rdf.terms import BlankNode, Iri, Quad, order_term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from carec_kg.evidence.sight import Sight
    from carec_kg.rdf.terms import Term

_CHUNK = 1_000


def find_stating(sight: Sight, facts: Iterable[Quad]) -> dict[Quad, tuple[str, ...]]:
    """Return for each quad the named graphs that state its triple, of those that the default graph is made of.

    A quad of a named graph is stated by that graph. One may be stated by none: it is in the default graph alone.
    """
    stated: dict[Quad, set[str]] = {fact: {fact.graph} if fact.graph else set() for fact in facts}
    loose = [fact for fact in stated if fact.graph is None]
    named = [fact for fact in loose if not _has_blank(fact)]
    for at in range(0, len(named), _CHUNK):
        chunk = named[at : at + _CHUNK]
        values = write_values(("?s", "?p", "?o"), [fact[:3] for fact in chunk])
        text = f"SELECT ?s ?p ?o ?g WHERE {{ {values} {_write_graphs(sight)} GRAPH ?g {{ ?s ?p ?o }} }}"
        _note(stated, sight.select_all_graphs(text).rows)
    for fact in loose:
        if _has_blank(fact):
            # A blank node cannot be named in a query.
            held = " ".join(
                f"FILTER(sameTerm({name}, {write_term(term)}))"
                for name, term in zip(("?s", "?o"), (fact.subject, fact.object), strict=True)
                if not isinstance(term, BlankNode)
            )
            pattern = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?p = {fact.predicate}) {held}"
            _note(stated, sight.select_all_graphs(f"SELECT ?s ?p ?o ?g WHERE {{ {pattern} }}").rows)
    return {fact: tuple(sorted(graphs)) for fact, graphs in stated.items()}


def _write_graphs(sight: Sight) -> str:
    graphs = sight.default_graphs
    return "" if DEFAULT_GRAPH in graphs else write_values(("?g",), [(Iri(graph),) for graph in graphs])


def _note(stated: dict[Quad, set[str]], rows: Iterable[Sequence[Term | None]]) -> None:
    for subject, predicate, object_, graph in rows:
        fact = Quad(subject, predicate, object_)  # type: ignore[arg-type]
        if fact in stated and graph is not None:
            stated[fact].add(graph.value)


def _has_blank(fact: Quad) -> bool:
    return isinstance(fact.subject, BlankNode) or isinstance(fact.object, BlankNode)


def choose_sources(
    facts: Collection[Quad], stated: Mapping[Quad, tuple[str, ...]], registers: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return a smallest set of named graphs that together state the facts, as far as one looks at each graph's gain.

    The closure is no source. Of graphs that gain as much a passage of a document comes before a row of a register.
    """
    open_facts = {fact: set(stated[fact]) - {INFERRED_GRAPH} for fact in facts}
    chosen: set[str] = set()
    while open_facts := {fact: graphs for fact, graphs in open_facts.items() if graphs and not graphs & chosen}:
        only = {next(iter(graphs)) for graphs in open_facts.values() if len(graphs) == 1}
        chosen |= only or {_most_covering(open_facts.values(), registers)}
    return tuple(sorted(chosen))


def _most_covering(graph_sets: Iterable[set[str]], registers: frozenset[str]) -> str:
    counts: dict[str, int] = {}
    for graphs in graph_sets:
        for graph in graphs:
            counts[graph] = counts.get(graph, 0) + 1
    return min(counts, key=lambda graph: (-counts[graph], order_graph(graph, registers)))


def cite(facts: Iterable[Quad], stated: Mapping[Quad, tuple[str, ...]]) -> tuple[CitedTriple, ...]:
    """Return facts as cited triples, sorted by their terms."""
    ordered = sorted(facts, key=lambda fact: (*(order_term(term) for term in fact[:3]), fact.graph or ""))
    return tuple(
        CitedTriple(
            fact.triple,
            fact.graph,
            tuple(graph for graph in stated[fact] if graph != INFERRED_GRAPH),
            inferred=stated[fact] == (INFERRED_GRAPH,),
        )
        for fact in ordered
    )
