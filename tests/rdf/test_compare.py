"""Comparing graphs: labels of blank nodes and order do not matter, lexical forms do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.rdf.compare import canonical_lines, find_difference, same_graph
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Triple

if TYPE_CHECKING:
    from random import Random

    from carec_kg.rdf.terms import Quad

LIST = "@prefix : <http://example.org/> . :a :has ( 1 2 ) ."


def read(text: str) -> list[Quad]:
    return parse(text.encode(), TURTLE, "text")


_names = [Iri(f"http://example.org/{name}") for name in "abc"]
_nodes = [BlankNode(name) for name in "xyz"]
_triples = st.lists(
    st.builds(
        Triple,
        st.sampled_from([*_names, *_nodes]),
        st.sampled_from(_names),
        st.sampled_from([*_names, *_nodes, Literal("1.50"), Literal("1.5")]),
    ),
    max_size=8,
)


def relabel(triple: Triple) -> Triple:
    labels = {BlankNode(name): BlankNode(f"other{name}") for name in "xyz"}
    subject, predicate, object_ = triple
    return Triple(
        labels.get(subject, subject) if isinstance(subject, BlankNode) else subject,
        predicate,
        labels.get(object_, object_) if isinstance(object_, BlankNode) else object_,
    )


@given(_triples, st.randoms(use_true_random=False))
def test_labels_order_and_repetition_do_not_matter(triples: list[Triple], random: Random) -> None:
    other = [relabel(triple) for triple in [*triples, *triples[:2]]]
    random.shuffle(other)
    assert same_graph(triples, other)
    assert not find_difference(triples, other)


@given(_triples, st.sampled_from(_names))
def test_a_triple_more_is_another_graph(triples: list[Triple], name: Iri) -> None:
    new = Triple(Iri("http://example.org/new"), name, name)
    assert not same_graph(triples, [*triples, new])


@pytest.mark.parametrize(
    "other",
    [
        LIST.replace("1 2", "2 1"),
        LIST.replace("2", "2.0"),
        LIST.replace("2", "02"),
        LIST.replace("2", '"2"'),
        LIST.replace(":has", ":had"),
    ],
)
def test_graphs_that_say_something_else_differ(other: str) -> None:
    assert not same_graph(read(LIST), read(other))


def test_graph_names_do_not_matter() -> None:
    quads = read(LIST)
    assert same_graph(quads, [quad._replace(graph="http://example.org/graph") for quad in quads])


def test_lines_are_canonical_n_triples() -> None:
    assert canonical_lines(read('@prefix : <http://example.org/> . :b :p [] , "x\\ny"@en . :a :p :b .')) == [
        "<http://example.org/a> <http://example.org/p> <http://example.org/b> .",
        '<http://example.org/b> <http://example.org/p> "x\\ny"@en .',
        "<http://example.org/b> <http://example.org/p> _:c14n0 .",
    ]


def test_a_difference_shows_the_old_line_above_the_new() -> None:
    old, new = "<http://e/a> <http://e/p> 1 , 3 .", "<http://e/a> <http://e/p> 2 , 3 ."
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    difference = find_difference(read(old), read(new))
    assert str(difference) == f'- <http://e/a> <http://e/p> "1"{integer} .\n+ <http://e/a> <http://e/p> "2"{integer} .'
    assert (len(difference.removed), len(difference.added)) == (1, 1)
