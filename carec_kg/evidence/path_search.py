"""Find the edges of a shortest path between two nodes, by steps from both ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carec_kg.evidence.failing import Unexplained
from carec_kg.evidence.restricting import write_values
from carec_kg.evidence.support import Found, Support, combine
from carec_kg.evidence.syntax import Block, Group, Pattern
from carec_kg.rdf.terms import BlankNode, Iri, Quad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carec_kg.evidence.asking import Asking
    from carec_kg.evidence.atoms import Opened, PathAtom
    from carec_kg.evidence.restricting import Binding
    from carec_kg.rdf.terms import Term

_CHUNK = 1_000
#: Edges that one step may bring.
_MOST_EDGES = 200_000


@dataclass(slots=True)
class _Side:
    """What was reached from one end: each node with the step that reached it, and its distance."""

    end: str
    frontier: list[Term]
    reached: dict[Term, tuple[Binding, Term] | None] = field(default_factory=dict)
    distance: dict[Term, int] = field(default_factory=dict)
    depth: int = 0


class PathSearch:
    """Searches paths for a solver."""

    def __init__(self, solver: Asking) -> None:
        self._solver = solver
        fresh = solver.fresh
        self._start, self._stop = f"?{fresh}start", f"?{fresh}stop"

    def find(self, atom: PathAtom, graph: str | None, ends: Binding) -> Found:
        """Return the edges of a shortest path; no support where there is none."""
        start, stop = ends[atom.subject], ends[atom.object]
        if start is None or stop is None:
            return Found()
        if start == stop and atom.path.mark != "+":
            return Found((Support(spare=self._find_mention(start, graph)),))
        pattern = Pattern(self._start, atom.path.path, self._stop)
        opened = self._solver.open(Group((Block((pattern,)),), f"path {atom.path.text}"))
        steps = self._search(opened, graph, start, stop, longest=1 if atom.path.mark == "?" else None)
        if steps is None:
            return Found()
        derived = self._solver.derive(opened.atoms, steps, graph)
        return combine(Support(), derived, 1)

    def _search(
        self, opened: Opened, graph: str | None, start: Term, stop: Term, *, longest: int | None
    ) -> list[Binding] | None:
        forward = _Side(self._start, [start], {start: None}, {start: 0})
        backward = _Side(self._stop, [stop], {stop: None}, {stop: 0})
        while forward.frontier and backward.frontier:
            if longest is not None and forward.depth + backward.depth >= longest:
                return None
            # The first step goes forward, so that a circle has one step at the least.
            near = forward if not forward.depth or len(forward.frontier) <= len(backward.frontier) else backward
            far = backward if near is forward else forward
            meeting = self._step(opened, graph, near, far)
            if meeting:
                step, here, there = meeting
                path = [*_walk(near, here), step, *reversed(list(_walk(far, there)))]
                return path if near is forward else path[::-1]
            if len(near.reached) + len(far.reached) > self._solver.limits.path_nodes:
                message = "the search for a path visits more nodes than are allowed"
                raise Unexplained(message)
        return None

    def _step(self, opened: Opened, graph: str | None, near: _Side, far: _Side) -> tuple[Binding, Term, Term] | None:
        """Go one step on; return the step that meets the other side with the least distance, and its two nodes."""
        best: tuple[Binding, Term, Term] | None = None
        frontier: list[Term] = []
        near.depth += 1
        other = self._stop if near.end == self._start else self._start
        for step in self._edges(opened, graph, near):
            here, there = step[near.end], step[other]
            if here is None or there is None:
                continue
            if there in far.reached:
                if best is None or far.distance[there] < far.distance[best[2]]:
                    best = (step, here, there)
            elif there not in near.reached:
                near.reached[there] = (step, here)
                near.distance[there] = near.depth
                frontier.append(there)
        near.frontier = frontier
        return best

    def _edges(self, opened: Opened, graph: str | None, side: _Side) -> Iterator[Binding]:
        named = [node for node in side.frontier if not isinstance(node, BlankNode)]
        blank = {node for node in side.frontier if isinstance(node, BlankNode)}
        for at in range(0, len(named), _CHUNK):
            yield from self._ask(opened, graph, write_values([side.end], [(node,) for node in named[at : at + _CHUNK]]))
        if blank:
            edges = self._ask(opened, graph, "", f"FILTER(isBLANK({side.end}))")
            yield from (step for step in edges if step[side.end] in blank)

    def _ask(self, opened: Opened, graph: str | None, values: str, condition: str = "") -> Sequence[Binding]:
        body = opened.write(lambda names: values if self._start in names else "", str(Iri(graph)) if graph else None)
        text = f"SELECT {' '.join(opened.variables)} WHERE {{ {body} {condition} }}"
        edges, cut = self._solver.ask_text(text, _MOST_EDGES)
        if cut:
            message = "a step of a path has more edges than are looked at"
            raise Unexplained(message)
        return edges

    def _find_mention(self, node: Term, graph: str | None) -> tuple[frozenset[Quad], ...]:
        """Return a triple that has the node: a path of no length needs it to be in the graph."""
        if isinstance(node, BlankNode):
            return ()
        values = write_values([self._start], [(node,)])
        node_variable = self._start
        triples = (
            f"{{ {node_variable} ?p ?o BIND({node_variable} AS ?s) }} UNION "
            f"{{ ?s ?p {node_variable} BIND({node_variable} AS ?o) }}"
        )
        body = f"GRAPH {Iri(graph)} {{ {triples} }}" if graph else triples
        found, _ = self._solver.ask_text(f"SELECT ?s ?p ?o WHERE {{ {values} {body} }} LIMIT 1", 1)
        return tuple(
            frozenset({Quad(row["?s"], row["?p"], row["?o"], graph)})  # type: ignore[arg-type]
            for row in found
        )


def _walk(side: _Side, node: Term) -> Iterator[Binding]:
    """Yield the steps from a side's end to a node."""
    steps = []
    at = side.reached[node]
    while at is not None:
        step, before = at
        steps.append(step)
        at = side.reached[before]
    yield from reversed(steps)
