"""Lexical forms: the engine rewrites literals, and what is inferred is to be spelled as it was asserted."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.terms import Iri, Literal, Quad

if TYPE_CHECKING:
    from collections.abc import Collection

    from carec_kg.rdf.terms import Term, Triple


class Spelling:
    """Remembers how each literal of the asserted triples was written."""

    def __init__(self, asserted: Collection[Triple]) -> None:
        self.asserted = asserted
        self._written = {triple.object for triple in asserted if isinstance(triple.object, Literal)}

    def restore(self, term: Term) -> Term:
        """Return a literal of the engine as it was asserted, another term as it is.

        A value that was asserted in several forms keeps the engine's form if that is one of them, else it takes the
        first in the order of their N-Triples.
        """
        if not isinstance(term, Literal) or term in self._written:
            return term
        return self._forms.get(term, term)

    def restore_triple(self, triple: Triple) -> Triple:
        """Return the triple with its object as it was asserted."""
        restored = self.restore(triple.object)
        return triple if restored is triple.object else triple._replace(object=restored)

    @cached_property
    def _forms(self) -> dict[Term, Literal]:
        """Each literal as the engine stores it, with the first form that it was written in."""
        ordered = sorted((term for term in self._written if isinstance(term, Literal)), key=str)
        places = [Iri(f"urn:x-literal:{number}") for number in range(len(ordered))]
        bench = Workbench(Quad(place, place, literal) for place, literal in zip(places, ordered, strict=True))
        stored = {quad.subject: quad.object for quad in bench.quads()}
        forms: dict[Term, Literal] = {}
        for place, literal in zip(places, ordered, strict=True):
            forms.setdefault(stored[place], literal)
        return forms
