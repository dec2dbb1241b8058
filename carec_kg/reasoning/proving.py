"""Proving: why a triple is in the graph, from the same rules that made the closure, run backwards.

What is needed from files is given to the ``Prover`` when it is made; proving asks the engine and nothing else.
"""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem, OutOfTime, UsageError
from carec_kg.rdf.terms import BlankNode, Literal, Triple
from carec_kg.reasoning.backward import RuleBase
from carec_kg.reasoning.grounds import Grounds, Inquiry, is_absolute_iri
from carec_kg.reasoning.near_misses import find_near_misses
from carec_kg.reasoning.nearness import NOWHERE
from carec_kg.reasoning.proof import ClashProof, Derived, Explanation, NotInGraph, Stated, list_steps
from carec_kg.reasoning.ranking import Gathered, gather, rank
from carec_kg.reasoning.steps import Found, Step, build_step, find_steps
from carec_kg.reasoning.triviality import is_trivial

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from carec_kg.graph.engine import Engine
    from carec_kg.reasoning.clashes import Clash
    from carec_kg.reasoning.nearness import Near
    from carec_kg.reasoning.origins import Origins
    from carec_kg.reasoning.proof import Proof
    from carec_kg.reasoning.rules import Rule

#: Queries that the search for a shortest proof may take, and steps of each triple that are followed.
_BUDGET = 100
_KEPT = 12
#: Proofs looked at for each that is wanted: those that prove one triple in two ways at once are left out.
_SPARE = 3


def _check(triple: Triple) -> None:
    """Raise ``UsageError`` for a triple that no query can ask for."""
    for term in triple:
        if isinstance(term, BlankNode):
            message = "A blank node has no name outside of its file; give a triple of IRIs and literals."
            raise UsageError(message)
        iri = term.datatype if isinstance(term, Literal) else term.value
        if not is_absolute_iri(iri):
            message = f"{iri[:80]!r} is no absolute IRI; write it out, as https://w3id.org/carec-kg/id/country/KAZ."
            raise UsageError(message)


def _never() -> bool:
    return False


class Prover:
    """Proves the triples of one graph; made once, then asked any number of times."""

    def __init__(self, engine: Engine, rules: Sequence[Rule], origins: Origins) -> None:
        """Take the engine of a graph with its closure, the rules that made the closure, and its origins.

        The engine's default graph holds all triples, its named graphs what each source states.
        """
        self._grounds = Grounds(engine, origins)
        self._rules = RuleBase(rules, engine)

    def prove(
        self, triple: Triple, *, proofs: int = 1, shortest: bool = True, is_over: Callable[[], bool] = _never
    ) -> Explanation | NotInGraph:
        """Return the shortest proofs of a triple, ``proofs`` of them at most, or what is missing for one.

        A stated triple is proved by the graphs that state it; how it follows too is told where more than one proof is
        asked for. Without ``shortest`` it is one proof, the first that the rules of the closure give, and quicker.
        ``is_over`` is asked before each look into the graph: raise ``OutOfTime`` where it says so before there is any
        proof. Raise ``UsageError`` for a blank node, which has no name outside of its file, or no IRI.
        """
        return self.begin(is_over).prove(triple, proofs=proofs, shortest=shortest)

    def begin(self, is_over: Callable[[], bool] = _never) -> Proving:
        """Return what proves several triples in one go, and looks up once what their proofs share."""
        return Proving(self._grounds, self._rules, is_over)

    def prove_clash(self, clash: Clash, *, is_over: Callable[[], bool] = _never) -> ClashProof:
        """Return the proof of a contradiction; raise ``DataProblem`` if it is not in this graph, or ``OutOfTime``."""
        inquiry = Inquiry(self._grounds, is_over)
        rule = self._rules.named(clash.rule)
        step = _find_clash(inquiry, rule, clash) if rule and not rule.head else None
        if rule is None or step is None:
            message = f"Nothing in this graph contradicts itself by {clash.rule} in that way; check the graph again."
            raise DataProblem(message)
        search = _Search(inquiry, self._rules)
        return ClashProof(clash, rule, tuple(search.prove_one(premise) for premise in step.premises))


def _find_clash(inquiry: Inquiry, rule: Rule, clash: Clash) -> Step | None:
    terms = {f"?{name}": term for name, term in clash.terms}
    if rule.over:
        subject, predicate, object_ = (term for _, term in clash.terms)
        return Step(rule, (Triple(subject, predicate, object_),), 0)  # type: ignore[arg-type] # a triple as asserted
    steps = (build_step(inquiry, rule, match) for match in inquiry.match(rule.body, terms))
    return min((step for step in steps if step), key=lambda step: (step.depth, str(step.premises)), default=None)


