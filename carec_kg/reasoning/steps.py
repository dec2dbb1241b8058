"""Steps: the matches of rules that give a triple, as premises of lower rounds."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from carec_kg.reasoning.bindings import ground, resolve
from carec_kg.reasoning.rules import Body
from carec_kg.reasoning.walking import walk, walk_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.rdf.terms import Term, Triple
    from carec_kg.reasoning.backward import Candidate
    from carec_kg.reasoning.bindings import Bindings
    from carec_kg.reasoning.grounds import Inquiry
    from carec_kg.reasoning.rules import Atom, Rule

#: Matches of a rule that are looked at before it is enough, and how many more where none of them will do.
_FIRST_MATCHES = 64
_GROWTH = 16


@dataclass(frozen=True, slots=True)
class Step:
    """A rule and the premises of one match, each once, in the order of the rule's text.

    ``depth`` is the sum of the premises' rounds: no proof by this step has fewer steps than the highest of them.
    """

    rule: Rule
    premises: tuple[Triple, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Found:
    """Steps that give a triple, the most promising first, and whether there may be others."""

    steps: tuple[Step, ...]
    is_cut: bool


def find_steps(inquiry: Inquiry, candidates: Iterable[Candidate], limit: float) -> Found:
    """Return the steps by which the candidates give their triple, from premises of rounds below the limit."""
    steps: list[Step] = []
    is_cut = False
    for candidate in candidates:
        found = _match_rule(inquiry, candidate, limit)
        is_cut |= found.is_cut
        steps += found.steps
    distinct: dict[frozenset[Triple], Step] = {}
    for step in sorted(steps, key=_order):
        distinct.setdefault(frozenset(step.premises), step)
    return Found(tuple(distinct.values()), is_cut)


def _order(step: Step) -> tuple[int, int, str, list[str]]:
    return step.depth, len(step.premises), step.rule.name, [str(term) for triple in step.premises for term in triple]


def _match_rule(inquiry: Inquiry, candidate: Candidate, limit: float) -> Found:
    """Return the steps among a rule's first matches; where none of these will do, among ever more of them."""
    cap = _FIRST_MATCHES
    while True:
        matches = inquiry.match(candidate.rule.body, candidate.bindings, cap)
        steps = [build_step(inquiry, candidate.rule, match, limit) for match in matches]
        found = tuple(step for step in steps if step)
        is_cut = len(matches) >= cap
        if found or not is_cut:
            return Found(found, is_cut)
        cap *= _GROWTH


def build_step(inquiry: Inquiry, rule: Rule, match: Bindings, limit: float = inf) -> Step | None:
    """Return the step that a match of a rule's body is; ``None`` where a premise is not of a round below the limit."""
    premises = ground_atoms(inquiry, rule.body.atoms, match, limit)
    if premises is None:
        return None
    for absence in rule.body.absences:
        if not absence.absences:
            continue
        members = _ground_every(inquiry, absence, match, limit)
        if members is None:
            return None
        premises |= members
    return Step(rule, tuple(premises), sum(inquiry.round_of(premise) or 0 for premise in premises))


def ground_atoms(inquiry: Inquiry, atoms: Iterable[Atom], match: Bindings, limit: float) -> dict[Triple, None] | None:
    """Return the triples that atoms stand for, those along their paths too; ``None`` where one is not there yet."""
    triples: dict[Triple, None] = {}
    for atom in atoms:
        if atom.is_path:
            start, end = resolve(atom.subject, match), resolve(atom.object, match)
            edges = walk(inquiry, atom.predicate, start, end, limit) if start and end else None
        else:
            triple = ground(atom, match)
            edges = (triple,) if triple and _is_below(inquiry, triple, limit) else None
        if edges is None:
            return None
        triples |= dict.fromkeys(edges)
    return triples


def _is_below(inquiry: Inquiry, triple: Triple, limit: float) -> bool:
    number = inquiry.round_of(triple)
    return number is not None and number < limit


def _ground_every(inquiry: Inquiry, absence: Body, match: Bindings, limit: float) -> dict[Triple, None] | None:
    """Return what shows a "for every": the whole of each list walked, its members, and what holds for each of them."""
    triples: dict[Triple, None] = {}
    for atom in absence.atoms:
        start = resolve(atom.subject, match)
        if atom.is_path and start:
            triples |= dict.fromkeys(walk_all(inquiry, atom.predicate, start, limit))
    for member, edges in list_members(inquiry, absence, match, limit):
        for inner in absence.absences:
            shown = _ground_first(inquiry, inner, member, limit)
            if shown is None:
                return None
            triples |= {**edges, **shown}
    return triples


def list_members(
    inquiry: Inquiry, absence: Body, match: Bindings, limit: float
) -> Iterator[tuple[dict[str, Term], dict[Triple, None]]]:
    """Yield each match of what a "for every" ranges over, with the triples that make it one."""
    for member in inquiry.match(Body(absence.atoms, absence.filters), match):
        edges = ground_atoms(inquiry, absence.atoms, member, limit)
        if edges is not None:
            yield member, edges


def _ground_first(inquiry: Inquiry, body: Body, match: Bindings, limit: float) -> dict[Triple, None] | None:
    """Return the premises of the match of a body with the lowest rounds; ``None`` where there is none in time."""
    cap = _FIRST_MATCHES
    while True:
        matches = inquiry.match(body, match, cap)
        grounded = [ground_atoms(inquiry, body.atoms, inner, limit) for inner in matches]
        found = [triples for triples in grounded if triples is not None]
        if found:
            return min(found, key=lambda triples: (_depth(inquiry, triples), list(map(str, triples))))
        if len(matches) < cap:
            return None
        cap *= _GROWTH


def _depth(inquiry: Inquiry, triples: Iterable[Triple]) -> int:
    return sum(inquiry.round_of(triple) or 0 for triple in triples)
