"""Property chains: the rule prp-spo2 written out for each axiom, since chains have any length."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carec_kg.reasoning.rules import Atom, Body, expand_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term
    from carec_kg.reasoning.rules import Rule

_FIRST, _REST, _NIL, _CHAIN = (
    expand_names(name) for name in ("rdf:first", "rdf:rest", "rdf:nil", "owl:propertyChainAxiom")
)
_AXIOMS = f"SELECT ?property ?list WHERE {{ ?property {_CHAIN} ?list FILTER(isIRI(?property)) }}"
_CELLS = f"""SELECT ?cell ?first ?rest WHERE {{
  ?property {_CHAIN} ?list . ?list {_REST}* ?cell . ?cell {_FIRST} ?first . ?cell {_REST} ?rest FILTER(isIRI(?first))
}}"""


def expand_chains(template: Rule, engine: Engine) -> list[Rule]:
    """Return the rule for each chain axiom in the default graph, sorted; the same axiom gives the same rule."""
    rows = engine.select(_AXIOMS).rows
    if not rows:
        return []
    cells: dict[Term | None, list[tuple[Term, Term]]] = {}
    for cell, first, rest in engine.select(_CELLS).rows:
        if first and rest:
            cells.setdefault(cell, []).append((first, rest))
    rules = {
        str(rule.body): rule
        for property_, head in rows
        for path in _walk(head, cells, frozenset())
        for rule in [write_chain(template, str(property_), path)]
    }
    return [rules[text] for text in sorted(rules)]


def _walk(
    cell: Term | None, cells: dict[Term | None, list[tuple[Term, Term]]], seen: frozenset[Term | None]
) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield each way through a list as (cell, property) pairs; a list that does not end in nil yields none."""
    for first, rest in [] if cell in seen else cells.get(cell, []):
        here = ((str(cell), str(first)),)
        if str(rest) == _NIL:
            yield here
        else:
            for more in _walk(rest, cells, seen | {cell}):
                yield here + more


def write_chain(template: Rule, property_: str, path: tuple[tuple[str, str], ...]) -> Rule:
    """Return the template with the property, the cells and the properties of one chain in place."""
    cells = [cell for cell, _ in path] + [_NIL]
    axiom = [Atom(property_, _CHAIN, cells[0])]
    for place, (cell, first) in enumerate(path):
        axiom += [Atom(cell, _FIRST, first), Atom(cell, _REST, cells[place + 1])]
    steps = [Atom(f"?u{place}", first, f"?u{place + 1}") for place, (_, first) in enumerate(path, start=1)]
    head = (Atom("?u1", property_, f"?u{len(path) + 1}"),)
    return replace(template, head=head, body=Body((*axiom, *steps)), expand="")