class Proving:
    """Proves triples one after the other, until the time of all is over."""

    def __init__(self, grounds: Grounds, rules: RuleBase, is_over: Callable[[], bool]) -> None:
        self._inquiry = Inquiry(grounds, is_over)
        self._rules = rules
        self._search = _Search(self._inquiry, rules)

    def prove(
        self, triple: Triple, *, proofs: int = 1, shortest: bool = True, near: Near = NOWHERE
    ) -> Explanation | NotInGraph:
        """Return what ``Prover.prove`` does; of proofs with equally many steps the one whose premises are ``near``."""
        _check(triple)
        inquiry, rules, search = self._inquiry, self._rules, self._search
        triple = inquiry.spell(triple)
        if not inquiry.holds(triple):
            misses, is_complete = find_near_misses(inquiry, rules, triple)
            return NotInGraph(triple, misses, is_complete, is_trivial(triple))
        graphs = inquiry.graphs_of(triple)
        stated = (Stated(triple, graphs),) if graphs or not inquiry.round_of(triple) else ()
        if not shortest:
            first = stated or (search.prove_one(triple),)
            return Explanation(triple, first, is_shortest=bool(stated), has_more=True)
        return search.explain(triple, stated, proofs, near)


class _Search:
    """The search for the proofs of one triple."""

    def __init__(self, inquiry: Inquiry, rules: RuleBase) -> None:
        self._inquiry = inquiry
        self._rules = rules
        self._found: dict[tuple[Triple, bool, bool], Found] = {}

    def explain(self, triple: Triple, stated: tuple[Stated, ...], proofs: int, near: Near) -> Explanation:
        """Return proofs of a triple: a quick one, then the shortest if there is time to look for it."""
        quick: tuple[Proof, ...] = stated or (self.prove_one(triple),)
        wanted = proofs - len(stated)
        find = partial(self._find, last=triple)
        try:
            direct = [step for step in find(triple, every=True).steps if not step.depth and triple not in step.premises]
            if proofs == 1 and len(direct) > wanted:
                nearest = _find_nearest(direct, self._inquiry, near) if wanted else direct[0]
                shortest = rank(triple, self._inquiry, Gathered({triple: [nearest]}, is_whole=False), wanted)
                return Explanation(triple, (*stated, *shortest), is_shortest=True, has_more=True)
            gathered = gather(triple, self._inquiry, find, _BUDGET * proofs, _KEPT)
            ranked = rank(triple, self._inquiry, gathered, 2 if proofs == 1 else wanted * _SPARE, near)
        except OutOfTime:
            return Explanation(triple, quick, is_shortest=bool(stated), has_more=True)
        found = [proof for proof in ranked if _is_uniform(proof)]
        is_shortest = gathered.is_whole or bool(stated) or _count_steps(found[:1]) == 1
        has_more = len(ranked) > wanted or not gathered.is_whole
        return Explanation(triple, (*stated, *found[:wanted]) or quick, is_shortest=is_shortest, has_more=has_more)

    def prove_one(self, triple: Triple) -> Proof:
        """Return the proof by the rules that made the closure, at each triple the first match."""
        if not self._inquiry.round_of(triple):
            return Stated(triple, self._inquiry.graphs_of(triple))
        gathered = gather(triple, self._inquiry, self._find, budget=0, kept=1)
        proofs = rank(triple, self._inquiry, gathered, 1)
        if not proofs:
            message = f"{triple.subject} {triple.predicate} {triple.object} is inferred, but by none of these rules."
            raise DataProblem(message)
        return proofs[0]

    def _find(self, triple: Triple, every: bool, last: Triple | None = None) -> Found:  # noqa: FBT001 - a callback
        """Return all steps of a triple, or a quick one; premises of ``last`` may be of any round."""
        is_last = triple == last and every
        key = triple, every, is_last
        if key not in self._found:
            limit = inf if is_last else self._inquiry.round_of(triple) or 0
            rule = "" if every else self._inquiry.rule_of(triple)
            found = find_steps(self._inquiry, self._rules.candidates(triple, rule), limit)
            self._found[key] = found if every else Found(found.steps[:1], is_cut=True)
        return self._found[key]


def _find_nearest(steps: Sequence[Step], inquiry: Inquiry, near: Near) -> Step:
    """Return the step from stated premises that takes the fewest further sources, then the fewest further triples."""
    if near == NOWHERE:
        return steps[0]

    def weigh(step: Step) -> tuple[int, int, int]:
        stated = {premise: inquiry.graphs_of(premise) for premise in step.premises}
        further = {graphs for graphs in stated.values() if not near.is_near(graphs)}
        return len(further), sum(near.weigh(*item)[1] for item in stated.items()), len(stated)

    return min(steps, key=weigh)


def _count_steps(proofs: Sequence[Proof]) -> int:
    return sum(isinstance(step, Derived) for step in list_steps(proofs))


def _is_uniform(proof: Proof) -> bool:
    """Return whether a proof proves each of its triples in one way."""
    seen: dict[Triple, Proof] = {}
    left = [proof]
    while left:
        node = left.pop()
        if node.triple not in seen:
            seen[node.triple] = node
            left += node.premises if isinstance(node, Derived) else ()
        elif seen[node.triple] is not node:
            return False
    return True
