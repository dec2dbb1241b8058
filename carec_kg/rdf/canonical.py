"""Names for blank nodes that depend on the graph alone, not on the parser or the order of the file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from carec_kg.rdf.conversion import quad_from_engine, quad_to_engine
from carec_kg.rdf.terms import BlankNode, Quad, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable

_Colours: TypeAlias = dict[BlankNode, int]


def relabel_blank_nodes(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads, each once, with blank nodes labelled ``c14n0``, ``c14n1``, ... (W3C RDFC-1.0, section 4).

    Two isomorphic data sets come out equal; where a blank node occurs, the order of the list means nothing.
    """
    distinct = list(dict.fromkeys(quads))
    if not _blank_nodes(distinct):
        return distinct
    dataset = ox.Dataset(quad_to_engine(quad) for quad in distinct)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad_from_engine(quad) for quad in dataset]


def canonical_labels(triples: Iterable[Triple]) -> dict[BlankNode, BlankNode]:
    """Return each blank node of a graph with the one that ``relabel_blank_nodes`` makes of it.

    The engine does not tell, so the two graphs are matched: by colour refinement and, among nodes that it cannot
    tell apart, in order. Nodes that look the same from everywhere may thus have exchanged their labels.
    """
    every = list(dict.fromkeys(triples))
    nodes = _blank_nodes(every)
    if not nodes:
        return {}
    ours = _touching_blank_nodes(every)
    theirs = _touching_blank_nodes(quad.triple for quad in relabel_blank_nodes(Quad(*triple) for triple in every))
    targets = sorted(_blank_nodes(theirs), key=lambda node: (len(node.value), node.value))
    ours_now, theirs_now = _refine(ours, dict.fromkeys(nodes, 0)), _refine(theirs, dict.fromkeys(targets, 0))
    matched: dict[BlankNode, BlankNode] = {}
    for step, node in enumerate(nodes):
        rivals = [target for target in targets if theirs_now[target] == ours_now[node]]
        matched[node] = rivals[0]
        if len(rivals) > 1:
            mark = hash(("matched", step))
            ours_now = _refine(ours, {**ours_now, node: mark})
            theirs_now = _refine(theirs, {**theirs_now, rivals[0]: mark})
    return matched


def _blank_nodes(triples: Iterable[Triple | Quad]) -> list[BlankNode]:
    terms = (term for triple in triples for term in (triple.subject, triple.object))
    return list(dict.fromkeys(term for term in terms if isinstance(term, BlankNode)))


def _touching_blank_nodes(triples: Iterable[Triple]) -> list[Triple]:
    return [triple for triple in triples if _blank_nodes([triple])]


def _recolour(triples: list[Triple], colours: _Colours) -> _Colours:
    def see(term: Term) -> object:
        return colours[term] if isinstance(term, BlankNode) else term

    views: dict[BlankNode, Counter[object]] = {node: Counter([colour]) for node, colour in colours.items()}
    for subject, predicate, object_ in triples:
        if isinstance(subject, BlankNode):
            views[subject]["out", predicate, see(object_)] += 1
        if isinstance(object_, BlankNode):
            views[object_]["in", predicate, see(subject)] += 1
    return {node: hash(frozenset(view.items())) for node, view in views.items()}


def _refine(triples: list[Triple], colours: _Colours) -> _Colours:
    """Colour blank nodes by what is around them until another round parts none."""
    while True:
        finer = _recolour(triples, colours)
        if len(set(finer.values())) == len(set(colours.values())):
            return finer
        colours = finer
