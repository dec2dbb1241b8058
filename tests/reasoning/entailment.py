"""Whether a conclusion follows from premises: read from the closure, or by refutation.

Three things are decided here, when a conclusion is compared, and not by the closure:

- what holds of everything (reflexive and axiomatic triples, which the closure leaves out) is added to what is matched;
- blank nodes of the conclusion stand for anything that fits;
- what OWL 2 RL has no rule to derive is refuted: *different*, membership in a complement, and transitivity follow where
  their opposite, added to the premises, ends in a clash.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from carec_kg.graph.answers import YesNo
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import BlankNode, Iri, Quad, Term, Triple, format_triple
from carec_kg.reasoning.closure import infer
from carec_kg.reasoning.literals import RL_DATATYPES

from .small_graphs import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OWL, _RDF, _RDFS = (PREFIXES[name] for name in ("owl", "rdf", "rdfs"))
_TYPE = Iri(RDF_TYPE)
_SAME, _DIFFERENT = Iri(_OWL + "sameAs"), Iri(_OWL + "differentFrom")
_COMPLEMENT, _MEMBERS = Iri(_OWL + "complementOf"), Iri(_OWL + "members")
_CLASS, _TRANSITIVE = Iri(_OWL + "Class"), Iri(_OWL + "TransitiveProperty")
_ALL_DIFFERENT, _ONTOLOGY = Iri(_OWL + "AllDifferent"), Iri(_OWL + "Ontology")
_FIRST, _REST = Iri(_RDF + "first"), Iri(_RDF + "rest")
_AXIOMS = [Triple(Iri(name), _TYPE, Iri(_RDFS + "Datatype")) for name in sorted(RL_DATATYPES)]


def clashes(quads: Iterable[Quad]) -> bool:
    """Return whether the graph contradicts itself."""
    return not infer(quads, RULES).is_consistent


def follows(premises: list[Quad], conclusion: list[Triple]) -> bool:
    """Return whether every triple of the conclusion follows from the premises."""
    left = set(conclusion)
    for opposite, shown in [*_opposites_of_difference(conclusion), *_opposites_of_the_rest(conclusion)]:
        if clashes([*premises, *opposite]):
            left -= shown
    return _matches(premises, left)


def _matches(premises: list[Quad], conclusion: set[Triple]) -> bool:
    """Return whether a mapping of the blank nodes puts the conclusion into the closure and the axioms."""
    known = [quad.triple for quad in premises] + [item.triple for item in infer(premises, RULES).triples] + _AXIOMS
    pattern = "\n".join(sorted(map(format_triple, conclusion)))
    answer = Workbench(Quad(*triple) for triple in known).query(f"ASK {{ {pattern} }}")
    assert isinstance(answer, YesNo)
    return answer.value


_Refutation = tuple[list[Quad], set[Triple]]


def _opposites_of_difference(conclusion: list[Triple]) -> Iterator[_Refutation]:
    """Yield the opposite of each *different* of two things; a list of different things is one pair after another."""
    for triple in conclusion:
        if triple.predicate == _DIFFERENT:
            yield [Quad(triple.subject, _SAME, triple.object)], {triple}
        elif triple.predicate == _MEMBERS:
            cells = {one for one in conclusion if one.predicate in (_FIRST, _REST)}
            things = [cell.object for cell in cells if cell.predicate == _FIRST]
            shown = {triple, Triple(triple.subject, _TYPE, _ALL_DIFFERENT), *cells}
            pairs = [(one, other) for one, other in combinations(things, 2) if isinstance(one, Iri)]
            yield from ((([Quad(one, _SAME, other)], shown)) for one, other in pairs)


def _opposites_of_the_rest(conclusion: list[Triple]) -> Iterator[_Refutation]:
    """Yield the opposites of membership in a complement and of transitivity."""
    complements = {triple.subject: triple for triple in conclusion if triple.predicate == _COMPLEMENT}
    for triple in conclusion:
        if triple.predicate == _TYPE and triple.object in complements:
            definition = complements[_resource(triple.object)]
            shown = {triple, definition, Triple(definition.subject, _TYPE, _CLASS)}
            yield [Quad(triple.subject, _TYPE, definition.object)], shown
        elif triple.object == _TRANSITIVE and isinstance(triple.subject, Iri):
            yield _broken_chain(triple.subject), {triple}


def _broken_chain(property_: Iri) -> list[Quad]:
    """Return two steps of a property whose join is denied."""
    one, two, three, denial = (Iri(f"urn:x-fresh:{name}") for name in ("one", "two", "three", "denial"))
    return [
        Quad(one, property_, two),
        Quad(two, property_, three),
        Quad(denial, Iri(_OWL + "sourceIndividual"), one),
        Quad(denial, Iri(_OWL + "assertionProperty"), property_),
        Quad(denial, Iri(_OWL + "targetIndividual"), three),
    ]


def _resource(term: Term) -> Iri | BlankNode:
    assert isinstance(term, Iri | BlankNode)
    return term
