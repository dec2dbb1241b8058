from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from carec_kg.drawing.graph import MOST
from carec_kg.drawing.layering import Edge, arrange_layers, most_linked
from carec_kg.drawing.views import draw_view
from carec_kg.drawing.words import Words
from carec_kg.rdf.terms import Iri, Literal
from tests.drawing.reading import Column, drawn, of_class, texts

COLUMNS = [Column("a"), Column("b"), Column("how")]
VIEW = "graph source=a target=b label=how"
if TYPE_CHECKING:
    from carec_kg.rdf.terms import Term

NAMES = st.sampled_from("abcdefgh")
EDGES = st.lists(st.builds(Edge, NAMES, NAMES), min_size=1).filter(
    lambda edges: any(e.source != e.target for e in edges)
)


def test_names_are_boxes_and_arrows_lead_from_one_to_the_other() -> None:
    drawing = drawn(VIEW, COLUMNS, [("Erenhot", "PRC", "lies in"), ("Mandula", "PRC", "lies in"), ("PRC", None, None)])
    assert len(of_class(drawing.svg, "d-node")) == 3
    assert len(of_class(drawing.svg, "d-arrow")) == 2
    assert "lies in" in texts(drawing.svg)
    assert "Without a second name and so not joined: 1 rows." in drawing.notes


@given(EDGES)
def test_every_name_stands_in_one_column_and_arrows_change_columns(edges: list[Edge]) -> None:
    columns = arrange_layers(edges)
    names = [name for column in columns for name in column]
    joined = {name for edge in edges if edge.source != edge.target for name in (edge.source, edge.target)}
    assert sorted(names) == sorted(joined)
    place = {name: index for index, column in enumerate(columns) for name in column}
    assert all(place[edge.source] != place[edge.target] for edge in edges if edge.source != edge.target)


def test_without_circles_arrows_lead_to_the_right() -> None:
    assert arrange_layers([Edge("a", "b"), Edge("b", "c"), Edge("x", "c")]) == [["a"], ["b", "x"], ["c"]]


def test_the_best_linked_names_are_kept_with_a_partner() -> None:
    edges = [Edge("hub", f"leaf {index}") for index in range(4)] + [Edge("p", "q")]
    assert most_linked(edges, 3) == {"hub", "leaf 0", "leaf 1"}


def test_what_is_left_out_of_a_large_diagram_is_said() -> None:
    drawing = drawn(VIEW, COLUMNS, [("hub", f"leaf {index}", None) for index in range(MOST + 10)])
    assert len(of_class(drawing.svg, "d-node")) == MOST
    assert drawing.notes[0].startswith(f"Drawn: {MOST} of {MOST + 11} names")


def test_triples_are_drawn_by_their_labels_without_literals() -> None:
    rows: list[tuple[Term | None, ...]] = [(Iri("x:a"), Iri("x:p"), Iri("x:b")), (Iri("x:a"), Iri("x:q"), Literal("5"))]
    words = Words("T", labels={"x:a": "Alpha", "x:p": "leads to", "x:b": "Beta"})
    drawing = draw_view("graph", {}, [], rows, words)
    assert drawing is not None
    assert {"Alpha", "Beta", "leads to"} <= set(texts(drawing.svg))
    assert any(note.startswith("Left out: 1 statements") for note in drawing.notes)


def test_a_loop_alone_is_no_diagram_that_fails() -> None:
    assert (
        draw_view("graph", {"source": "a", "target": "b"}, COLUMNS, [(Literal("x"), Literal("x"), None)], Words("T"))
        is None
    )
