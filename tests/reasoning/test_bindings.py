"""Bindings: a head and a triple unify or do not, and what they bind is put into the body, filters and absences too."""

from __future__ import annotations

import pytest

from carec_kg.rdf.terms import Iri, Literal, Triple
from carec_kg.reasoning.bindings import bind_body, free_variables, ground, unify
from carec_kg.reasoning.rules import Atom, Body

_A, _P, _B = (Iri(f"http://example.org/{name}") for name in "apb")


@pytest.mark.parametrize(
    ("atom", "bindings"),
    [
        (Atom("?x", "?p", "?y"), {"?x": _A, "?p": _P, "?y": _B}),
        (Atom("?x", str(_P), "?y"), {"?x": _A, "?y": _B}),
        (Atom("?x", str(_B), "?y"), None),
        (Atom("?x", "?p", "?x"), None),
    ],
)
def test_an_atom_unifies_where_constants_agree_and_a_variable_stands_for_one_term(
    atom: Atom, bindings: dict[str, Iri] | None
) -> None:
    assert unify(atom, Triple(_A, _P, _B)) == bindings


def test_what_is_bound_is_put_into_atoms_filters_and_absences() -> None:
    inner = Body((Atom("?x", str(_P), "?z"),))
    body = Body((Atom("?x", "?p", "?y"),), ("FILTER(?x != ?y)",), (inner,))
    bound = bind_body(body, {"?x": _A, "?y": Literal('a"b')})
    assert bound.atoms == (Atom(str(_A), "?p", '"a\\"b"'),)
    assert bound.filters == (f'FILTER({_A} != "a\\"b")',)
    assert bound.absences[0].atoms == (Atom(str(_A), str(_P), "?z"),)
    assert free_variables(body.atoms, {"?x": _A}) == ("?p", "?y")


def test_a_literal_is_never_made_a_subject_nor_a_predicate() -> None:
    atom = Atom("?x", "?p", "?y")
    text = Literal("a")
    assert ground(atom, {"?x": _A, "?p": _P, "?y": text}) == Triple(_A, _P, text)
    assert ground(atom, {"?x": text, "?p": _P, "?y": _B}) is None
    assert ground(atom, {"?x": _A, "?p": text, "?y": _B}) is None
    assert ground(atom, {"?x": _A, "?y": _B}) is None
