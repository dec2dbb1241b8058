"""Walking: the edges of a path, each of a round below the limit; for "every", the whole of the list."""

from __future__ import annotations

from math import inf

import pytest

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Iri
from carec_kg.reasoning.grounds import Grounds, Inquiry
from carec_kg.reasoning.origins import Origins, write_origins
from carec_kg.reasoning.walking import read_path, walk, walk_all

from .proof_graphs import graph_of
from .small_graphs import EXAMPLE, shorten

_P, _Q, _SAME = f"<{EXAMPLE}p>", f"<{EXAMPLE}q>", f"<{PREFIXES['owl']}sameAs>"
_TEXT = ":a :p :b . :b :p :c . :c :p :a . :c :q :d . :a :q :e . :x owl:sameAs :y ."


def _inquiry(text: str) -> Inquiry:
    graph = graph_of(text)
    return Inquiry(Grounds(graph.engine, Origins(write_origins(graph.closure.triples).encode())), lambda: False)


def _node(name: str) -> Iri:
    return Iri(EXAMPLE + name)


@pytest.mark.parametrize(
    ("path", "start", "end", "edges"),
    [
        (f"{_P}*", "a", "c", ["a p b", "b p c"]),
        (f"{_P}*", "a", "a", []),
        (f"{_P}+", "a", "a", ["a p b", "b p c", "c p a"]),
        (f"{_P}*/{_Q}", "a", "d", ["a p b", "b p c", "c q d"]),
        (f"{_P}*/{_Q}", "a", "e", ["a q e"]),
        (f"{_P}?", "a", "b", ["a p b"]),
        (f"{_P}?", "a", "c", None),
        (f"{_P}+", "d", "d", None),
        (f"{_SAME}?", "x", "x", []),
    ],
)
def test_a_path_is_walked_by_its_edges(path: str, start: str, end: str, edges: list[str] | None) -> None:
    found = walk(_inquiry(_TEXT), path, _node(start), _node(end), inf)
    assert (None if found is None else [shorten(edge) for edge in found]) == edges


def test_an_edge_of_a_later_round_is_not_walked() -> None:
    inquiry = _inquiry(":x owl:sameAs :y .")
    path = f"{_SAME}?"
    assert walk(inquiry, path, _node("y"), _node("x"), 1) is None
    assert walk(inquiry, path, _node("y"), _node("x"), 2) is not None


def test_every_cell_of_a_list_is_walked_even_where_members_are_the_same() -> None:
    inquiry = _inquiry(":I owl:intersectionOf ( :C :C :D ) .")
    head = inquiry.objects(_node("I"), PREFIXES["owl"] + "intersectionOf")[0]
    rest, first = PREFIXES["rdf"] + "rest", PREFIXES["rdf"] + "first"
    edges = walk_all(inquiry, f"<{rest}>*/<{first}>", head, inf)
    assert sorted(shorten(edge).split(" ", 1)[1].rsplit("14n")[0] for edge in edges) == sorted(
        ["first C", "first C", "first D", "rest c", "rest c", "rest nil"]
    )


def test_a_path_is_read_with_its_marks() -> None:
    assert [(step.is_optional, step.is_repeated) for step in read_path(f"{_P}+/{_Q}?")] == [
        (False, False),
        (True, True),
        (True, False),
    ]
