"""Skolem names: the same for the same file, however it is written."""

from __future__ import annotations

from carec_kg.iris import GENID
from carec_kg.rdf.compare import canonical_lines
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.skolem import skolemise
from carec_kg.rdf.terms import BlankNode, Iri, Quad

PREFIX = "@prefix : <http://example.org/> . "
LIST = PREFIX + ":a :has ( 1 2 ) . :b :is [ :of :a ] ."


def read(text: str) -> list[Quad]:
    return parse(text.encode(), TURTLE, "text")


def test_every_blank_node_gets_an_iri_of_its_file() -> None:
    named = skolemise(read(LIST), "modules-places")
    terms = [term for quad in named for term in (quad.subject, quad.object)]
    assert not [term for term in terms if isinstance(term, BlankNode)]
    assert {term.value.rsplit("/", 1)[0] for term in terms if isinstance(term, Iri) and "genid" in term.value} == {
        GENID + "modules-places"
    }
    assert len(named) == 7


def test_labels_and_order_in_the_file_do_not_matter() -> None:
    other = (
        PREFIX
        + "_:z :of :a . :b :is _:z . _:y <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> () . "
        + "_:x <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:y . "
        + "_:y <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 2 . "
        + "_:x <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 . :a :has _:x ."
    )
    assert skolemise(read(other), "s") == skolemise(read(LIST), "s")


def test_the_names_are_the_canonical_labels() -> None:
    lines = [str(quad.subject) for quad in skolemise(read(LIST), "s")]
    canonical = {line.split(" ")[0].removeprefix("_:") for line in canonical_lines(read(LIST))}
    assert {line.removeprefix(f"<{GENID}s/").rstrip(">") for line in lines if "genid" in line} == {
        label for label in canonical if label.startswith("c14n")
    }


def test_without_blank_nodes_the_quads_are_only_sorted() -> None:
    quads = read(PREFIX + ":b :p :c . :a :p :b .")
    assert skolemise(quads, "s") == quads[::-1]


def test_two_files_with_the_same_text_have_different_names() -> None:
    assert not {quad.subject for quad in skolemise(read(PREFIX + "[] :p 1 ."), "one")} & {
        quad.subject for quad in skolemise(read(PREFIX + "[] :p 1 ."), "two")
    }
