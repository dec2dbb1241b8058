"""Ranking: the shortest proofs among the steps that were gathered, and the next ones after them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.reasoning.nearness import NOWHERE
from carec_kg.reasoning.proof import Derived, Stated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from carec_kg.rdf.terms import Triple
    from carec_kg.reasoning.grounds import Inquiry
    from carec_kg.reasoning.nearness import Near
    from carec_kg.reasoning.proof import Proof
    from carec_kg.reasoning.steps import Found, Step

#: The cost of a proof as a tree: its steps; of the stated premises that it rests on those from further sources, those
#: that are further triples, and all.
_Cost = tuple[int, int, int, int]


class _Choice(NamedTuple):
    """A proof of a triple: its cost, its last step, and which proof of each premise it takes, by rank."""

    cost: _Cost
    step: Step
    ranks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The steps behind a triple, for every inferred premise too; whether none was left out."""

    steps: Mapping[Triple, Sequence[Step]]
    is_whole: bool


def gather(root: Triple, inquiry: Inquiry, find: Callable[[Triple, bool], Found], budget: int, kept: int) -> Gathered:
    """Gather the steps behind a triple, nearest first.

    ``find`` gives the steps of a triple, all of them or (``False``) one that is quick to find. For the first ``budget``
    queries it is all, of which at most ``kept`` are followed; then it is the quick one, so that there is a proof.
    """
    steps: dict[Triple, Sequence[Step]] = {}
    queue = deque([root])
    is_whole = True
    last = inquiry.asked + budget
    while queue:
        triple = queue.popleft()
        if triple in steps or (triple != root and not inquiry.round_of(triple)):
            continue
        found = find(triple, inquiry.asked < last)
        steps[triple] = found.steps[:kept]
        is_whole &= not found.is_cut and len(found.steps) <= kept
        queue += [premise for step in steps[triple] for premise in step.premises if premise not in steps]
    return Gathered(steps, is_whole)


def rank(root: Triple, inquiry: Inquiry, gathered: Gathered, number: int, near: Near = NOWHERE) -> list[Proof]:
    """Return the ``number`` shortest proofs of a triple that the gathered steps allow, shortest first.

    Of proofs with equally many steps those come first whose stated premises are ``near``; equals are in the order of
    their steps' text. The premises of all steps but the last are of lower rounds, so one pass upwards suffices; those
    of the last may be of any round, as long as they do not rest on the triple itself.
    """
    choosing = _Choosing(inquiry, near, {root: []})
    for triple in sorted(gathered.steps.keys() - {root}, key=lambda triple: inquiry.round_of(triple) or 0):
        choosing.choices[triple] = choosing.choose(gathered.steps[triple], number)
    choosing.choices[root] = choosing.choose(gathered.steps[root], number)
    return _build(root, inquiry, choosing.choices)


@dataclass(frozen=True, slots=True)
class _Choosing:
    """Chooses the cheapest proofs of each triple, from the lowest round upwards."""

    inquiry: Inquiry
    near: Near
    choices: dict[Triple, list[_Choice]]

    def choose(self, steps: Sequence[Step], number: int) -> list[_Choice]:
        """Return the cheapest ways to end in one of the steps, cheapest first."""
        heap: list[tuple[_Cost, int, tuple[int, ...]]] = []
        seen: set[tuple[int, tuple[int, ...]]] = set()
        for place, step in enumerate(steps):
            first = (0,) * len(step.premises)
            cost = self._add_up(step, first)
            if cost:
                heappush(heap, (cost, place, first))
        chosen: list[_Choice] = []
        while heap and len(chosen) < number:
            cost, place, ranks = heappop(heap)
            if (place, ranks) in seen:
                continue
            seen.add((place, ranks))
            chosen.append(_Choice(cost, steps[place], ranks))
            for at in range(len(ranks) if number > 1 else 0):
                following = (*ranks[:at], ranks[at] + 1, *ranks[at + 1 :])
                if cost := self._add_up(steps[place], following):
                    heappush(heap, (cost, place, following))
        return chosen

    def _add_up(self, step: Step, ranks: tuple[int, ...]) -> _Cost | None:
        """Return the cost of a proof that ends in a step; ``None`` where a premise has no proof of that rank."""
        total: _Cost = (1, 0, 0, 0)
        for premise, place in zip(step.premises, ranks, strict=True):
            cost = self._cost_of(premise, place)
            if cost is None:
                return None
            total = (total[0] + cost[0], total[1] + cost[1], total[2] + cost[2], total[3] + cost[3])
        return total

    def _cost_of(self, premise: Triple, place: int) -> _Cost | None:
        if premise in self.choices:
            found = self.choices[premise]
            return found[place].cost if place < len(found) else None
        if place:
            return None
        if self.near == NOWHERE:
            return (0, 0, 0, 1)
        return (0, *self.near.weigh(premise, self.inquiry.graphs_of(premise)), 1)


def _build(root: Triple, inquiry: Inquiry, choices: Mapping[Triple, list[_Choice]]) -> list[Proof]:
    """Build the chosen proofs of the root, each node once, from the lowest round upwards."""
    wanted: set[tuple[Triple, int]] = set()
    left = [(root, place) for place in range(len(choices.get(root, ())))]
    while left:
        node = left.pop()
        if node not in wanted:
            wanted.add(node)
            triple, place = node
            if triple in choices:
                choice = choices[triple][place]
                left += list(zip(choice.step.premises, choice.ranks, strict=True))
    built: dict[tuple[Triple, int], Proof] = {}
    for triple, place in sorted(wanted, key=lambda node: (node[0] == root, inquiry.round_of(node[0]) or 0)):
        if triple not in choices:
            built[triple, place] = Stated(triple, inquiry.graphs_of(triple))
            continue
        choice = choices[triple][place]
        premises = tuple(built[node] for node in zip(choice.step.premises, choice.ranks, strict=True))
        built[triple, place] = Derived(triple, inquiry.round_of(triple) or 0, choice.step.rule, premises)
    return [built[root, place] for place in range(len(choices.get(root, ())))]
