"""The closure: rules run to a fixpoint, round by round, over an engine's workbench."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.graph.workbench import Workbench
from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Quad, Triple, order_term
from carec_kg.reasoning.chains import expand_chains
from carec_kg.reasoning.clashes import Clash, find_clashes
from carec_kg.reasoning.footprint import Footprint, named_properties
from carec_kg.reasoning.spelling import Spelling
from carec_kg.reasoning.versions import Forward, candidate_graph, compile_rule, write_advance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carec_kg.reasoning.rules import Rule

_CHAIN_PROPERTIES = frozenset(
    [PREFIXES["owl"] + "propertyChainAxiom", PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest"]
)


class InferredTriple(NamedTuple):
    """A triple of the closure, the round that gave it (asserted triples are round 0) and the rule that did first.

    Every premise of that rule's match is of a lower round.
    """

    triple: Triple
    round: int
    rule: str


@dataclass(frozen=True, slots=True)
class Closure:
    """What follows: triples sorted by round and terms, clashes sorted by rule and terms."""

    triples: list[InferredTriple]
    clashes: list[Clash]

    @property
    def is_consistent(self) -> bool:
        """Return whether no rule ended in *false*."""
        return not self.clashes


def infer(quads: Iterable[Quad], rules: Sequence[Rule]) -> Closure:
    """Return what follows from the union of the quads' graphs by the rules (OWL 2 Profiles, section 4.3).

    Blank nodes are to have IRIs already (`skolem.skolemise`); one that is left counts as a name of its own. The
    result is the same whatever the order of the quads; where two rules give a triple in one round, the first of
    ``rules`` is named. Left out are asserted triples, what holds of everything (`triviality`), and triples that are
    no RDF: a literal as subject, a blank node as predicate.
    """
    asserted = {quad.triple for quad in quads}
    spelling = Spelling(asserted)
    bench = Workbench(Quad(*triple) for triple in asserted)
    rounds = _Rounds(bench, rules, asserted)
    inferred = [
        InferredTriple(spelling.restore_triple(triple), number, rule)
        for number, triples in enumerate(rounds.run(), start=1)
        for triple, rule in triples.items()
    ]
    return Closure(sorted(inferred, key=_order), find_clashes(rules, bench, rounds.everything, spelling))


def _order(item: InferredTriple) -> tuple[int, str, str, tuple[int, str, str, str]]:
    subject, predicate, object_ = item.triple
    return item.round, subject.value, predicate.value, order_term(object_)


class _Rounds:
    """The rounds: each runs the rules over all triples so far, one premise at least being new in the round before."""

    def __init__(self, bench: Workbench, rules: Sequence[Rule], asserted: Iterable[Triple]) -> None:
        self._bench = bench
        deriving = [rule for rule in rules if rule.head]
        self._templates = [rule for rule in deriving if rule.expand]
        self._fixed = [compile_rule(rule) for rule in deriving if not rule.expand]
        self._order = {rule.name: place for place, rule in enumerate(deriving)}
        self._chains: dict[str, Forward] = {}
        self._named = named_properties(rules)
        self.everything = Footprint(self._named)
        self.everything.note(asserted)

    def run(self) -> Iterator[dict[Triple, str]]:
        """Yield what each round adds, as triples with their rule's name, until one adds nothing."""
        delta: Footprint | None = None
        while fresh := self._run_round(delta):
            yield fresh
            delta = Footprint(self._named)
            delta.note(fresh)
            self.everything.note(fresh)

    def _run_round(self, delta: Footprint | None) -> dict[Triple, str]:
        fired: set[str] = set()
        new_chains = self._expand(delta)
        for forward in [*self._fixed, *self._chains.values()]:
            updates = forward.updates(self.everything, None if forward in new_chains else delta)
            for update in updates:
                self._bench.update(update)
            if updates:
                fired.add(forward.rule.name)
        return self._collect(sorted(fired, key=self._order.__getitem__))

    def _expand(self, delta: Footprint | None) -> list[Forward]:
        """Write out the chains that are not there yet; they run whole in their first round."""
        changed = self.everything if delta is None else delta
        if _CHAIN_PROPERTIES.isdisjoint(changed.predicates):
            return []
        rules = [rule for template in self._templates for rule in expand_chains(template, self._bench)]
        new = {str(rule.body): compile_rule(rule) for rule in rules if str(rule.body) not in self._chains}
        self._chains.update(new)
        return list(new.values())

    def _collect(self, fired: list[str]) -> dict[Triple, str]:
        """Take what the rules gave; where several gave one triple, the first of them is named."""
        fresh: dict[Triple, str] = {}
        for name in fired:
            for quad in self._bench.quads(candidate_graph(name)):
                fresh.setdefault(quad.triple, name)
        self._bench.update(write_advance(fired))
        return fresh
