from __future__ import annotations

from hypothesis import given

from carec_kg.rdf.canonical import canonical_labels, relabel_blank_nodes
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import BlankNode, Quad, Term, Triple
from tests.rdf.graphs import triples


def relabel(term: Term, labels: dict[BlankNode, BlankNode]) -> Term:
    return labels[term] if isinstance(term, BlankNode) else term


def test_labels_do_not_depend_on_the_file() -> None:
    one = parse(b"_:a <a:p> _:b . _:b <a:p> 1 .", TURTLE, "1")
    two = parse(b"<a:s> <a:q> 2 . [] <a:p> [ <a:p> 1 ] .", TURTLE, "2")
    assert set(relabel_blank_nodes(one)) == set(relabel_blank_nodes(two[1:]))


def test_a_graph_without_blank_nodes_keeps_its_order() -> None:
    quads = parse(b"<a:s> <a:q> 2, 1, 2 .", TURTLE, "1")
    assert relabel_blank_nodes(quads) == quads[:2]


@given(triples())
def test_the_labels_told_are_the_labels_given(some: list[Triple]) -> None:
    labels = canonical_labels(some)
    renamed = {(relabel(s, labels), p, relabel(o, labels)) for s, p, o in some}
    assert renamed == {quad.triple for quad in relabel_blank_nodes(Quad(*triple) for triple in some)}


def test_twins_and_lists_of_the_same_length_are_told_apart_as_far_as_needed() -> None:
    text = b"<a:s> <a:p> (1 1 1), (1 1 1), [ <a:q> [] ], [ <a:q> [] ] ."
    some = [quad.triple for quad in parse(text, TURTLE, "1")]
    labels = canonical_labels(some)
    renamed = {(relabel(s, labels), p, relabel(o, labels)) for s, p, o in some}
    assert renamed == {quad.triple for quad in relabel_blank_nodes(Quad(*triple) for triple in some)}
