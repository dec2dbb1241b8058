"""Bindings: what a rule's variables stand for, found in its head and put into its body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.rdf.terms import BlankNode, Iri, Triple
from carec_kg.reasoning.rules import Atom, Body

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.rdf.terms import Term

#: Variables as rules write them, ``?x``, with the terms that they stand for.
Bindings: TypeAlias = "Mapping[str, Term]"

_VARIABLE = re.compile(r"\?\w+")


def unify(atom: Atom, triple: Triple) -> dict[str, Term] | None:
    """Return what an atom's variables stand for in a triple; ``None`` where the two do not fit."""
    bindings: dict[str, Term] = {}
    for pattern, term in zip((atom.subject, atom.predicate, atom.object), triple, strict=True):
        if pattern.startswith("?"):
            if bindings.setdefault(pattern, term) != term:
                return None
        elif pattern != str(term):
            return None
    return bindings


def resolve(pattern: str, bindings: Bindings) -> Term | None:
    """Return the term that one place of an atom stands for; ``None`` for a variable without one."""
    return bindings.get(pattern) if pattern.startswith("?") else Iri(pattern[1:-1])


def ground(atom: Atom, bindings: Bindings) -> Triple | None:
    """Return the triple that an atom without a path stands for; ``None`` where it is not one of RDF, or not yet one."""
    subject, predicate, object_ = (resolve(place, bindings) for place in (atom.subject, atom.predicate, atom.object))
    if isinstance(subject, Iri | BlankNode) and isinstance(predicate, Iri) and object_ is not None:
        return Triple(subject, predicate, object_)
    return None


def bind_atom(atom: Atom, bindings: Bindings) -> Atom:
    """Return an atom with its variables replaced by the terms they stand for, as SPARQL."""
    return Atom(*(_bind(place, bindings) for place in (atom.subject, atom.predicate, atom.object)))


def bind_body(body: Body, bindings: Bindings) -> Body:
    """Return a body with its variables replaced by the terms that they stand for, absences included."""
    return Body(
        tuple(bind_atom(atom, bindings) for atom in body.atoms),
        tuple(_VARIABLE.sub(lambda name: _bind(name[0], bindings), text) for text in body.filters),
        tuple(bind_body(absence, bindings) for absence in body.absences),
    )


def _bind(place: str, bindings: Bindings) -> str:
    term = bindings.get(place)
    return place if term is None else str(term)


def free_variables(atoms: Iterable[Atom], bindings: Bindings) -> tuple[str, ...]:
    """Return the variables of the atoms that stand for nothing yet, in the order of the text."""
    places = (place for atom in atoms for place in (atom.subject, atom.predicate, atom.object))
    return tuple(dict.fromkeys(place for place in places if place.startswith("?") and place not in bindings))
