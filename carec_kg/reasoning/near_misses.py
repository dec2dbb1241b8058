"""Near misses: rules that would give a triple if one more premise held."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.errors import OutOfTime
from carec_kg.rdf.terms import Iri, Literal, Triple
from carec_kg.reasoning.backward import is_fact
from carec_kg.reasoning.bindings import free_variables
from carec_kg.reasoning.proof import NearMiss
from carec_kg.reasoning.rules import Atom, Body
from carec_kg.reasoning.steps import ground_atoms, list_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.rdf.terms import Term
    from carec_kg.reasoning.backward import Candidate, RuleBase
    from carec_kg.reasoning.bindings import Bindings
    from carec_kg.reasoning.grounds import Inquiry

#: Places of a missing premise: terms, and the names of variables that are free.
Places: TypeAlias = tuple["Term | str", "Term | str", "Term | str"]

#: Matches of the premises that hold, which are looked at.
_MATCHES = 24
#: Near misses that are kept of a triple, of a missing premise, and how deep these are followed.
_KEPT = 5
_KEPT_BELOW = 2
_DEPTH = 4
_NO_LIMIT = float("inf")
_VARIABLE = re.compile(r"\?\w+")


def find_near_misses(inquiry: Inquiry, rules: RuleBase, triple: Triple) -> tuple[tuple[NearMiss, ...], bool]:
    """Return the near misses of a triple that does not hold, nearest first, and whether that is all of them.

    Only a fact counts as missing: what the ontology does not say explains nothing. Nearer is what rests on more facts
    that hold, then what leaves less open.
    """
    search = _Search(inquiry, rules)
    found = search.find(triple, _KEPT, frozenset())
    return tuple(found), search.is_complete


class _Search:
    """The search for near misses, which remembers whether anything was left out."""

    def __init__(self, inquiry: Inquiry, rules: RuleBase) -> None:
        self._inquiry = inquiry
        self._rules = rules
        self._followed: set[Triple] = set()
        self.is_complete = True

    def find(self, triple: Triple, kept: int, above: frozenset[Triple]) -> list[NearMiss]:
        """Return near misses of a triple; ``above`` are those on the way to it, which explain nothing."""
        misses: dict[Places, tuple[NearMiss, int]] = {}
        above |= {triple}
        self._followed.add(triple)
        try:
            for candidate in self._rules.candidates(triple, facts_missing=True):
                for miss in self._miss(candidate):
                    if _as_triple(miss[0].missing) not in above:
                        misses.setdefault(miss[0].missing, miss)
        except OutOfTime:
            self.is_complete = False
        ordered = [miss for miss, _ in sorted(misses.values(), key=_order)]
        self.is_complete &= len(ordered) <= kept
        return [self._follow(miss, above) for miss in ordered[:kept]]

    def _follow(self, miss: NearMiss, above: frozenset[Triple]) -> NearMiss:
        """Add why the missing premise itself does not hold, once for each premise."""
        missing = _as_triple(miss.missing)
        if missing is None or missing in self._followed:
            return miss
        if len(above) >= _DEPTH:
            self.is_complete = False
            return miss
        return replace(miss, because=tuple(self.find(missing, _KEPT_BELOW, above)))

    def _miss(self, candidate: Candidate) -> Iterator[tuple[NearMiss, int]]:
        """Yield the near misses of one rule, each with the number of facts among what holds."""
        body = candidate.rule.body
        if any(absence.absences for absence in body.absences):
            yield from self._miss_of_every(candidate)
            return
        for place, atom in enumerate(body.atoms):
            others = body.atoms[:place] + body.atoms[place + 1 :]
            if is_fact(atom) and others:
                yield from self._miss_atom(candidate, atom, others)

    def _miss_atom(self, candidate: Candidate, atom: Atom, others: tuple[Atom, ...]) -> Iterator[tuple[NearMiss, int]]:
        bindings = candidate.bindings
        names = {*bindings, *free_variables(others, {})}
        filters = tuple(text for text in candidate.rule.body.filters if _mentions_only(text, names))
        matches = self._inquiry.match(Body(others, filters), bindings, _MATCHES)
        self.is_complete &= len(matches) < _MATCHES
        grounded = [(match, ground_atoms(self._inquiry, others, match, _NO_LIMIT)) for match in matches]
        held = [
            (match, triples)
            for match, triples in grounded
            if triples is not None and not isinstance(_place(atom.subject, match), Literal)
        ]
        missing = {_places(atom, match) for match, _ in held}
        if not held:
            return
        first, triples = held[0]
        places = _places(atom, first) if len(missing) == 1 else _places(atom, bindings)
        facts = sum(map(is_fact, others))
        yield NearMiss(candidate.rule, places, tuple(triples or ()), len(matches)), facts

    def _miss_of_every(self, candidate: Candidate) -> Iterator[tuple[NearMiss, int]]:
        """Yield the near misses of a rule with a "for every": one member alone lacks what all must have."""
        rule = candidate.rule
        axioms = tuple(atom for atom in rule.body.atoms if not atom.is_path and not is_fact(atom))
        names = {*candidate.bindings, *free_variables(axioms, {})}
        facts = tuple(atom for atom in rule.body.atoms if is_fact(atom) and {*free_variables([atom], {})} <= names)
        for match in islice(self._inquiry.match(Body((*axioms, *facts)), candidate.bindings, _MATCHES), _MATCHES):
            held = ground_atoms(self._inquiry, (*axioms, *facts), match, _NO_LIMIT)
            for absence in rule.body.absences:
                lacking = [] if held is None else list(islice(self._lacking(absence, match), 2))
                if len(lacking) == 1:
                    yield NearMiss(rule, lacking[0], tuple(held or ()), 1), len(facts) + 1

    def _lacking(self, absence: Body, match: Bindings) -> Iterator[Places]:
        """Yield, for each member for which what must hold does not, the first premise of it that is missing."""
        for member, _ in list_members(self._inquiry, absence, match, _NO_LIMIT):
            for inner in absence.absences:
                if not self._inquiry.match(inner, member, 1):
                    yield _places(inner.atoms[-1], member)


def _order(miss: tuple[NearMiss, int]) -> tuple[int, int, int, str, list[str]]:
    found, facts = miss
    free = sum(isinstance(place, str) for place in found.missing)
    return -facts, free, found.matches, found.rule.name, [str(place) for place in found.missing]


def _places(atom: Atom, bindings: Bindings) -> Places:
    subject, predicate, object_ = (_place(text, bindings) for text in (atom.subject, atom.predicate, atom.object))
    return subject, predicate, object_


def _place(text: str, bindings: Bindings) -> Term | str:
    if text.startswith("?"):
        return bindings.get(text, text)
    return Iri(text[1:-1])


def _as_triple(places: Places) -> Triple | None:
    subject, predicate, object_ = places
    if isinstance(subject, Iri) and isinstance(predicate, Iri) and not isinstance(object_, str):
        return Triple(subject, predicate, object_)
    return None


def _mentions_only(text: str, names: set[str]) -> bool:
    return set(_VARIABLE.findall(text)) <= names
